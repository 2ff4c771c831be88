"""The WebSocket at /live/: a screen names the topics it shows and is told when to look again.

Client → server: {"subscribe": [topic…]}, {"unsubscribe": [topic…]},
{"say": {"topic": …, "kind": "typing" | "read", "data": …}}.
Server → client: {"hello": version}, {"subscribed": [topic…], "refused": [topic…]}, {"topic": …, "kind": …, …} (a hint;
one that a client said has "by": "person:7" or "visit:3"), {"dropped": [topic…]} when a right ended or the socket has
too many topics (the oldest go), {"error": code, "message": text}.
Close codes: 4400 malformed, 4401 session ended or its rights changed (connect anew), 4413 too large, 4429 too fast.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.utils import timezone

from anyqtama.kernel import live
from anyqtama.kernel.live_hub import Hub, Seat, hub
from anyqtama.people.live_access import Listener, Topics, Visitors, allowed, person_behind, standing

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

VISIT_COOKIE = "aq_visit"
LARGEST_FRAME = 4096
MOST_TOPICS = 50
LONGEST_TOPIC = 80
FRAMES_A_SECOND, FRAMES_AT_ONCE = 10.0, 60.0
SAYINGS = frozenset({"typing", "read"})
MOST_SAID = 200
GATHER_SECONDS = 0.02
LOOK_SECONDS = 2.0
POLICIES_EVERY = 15
"""Each socket's topics are asked again every so many looks, however its rights came to change."""


class Refused(Exception):
    """The frame breaks a rule: the client is told and the socket closed."""

    def __init__(self, code: int, name: str, message: str) -> None:
        super().__init__(message)
        self.code, self.name, self.message = code, name, message


class LiveSocket:
    """The ASGI application of one web process. `sockets` are those now open."""

    def __init__(self, *, topics: Topics, visitors: Visitors | None, hub: Hub = hub) -> None:
        self.topics, self.visitors, self.hub = topics, visitors, hub
        self.sockets: set[Socket] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        listener = await self._listener(scope) if settings.LIVE else None
        if listener is None:
            await send({"type": "websocket.close"})
            return
        await send({"type": "websocket.accept"})
        socket = Socket(self, listener, send)
        self.sockets.add(socket)
        self.hub.join(socket.seat)
        telling = asyncio.create_task(socket.tell())
        try:
            await socket.hear(receive)
        finally:
            self.sockets.discard(socket)
            self.hub.leave(socket.seat)
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)  # it may have failed on a line that broke

    async def _listener(self, scope: Scope) -> Listener | None:
        person = scope.get("user")
        if person is not None and person.is_authenticated:
            key = scope["session"].session_key
            found: Listener | None = await database_sync_to_async(person_behind)(key, person.pk, timezone.now())
            return found
        cookie = _visit_cookie(scope)
        if self.visitors is None or not cookie:
            return None
        visits: Mapping[str, int] = await database_sync_to_async(self.visitors)([cookie])
        return Listener(visit_id=visits[cookie], cookie=cookie) if cookie in visits else None

    async def watch(self) -> None:
        """Until cancelled: end the sockets whose session, visit or roles are gone, and topics no longer allowed."""
        look = 0
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            look += 1
            try:
                await self.look(look)
            except Exception:  # the database may be away for a while; nobody gains a right by that
                log.warning("The rights of live sockets could not be looked at", exc_info=True)

    async def look(self, number: int) -> None:
        sockets = list(self.sockets)
        sessions = {socket.listener.session_key for socket in sockets} - {""}
        cookies = {socket.listener.cookie for socket in sockets} - {""}
        stamps, visits = await database_sync_to_async(self._still)(sessions, cookies)
        for socket in sockets:
            who = socket.listener
            ended = stamps.get(who.session_key) != who.stamp if who.person else visits.get(who.cookie) != who.visit_id
            if ended:
                await socket.end(Refused(4401, "session_ended", "The session ended or its rights changed."))
            elif (id(socket) >> 6) % POLICIES_EVERY == number % POLICIES_EVERY:
                await socket.ask_again()

    def _still(
        self, sessions: Collection[str], cookies: Collection[str]
    ) -> tuple[dict[str, tuple[object, ...]], Mapping[str, int]]:
        visits = self.visitors(cookies) if self.visitors and cookies else {}
        return (standing(sessions, timezone.now()) if sessions else {}), visits


