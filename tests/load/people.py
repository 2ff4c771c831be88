"""What operators and visitors of a load run do, through the same addresses as the pages' own modules."""

import asyncio
import contextlib
import json
import random
import re
import time
import uuid

from tests.load.browser import Browser

BEAT_SECONDS = 10.0
QUEUES_SECONDS = 8.0
QUEUES_SOON_SECONDS = 1.0
PATIENCE_SECONDS = 60
WRAPS = "aq-state-info"
TOKEN = re.compile(r"(?:client|staff)-[0-9a-f]{12}")


def new_token(side: str) -> str:
    return f"{side}-{uuid.uuid4().hex[:12]}"


class Visitor(Browser):
    """Comes, writes, reads what the operator says, writes again, leaves; the page's own requests between."""

    contact = ""
    seq = 0
    panel = mark = ""
    state = "waiting"
    read = 0
    said = 1

    @property
    def shown(self) -> tuple[str, int]:
        return self.contact, self.seq

    async def live_through(self, *, messages: int, gap_seconds: float) -> None:
        status, _page = await self.get("visit page", "/visit/?language=kk")
        if status != 200:
            return
        token = new_token("client")
        self.ledger.sent[token] = time.monotonic()
        data = {"name": "Жүнісова Айгерім", "text": f"Сәлеметсіз бе! {token}", "key": token, "topic": ""}
        while True:
            status, _page = await self.post("visit start", "/visit/start/", data)
            if status == 302:
                break
            await asyncio.sleep(1)
        self.ledger.stored.add(token)
        ears = asyncio.create_task(self.listen())
        eyes = asyncio.create_task(self.watch(self.look, lambda: 15 if self.state == "waiting" else 30))
        try:
            for _ in range(messages - 1):
                if await self.rest(random.uniform(0.5, 1.5) * gap_seconds):
                    break
                await self.say()
            await self.rest(gap_seconds)
            until = time.monotonic() + PATIENCE_SECONDS
            while self.read < self.said and time.monotonic() < until:  # who asked waits for the answer
                await asyncio.sleep(0.5)
            await self.post("visit leave", "/visit/leave/", {})
            await self.look()
        finally:
            ears.cancel()
            eyes.cancel()
            await asyncio.gather(ears, eyes, return_exceptions=True)

    async def say(self) -> None:
        """As the page's outbox: the same key again until it is stored."""
        token = new_token("client")
        self.ledger.sent[token] = time.monotonic()
        while True:
            status, text = await self.post(
                "visit say", "/visit/messages/", {"text": f"Сөз {token}", "key": token}, Accept="application/json"
            )
            if status == 200:
                self.ledger.stored.add(token)
                self.said = json.loads(text)["seq"]
                self.stir()
                return
            await asyncio.sleep(1)

    async def rest(self, seconds: float) -> bool:
        """Whether it is time to stop talking."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.ledger.closing:
            await asyncio.sleep(min(0.5, max(0.0, until - time.monotonic())))
        return self.ledger.closing

    async def look(self) -> None:
        mark = "" if self.told else self.mark
        query = f"/visit/messages/?contact={self.contact}&after={self.seq}&panel={self.panel}&mark={mark}"
        status, text = await self.get("visit look", query, headers={"Accept": "application/json"})
        if status != 200:
            return
        news = json.loads(text)
        if "same" in news:
            return
        self.mark = news.get("mark", "")
        self.state, self.panel = news["state"], news["panel"]["key"]
        spoken = [line["seq"] for line in news.get("messages", ()) if line["side"] == "staff"]
        for found in set(TOKEN.findall(text)):
            if found.startswith("staff"):
                self.ledger.saw(found, time.monotonic())
        if "contact" in news:
            if str(news["contact"]) != self.contact:
                self.contact = str(news["contact"])
                await self.follow(f"contact:{self.contact}")
            self.seq = news["seq"]
        if spoken and spoken[-1] > self.read:
            self.read = spoken[-1]
            await self.post("visit read", "/visit/read/", {"seq": str(self.read)})


class Operator(Browser):
    """Accepts what rings, opens the contact that has news, reads it, answers every client's words once.

    As the page's module: a contact is asked for whole when it is first opened, and kept; coming back is one look.
    """

    login = ""
    wrapped: dict[str, str]
    kept: dict[str, tuple[int, str]]
    """The last line and the shape of each contact that was opened and put away."""
    opened = shape = mark = ""
    seq = 0

    @property
    def shown(self) -> tuple[str, int]:
        return self.opened, self.seq

    async def work(self) -> None:
        while not await self.sign_in():
            await asyncio.sleep(2)
        self.answered: set[str] = set()
        self.kept = {}
        await asyncio.gather(self.listen(), self.watch(self.look, lambda: None), self.beat())

    async def sign_in(self) -> bool:
        await self.get("sign-in page", "/sign-in/")
        status, _page = await self.post("sign in", "/sign-in/", {"login": self.login, "password": "load-test-2026"})
        if status != 302:
            self.ledger.errors[f"operator refused: {status}"] += 1
            return False
        await self.post("state", "/me/state/", {"state": "available"})
        _status, page = await self.get("desk page", "/desk/")
        me = re.search(r'data-person="(\d+)"', page)
        if me is None:
            self.ledger.errors["no desk"] += 1
            return False
        self.topics = {f"person:{me[1]}", "wall"}
        self.quiet.add("wall")
        return True

    async def beat(self) -> None:
        """A sign of life every ten seconds; sooner, and with what waits in the queues, when the centre stirred them."""
        queues_seen = time.monotonic()
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.whispered.wait(), BEAT_SECONDS)
                rest = max(QUEUES_SOON_SECONDS, queues_seen + QUEUES_SECONDS - time.monotonic())
                await asyncio.sleep(min(BEAT_SECONDS, rest * random.uniform(0.75, 1.25)))
            stirred = self.whispered.is_set()
            if stirred:
                self.whispered.clear()
                queues_seen = time.monotonic()
            await self.post("heartbeat", "/desk/heartbeat/", {"queues": "1"} if stirred else {})

    async def look(self) -> None:
        opened = f"&contact={self.opened}&after={self.seq}&shape={self.shape}" if self.opened else ""
        polled = "" if self.told else f"&mark={self.mark}"
        status, text = await self.get("desk look", f"/desk/changes/?part=mine{opened}{polled}")
        if status == 404:
            self.opened = ""
        if status != 200:
            return
        news = json.loads(text)
        if "same" in news:
            return
        self.mark = news["mark"]
        for offer in news["offers"]:
            found = re.search(r"/desk/(\d+)/accept/", offer["html"])
            if found:
                status, _said = await self.post("accept", f"/desk/{found[1]}/accept/", {}, **{"X-Desk": "1"})
                if status == 200:
                    await self.open(found[1])
                    return
        if (talk := news["talk"]) and str(talk["contact"]) == self.opened:
            await self.see(" ".join(line["html"] for line in talk["lines"]), talk["seq"], talk["shape"])
        for row in news["contacts"]:
            if str(row["key"]) != self.opened and ("aq-contact-unread" in row["html"] or WRAPS in row["html"]):
                await self.open(str(row["key"]))
                return

    async def open(self, contact: str) -> None:
        """A press on its row; ``""`` after a contact was closed."""
        page, known = "", self.kept.get(contact)
        if known is None:
            status, page = await self.get(
                "contact page", f"/desk/{contact}/" if contact else "/desk/", headers={"X-Desk": "1"}
            )
            if status != 200:
                return
        if self.opened and contact:
            self.kept[self.opened] = self.seq, self.shape
        await self.follow(f"contact:{contact}" if contact else "wall", instead_of=f"contact:{self.opened}")
        self.opened, (self.seq, self.shape) = contact, known or (0, "")
        self.stir()  # the module looks once at what it opened
        if shown := re.search(r'data-seq="(\d+)".* data-shape="([^"]+)"', page):
            await self.see(page.partition("data-lines")[2].partition("data-refusal")[0], int(shown[1]), shown[2])

    async def see(self, html: str, seq: int, shape: str) -> None:
        fresh = {found for found in TOKEN.findall(html) if found.startswith("client")} - self.answered
        for found in fresh:
            self.ledger.saw(found, time.monotonic())
        if seq > self.seq and shape.startswith("active") and fresh:
            await self.post("read", f"/desk/{self.opened}/read/", {"seen": str(seq)})
        self.seq, self.shape = seq, shape
        if shape.startswith("active") and fresh:
            self.answered |= fresh
            await self.answer(self.opened, seq)
        elif shape.startswith("wrap_up"):
            await self.post("close", f"/desk/{self.opened}/close/", self.wrapped, **{"X-Desk": "1"})
            self.kept.pop(self.opened, None)
            await self.open("")

    async def answer(self, contact: str, seq: int) -> None:
        """As the page: one key a press; an answer that never came is asked for again with the same key."""
        token = new_token("staff")
        self.ledger.sent[token] = time.monotonic()
        data = {"text": f"Жауап {token}", "seen": str(seq), "key": token}
        status = 0
        while status in {0, 500, 502, 503}:
            status, _text = await self.post("reply", f"/desk/{contact}/reply/", data, **{"X-Desk": "1"})
            if status != 200:
                await asyncio.sleep(0.5)
        if status == 200:
            self.ledger.stored.add(token)
            self.stir()
        else:
            del self.ledger.sent[token]
