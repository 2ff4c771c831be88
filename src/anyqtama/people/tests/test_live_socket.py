"""The live socket as a browser meets it, driven through its ASGI interface."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from pytest_django import Settings

from anyqtama.kernel import live, live_fan_in
from anyqtama.kernel.live_hub import Hub
from anyqtama.people import live_access, live_socket
from anyqtama.people.live_socket import LiveSocket
from anyqtama.people.models import Person, RoleGrant, Session
from anyqtama.people.roles import Role
from anyqtama.people.sessions import SessionStore
from tests.cast import person

pytestmark = pytest.mark.django_db(transaction=True)

TOPICS: live_access.Topics = {
    "person:": live_access.sees_person,
    "wall": lambda who, _rest: who.person is not None,
    "room:": lambda who, room: who.person is not None,
    "visit:": lambda who, visit: visit == str(who.visit_id),
}
VISITS = {"right-cookie": 7}


def visitors(cookies: Any) -> dict[str, int]:
    return {cookie: VISITS[cookie] for cookie in cookies if cookie in VISITS}


class Browser:
    """One client of `application`; frames go in by `write`, come out by `read`."""

    def __init__(self, application: LiveSocket, **scope: Any) -> None:
        self.incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.outgoing: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.incoming.put_nowait({"type": "websocket.connect"})
        full = {"type": "websocket", "headers": [], **scope}
        self.task = asyncio.create_task(application(full, self.incoming.get, self.outgoing.put))

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(5):
            return await self.outgoing.get()

    async def enter(self) -> "Browser":
        assert (await self.next())["type"] == "websocket.accept"
        assert "hello" in await self.read()
        return self

    async def read(self) -> dict[str, Any]:
        message = await self.next()
        assert message["type"] == "websocket.send", message
        content: dict[str, Any] = json.loads(message["text"])
        return content

    def write(self, content: object) -> None:
        text = content if isinstance(content, str) else json.dumps(content)
        self.incoming.put_nowait({"type": "websocket.receive", "text": text})

    async def closed(self) -> int:
        while (message := await self.next())["type"] != "websocket.close":
            pass
        await self.leave()
        return int(message.get("code", 1000))

    async def leave(self) -> None:
        self.incoming.put_nowait({"type": "websocket.disconnect"})
        async with asyncio.timeout(5):
            await self.task


def signed_in(who: Person) -> dict[str, Any]:
    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(who.pk), who.get_session_auth_hash()
    store.create()
    return {"user": who, "session": store}


def with_cookie(value: str) -> dict[str, Any]:
    return {"headers": [(b"cookie", f"other=1; aq_visit={value}".encode())]}


def play(story: Callable[[LiveSocket], Coroutine[Any, Any, None]]) -> None:
    async def scene() -> None:
        await story(LiveSocket(topics=TOPICS, visitors=visitors, hub=Hub()))

    asyncio.run(scene())


async def in_thread(work: Callable[[], Any]) -> Any:
    from channels.db import database_sync_to_async

    made: Awaitable[Any] = database_sync_to_async(work)()
    return await made


def test_a_person_hears_the_topics_they_may_and_no_others() -> None:
    me, stranger = person(Role.OPERATOR), person(Role.OPERATOR)
    scope = signed_in(me)

    async def story(application: LiveSocket) -> None:
        browser = await Browser(application, **scope).enter()
        browser.write({"subscribe": [f"person:{me.pk}", f"person:{stranger.pk}", "wall", "nonsense:1", "person:"]})
        answer = await browser.read()
        assert answer["subscribed"] == [f"person:{me.pk}", "wall"]
        assert answer["refused"] == sorted([f"person:{stranger.pk}", "nonsense:1", "person:"])
        application.hub.deliver({"topic": f"person:{stranger.pk}", "kind": "state"})
        application.hub.deliver({"topic": "wall", "kind": "changed"})
        assert await browser.read() == {"topic": "wall", "kind": "changed"}
        await browser.leave()
        assert not application.hub.followers
        assert not application.hub.seats

    play(story)


def test_a_burst_on_one_topic_becomes_one_hint() -> None:
    scope = signed_in(person(Role.OPERATOR))

    async def story(application: LiveSocket) -> None:
        browser = await Browser(application, **scope).enter()
        browser.write({"subscribe": ["wall"]})
        await browser.read()
        for number in range(1000):
            application.hub.deliver({"topic": "wall", "kind": "changed", "number": number})
        assert (await browser.read())["number"] == 999
        assert browser.outgoing.empty()
        await browser.leave()

    play(story)


@pytest.mark.parametrize("change", ["session", "roles", "password", "deactivated"])
def test_access_ends_when_its_ground_goes(change: str) -> None:
    me = person(Role.OPERATOR)
    scope = signed_in(me)

    def revoke() -> None:
        match change:
            case "session":
                Session.objects.filter(person=me).delete()
            case "roles":
                RoleGrant.objects.filter(person=me).delete()
            case "password":
                Person.objects.filter(pk=me.pk).update(password="another")
            case "deactivated":
                Person.objects.filter(pk=me.pk).update(is_active=False)

    async def story(application: LiveSocket) -> None:
        browser = await Browser(application, **scope).enter()
        await application.look(1)
        browser.write({"subscribe": ["wall"]})
        assert (await browser.read())["subscribed"] == ["wall"]
        await in_thread(revoke)
        watching = asyncio.create_task(application.watch())
        assert await browser.closed() == 4401  # `next` waits 5 s at most
        watching.cancel()
        assert "wall" not in application.hub.followers

    play(story)


def test_a_topic_no_longer_allowed_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    scope = signed_in(person(Role.OPERATOR))
    open_rooms = {"1", "2"}

    async def story(application: LiveSocket) -> None:
        application.topics = {"room:": lambda who, room: room in open_rooms}
        browser = await Browser(application, **scope).enter()
        browser.write({"subscribe": ["room:1", "room:2"]})
        await browser.read()
        open_rooms.discard("1")
        for number in range(live_socket.POLICIES_EVERY):
            await application.look(number)
        assert await browser.read() == {"dropped": ["room:1"]}
        await browser.leave()

    play(story)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("{", 4400),
        ("[]", 4400),
        ("null", 4400),
        ('{"subscribe": "wall"}', 4400),
        ('{"subscribe": [1]}', 4400),
        ('{"subscribe": [""]}', 4400),
        ('{"subscribe": ["wall"], "say": {}}', 4400),
        ('{"say": {"topic": "wall", "kind": "shout"}}', 4400),
        ('{"say": {"topic": "wall", "kind": "typing", "by": "person:1"}}', 4400),
        ('{"say": {"topic": "wall", "kind": "typing", "data": "' + "x" * 300 + '"}}', 4400),
        (json.dumps({"subscribe": [f"room:{n}" for n in range(51)]}), 4400),
        (json.dumps({"subscribe": ["room:" + "9" * 90]}), 4400),
        ("[" * 4000, 4400),
        ('"' + "x" * 5000 + '"', 4413),
        ("ж" * 2100, 4413),
    ],
)
def test_a_bad_frame_is_answered_then_the_socket_closed(frame: str, code: int) -> None:
    scope = signed_in(person(Role.OPERATOR))

    async def story(application: LiveSocket) -> None:
        browser = await Browser(application, **scope).enter()
        browser.write(frame)
        assert (await browser.read())["error"]
        assert await browser.closed() == code

    play(story)


def test_bytes_are_answered_then_the_socket_closed() -> None:
    scope = signed_in(person(Role.OPERATOR))

    async def story(application: LiveSocket) -> None:
        browser = await Browser(application, **scope).enter()
        browser.incoming.put_nowait({"type": "websocket.receive", "bytes": b"\xff\x00"})
        assert await browser.closed() == 4400

    play(story)


def test_too_many_frames_end_the_socket() -> None:
    scope = signed_in(person(Role.OPERATOR))

    async def story(application: LiveSocket) -> None:
        browser = await Browser(application, **scope).enter()
        for _ in range(100):
            browser.write({"unsubscribe": ["wall"]})
        assert await browser.closed() == 4429

    play(story)


def test_the_oldest_topics_go_when_there_are_too_many() -> None:
    scope = signed_in(person(Role.OPERATOR))

    async def story(application: LiveSocket) -> None:
        browser = await Browser(application, **scope).enter()
        for first in (100, 150):
            browser.write({"subscribe": [f"room:{number}" for number in range(first, first + 30)]})
            await browser.read()
        assert (await browser.read())["dropped"] == [f"room:{number}" for number in range(100, 110)]
        await browser.leave()

    play(story)


def test_typing_reaches_the_others_of_a_topic_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    me = person(Role.OPERATOR)
    mine, theirs = signed_in(me), signed_in(person(Role.OPERATOR))

    async def story(application: LiveSocket) -> None:
        class Loop:
            def send(self, hint: live.Hint) -> None:
                loop.call_soon_threadsafe(application.hub.deliver, hint)

        loop = asyncio.get_running_loop()
        monkeypatch.setattr(live, "publisher", Loop)
        one, other = await Browser(application, **mine).enter(), await Browser(application, **theirs).enter()
        one.write({"say": {"topic": "room:1", "kind": "typing"}})  # not in the room yet: nobody hears
        for browser in (one, other):
            browser.write({"subscribe": ["room:1"]})
            await browser.read()
        one.write({"say": {"topic": "room:1", "kind": "typing", "data": {"on": True}}})
        hint = {"topic": "room:1", "kind": "typing", "by": f"person:{me.pk}", "data": {"on": True}}
        assert await other.read() == hint
        await one.leave()
        await other.leave()

    play(story)


def test_a_visitor_comes_in_by_their_cookie_and_hears_only_their_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(application: LiveSocket) -> None:
        browser = await Browser(application, **with_cookie("right-cookie")).enter()
        browser.write({"subscribe": ["visit:7", "visit:8", "wall", "person:1"]})
        assert (await browser.read())["subscribed"] == ["visit:7"]
        await application.look(1)
        monkeypatch.delitem(VISITS, "right-cookie")
        await application.look(2)
        assert await browser.closed() == 4401

    play(story)


@pytest.mark.parametrize("scope", [{}, with_cookie("guessed"), with_cookie("\x00;;=")])
def test_a_stranger_is_refused(scope: dict[str, Any]) -> None:
    async def story(application: LiveSocket) -> None:
        browser = Browser(application, **scope)
        assert await browser.closed() == 1000

    play(story)


def test_with_live_updates_off_everyone_is_refused_and_polls(settings: Settings) -> None:
    settings.LIVE = False
    scope = signed_in(person(Role.OPERATOR))

    async def story(application: LiveSocket) -> None:
        assert await Browser(application, **scope).closed() == 1000

    play(story)


def test_a_hint_of_another_process_arrives_by_the_local_socket(settings: Settings) -> None:
    scope = signed_in(person(Role.OPERATOR))
    settings.REDIS_URL = ""

    async def story(application: LiveSocket) -> None:
        listening = asyncio.create_task(live_fan_in.listen(application.hub))
        browser = await Browser(application, **scope).enter()
        browser.write({"subscribe": [f"room:{number}" for number in range(40)]})
        await browser.read()
        while not live.socket_path().exists():
            await asyncio.sleep(0.01)
        publisher = live.SocketPublisher(live.socket_path())

        def burst() -> None:
            for number in range(40):
                publisher.send({"topic": f"room:{number}", "kind": "changed"})

        await asyncio.to_thread(burst)  # four times what the system queues for a socket
        heard = {(await browser.read())["topic"] for _ in range(40)}
        assert len(heard) == 40
        listening.cancel()
        await browser.leave()

    play(story)