class Socket:
    """One client: hears its frames, tells it the hints of its seat."""

    def __init__(self, application: LiveSocket, listener: Listener, send: Send) -> None:
        self.application, self.listener, self.raw_send = application, listener, send
        self.seat = Seat()
        self.budget, self.budget_at = FRAMES_AT_ONCE, time.monotonic()
        self.ended = asyncio.Event()

    async def hear(self, receive: Receive) -> None:
        await self.send({"hello": settings.VERSION})
        while not self.ended.is_set():
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            try:
                self._spend()
                await self._act(_frame(message))
            except Refused as refused:
                await self.end(refused)

    async def tell(self) -> None:
        while True:
            for hint in await self.seat.take(GATHER_SECONDS):
                await self.send(hint)

    async def send(self, content: Mapping[str, Any]) -> None:
        if not self.ended.is_set():
            await self.raw_send({"type": "websocket.send", "text": json.dumps(content)})

    async def end(self, refused: Refused) -> None:
        if not self.ended.is_set():
            await self.send({"error": refused.name, "message": refused.message})
            self.ended.set()
            self.application.hub.leave(self.seat)
            await self.raw_send({"type": "websocket.close", "code": refused.code})

    async def ask_again(self) -> None:
        asked = set(self.seat.topics)
        lost = asked - await self._allowed(asked, fresh=True)
        if lost:
            self.application.hub.unfollow(self.seat, lost)
            await self.send({"dropped": sorted(lost)})

    async def _act(self, frame: Mapping[str, Any]) -> None:
        match frame:
            case {"subscribe": list(topics)}:
                await self._subscribe(_checked(topics))
            case {"unsubscribe": list(topics)}:
                self.application.hub.unfollow(self.seat, _checked(topics))
            case {"say": {"topic": str(topic), "kind": str(kind), **data}} if kind in SAYINGS:
                await self._say(topic, kind, {str(name): value for name, value in data.items()})
            case _:
                raise Refused(4400, "malformed", "Write subscribe, unsubscribe or say.")

    async def _subscribe(self, topics: set[str]) -> None:
        granted = await self._allowed(topics)
        if self.ended.is_set():  # while the database was asked
            return
        self.application.hub.follow(self.seat, sorted(granted))
        await self.send({"subscribed": sorted(granted), "refused": sorted(topics - granted)})
        if dropped := list(self.seat.topics)[:-MOST_TOPICS]:
            self.application.hub.unfollow(self.seat, dropped)
            await self.send({"dropped": dropped})

    async def _say(self, topic: str, kind: str, data: dict[str, Any]) -> None:
        if set(data) - {"data"} or len(json.dumps(data)) > MOST_SAID:
            raise Refused(4400, "malformed", "Say little: a few numbers or short words as data.")
        if topic in self.seat.topics:  # a right may just have ended: then nobody hears it
            hint = {**data, "topic": topic, "kind": kind, "by": self.listener.name}
            await asyncio.to_thread(live.publisher().send, hint)

    async def _allowed(self, topics: set[str], *, fresh: bool = False) -> set[str]:
        def ask() -> set[str]:
            who: Listener | None = self.listener
            if fresh and who is not None and who.person is not None:
                who = person_behind(who.session_key, who.person.pk, timezone.now())
            return allowed(who, topics, self.application.topics) if who else set()

        granted: set[str] = await database_sync_to_async(ask)()
        return granted

    def _spend(self) -> None:
        now = time.monotonic()
        self.budget = min(FRAMES_AT_ONCE, self.budget + (now - self.budget_at) * FRAMES_A_SECOND) - 1
        self.budget_at = now
        if self.budget < 0:
            raise Refused(4429, "too_fast", "Too many frames; connect again in a while.")


def _frame(message: Mapping[str, Any]) -> Mapping[str, Any]:
    text = message.get("text")
    if not isinstance(text, str):
        raise Refused(4400, "malformed", "Write text frames.")
    if len(text.encode(errors="replace")) > LARGEST_FRAME:
        raise Refused(4413, "too_large", f"At most {LARGEST_FRAME} bytes a frame.")
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        frame = None
    if not isinstance(frame, dict) or len(frame) != 1:
        raise Refused(4400, "malformed", "Write one JSON object with one command.")
    return frame


def _checked(topics: list[object]) -> set[str]:
    if len(topics) > MOST_TOPICS or not all(isinstance(t, str) and 0 < len(t) <= LONGEST_TOPIC for t in topics):
        raise Refused(4400, "malformed", "Name topics by short texts.")
    return {str(topic) for topic in topics}


def _visit_cookie(scope: Scope) -> str:
    for name, value in scope.get("headers", []):
        if name == b"cookie":
            try:
                found = SimpleCookie(value.decode("latin1")).get(VISIT_COOKIE)
            except CookieError:
                return ""
            return found.value if found else ""
    return ""
