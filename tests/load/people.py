"""What operators and visitors of a load run do, through the same addresses as the pages' own modules."""

import asyncio
import json
import random
import re
import time
import uuid

from tests.load.browser import Browser

TOKEN = re.compile(r"(?:client|staff)-[0-9a-f]{12}")


def new_token(side: str) -> str:
    return f"{side}-{uuid.uuid4().hex[:12]}"


class Visitor(Browser):
    """Comes, writes, waits for the operator's words, writes again, leaves."""

    async def live_through(self, *, messages: int, gap_seconds: float) -> None:
        status, _page = await self.get("visit page", "/visit/?language=kk")
        if status != 200:
            return
        token = new_token("client")
        self.ledger.sent[token] = time.monotonic()
        data = {"name": "Жүнісова Айгерім", "text": f"Сәлеметсіз бе! {token}", "key": token, "topic": ""}
        status, _page = await self.post("visit start", "/visit/start/", data)
        if status != 302:
            return
        self.ledger.stored.add(token)
        self.contact, self.seq = "", 0
        ears = asyncio.create_task(self.listen())
        eyes = asyncio.create_task(self.watch(self.look, at_least=30))
        try:
            for _ in range(messages - 1):
                await asyncio.sleep(random.uniform(0.5, 1.5) * gap_seconds)
                await self.say()
            await asyncio.sleep(gap_seconds)
            await self.post("visit leave", "/visit/leave/", {})
        finally:
            ears.cancel()
            eyes.cancel()
            await asyncio.gather(ears, eyes, return_exceptions=True)

    async def say(self) -> None:
        token = new_token("client")
        self.ledger.sent[token] = time.monotonic()
        for _ in range(5):
            status, _text = await self.post(
                "visit say", "/visit/messages/", {"text": f"Сөз {token}", "key": token}, Accept="application/json"
            )
            if status == 200:
                self.ledger.stored.add(token)
                return
            await asyncio.sleep(1)

    async def look(self) -> None:
        query = f"/visit/messages/?contact={self.contact}&after={self.seq}"
        status, text = await self.get("visit look", query, headers={"Accept": "application/json"})
        if status != 200:
            return
        news = json.loads(text)
        for found in TOKEN.findall(text):
            if found.startswith("staff"):
                self.ledger.saw(found, time.monotonic())
        if "contact" in news:
            if str(news["contact"]) != self.contact:
                self.contact = str(news["contact"])
                await self.follow(f"contact:{self.contact}")
            self.seq = news["seq"]


class Operator(Browser):
    """Accepts what rings, looks at each own contact that has news, answers every client's words once."""

    login = ""

    async def work(self) -> None:
        await self.get("sign-in page", "/sign-in/")
        status, _page = await self.post("sign in", "/sign-in/", {"login": self.login, "password": "load-test-2026"})
        if status != 302:
            self.ledger.errors[f"operator refused: {status}"] += 1
            return
        await self.post("state", "/me/state/", {"state": "available"})
        _status, page = await self.get("desk page", "/desk/")
        me = re.search(r'data-person="(\d+)"', page)
        if me is None:
            self.ledger.errors["no desk"] += 1
            return
        self.seen: dict[str, int] = {}
        self.topics = {f"person:{me[1]}"}
        await asyncio.gather(self.listen(), self.watch(self.look, at_least=15), self.beat())

    async def beat(self) -> None:
        while True:
            await self.post("heartbeat", "/desk/heartbeat/", {})
            await asyncio.sleep(10)

    async def look(self) -> None:
        status, text = await self.get("desk look", "/desk/changes/")
        if status != 200:
            return
        news = json.loads(text)
        for offer in news["offers"]:
            found = re.search(r"/desk/(\d+)/accept/", offer["html"])
            if found:
                await self.post("accept", f"/desk/{found[1]}/accept/", {}, **{"X-Desk": "1"})
                self.hinted.set()
        for row in news["contacts"]:
            await self.look_at(str(row["key"]))

    async def look_at(self, contact: str) -> None:
        if contact not in self.seen:
            self.seen[contact] = 0
            await self.follow(f"contact:{contact}")
        query = f"/desk/changes/?contact={contact}&after={self.seen[contact]}"
        status, text = await self.get("desk look at one", query)
        talk = json.loads(text)["talk"] if status == 200 else None
        if talk is None:
            return
        fresh = {
            found
            for found in TOKEN.findall(" ".join(line["html"] for line in talk["lines"]))
            if found.startswith("client")
        }
        for found in fresh:
            self.ledger.saw(found, time.monotonic())
        self.seen[contact] = talk["seq"]
        if talk["shape"].startswith("active") and fresh:
            await self.answer(contact, talk["seq"])
        elif talk["shape"].startswith("wrap_up"):
            await self.post("close", f"/desk/{contact}/close/", self.wrapped, **{"X-Desk": "1"})

    async def answer(self, contact: str, seq: int) -> None:
        token = new_token("staff")
        self.ledger.sent[token] = time.monotonic()
        data = {"text": f"Жауап {token}", "seen": str(seq), "key": token}
        status, _text = await self.post("reply", f"/desk/{contact}/reply/", data, **{"X-Desk": "1"})
        if status == 200:
            self.ledger.stored.add(token)
        else:
            del self.ledger.sent[token]

    wrapped: dict[str, str]
