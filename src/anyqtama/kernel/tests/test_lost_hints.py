"""Hints that a busy web process could not take are made good by one that says: look at everything."""

import asyncio
import json
import socket
import time
from pathlib import Path

import pytest

from anyqtama.kernel import live, live_fan_in
from anyqtama.kernel.live_hub import CROWD, CROWD_SECONDS, Hub, Seat


def test_after_a_drop_everybody_is_told_to_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MUTED_SECONDS", 0.2)
    busy = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    busy.bind(str(tmp_path / "live.sock"))
    busy.settimeout(20)
    publisher = live.SocketPublisher(tmp_path / "live.sock")
    sent = 0
    while not publisher.muted_until:
        publisher.send({"topic": "contact:1", "kind": "changed", "number": sent})
        sent += 1
        assert sent < 10_000
    heard: list[dict[str, object]] = []
    while not heard or heard[-1]["topic"] != live.EVERYTHING:
        heard.append(json.loads(busy.recv(8192)))
    assert len(heard) == sent  # all but the one that was dropped, and then the hint for everything
    busy.close()


def test_the_hint_for_everything_reaches_every_seat_on_all_its_topics() -> None:
    hub, seats = Hub(), [Seat(), Seat()]
    for number, seat in enumerate(seats):
        hub.join(seat)
        hub.follow(seat, [f"contact:{number}", "wall"])
    live_fan_in.received(hub, json.dumps({"topic": live.EVERYTHING, "kind": "changed"}).encode())
    assert [sorted(str(hint["topic"]) for hint in seat.pending.values()) for seat in seats] == [
        ["contact:0", "wall"],
        ["contact:1", "wall"],
    ]


def test_a_crowd_is_told_once_of_many_hints_and_a_few_at_once() -> None:
    async def story() -> None:
        hub, crowd, few = Hub(), [Seat() for _ in range(CROWD + 1)], Seat()
        for seat in crowd:
            hub.follow(seat, ["wall"])
        hub.follow(few, ["contact:1"])
        for _ in range(50):
            hub.deliver({"topic": "wall", "kind": "changed"})
        hub.deliver({"topic": "contact:1", "kind": "changed"})
        assert [len(few.pending), *(len(seat.pending) for seat in crowd)] == [1, *(0 for _ in crowd)]
        await asyncio.sleep(CROWD_SECONDS + 0.1)
        assert [await seat.take() for seat in crowd] == [[{"topic": "wall", "kind": "changed"}] for _ in crowd]
        hub.deliver({"topic": "wall", "kind": "changed"})  # and again later
        await asyncio.sleep(CROWD_SECONDS + 0.1)
        assert all(seat.pending for seat in crowd)

    asyncio.run(story())


def test_a_line_told_late_hides_neither_a_later_one_nor_another_contact() -> None:
    async def story() -> None:
        hub, seat = Hub(), Seat()
        hub.follow(seat, ["person:7"])

        def said(contact: int, cursor: int) -> dict[str, object]:
            return {"topic": "person:7", "kind": "said", "contact": contact, "cursor": cursor}

        told = [said(2, 4), said(1, 6), said(1, 5), said(1, 6)]
        live_fan_in.received(hub, json.dumps([*told, None, 5, {"topic": 3}]).encode())  # what is no hint is dropped
        assert await seat.take(0.01) == [said(2, 4), said(1, 6)]

    asyncio.run(story())


def test_a_publisher_goes_on_after_any_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MUTED_SECONDS", 0.05)
    published: list[object] = []

    class Faulty:
        def publish(self, _channel: str, data: str) -> None:
            published.append(json.loads(data))
            if len(published) == 1:
                raise RuntimeError("not a fault of Redis")

    publisher = live.RedisPublisher("redis://127.0.0.1:1/0")
    publisher.redis = Faulty()  # type: ignore[assignment]

    def until(number: int) -> object:
        deadline = time.monotonic() + 20
        while len(published) < number:
            assert time.monotonic() < deadline, published
            time.sleep(0.01)
        return published[-1]

    publisher.send({"topic": "wall", "kind": "changed"})
    assert until(2) == [{"topic": live.EVERYTHING, "kind": "changed"}]
    publisher.sender = None  # as in a process forked from this one
    publisher.send({"topic": "wall", "kind": "changed"})
    assert until(3) == [{"topic": "wall", "kind": "changed"}]
    monkeypatch.setattr(live, "MUTED_SECONDS", 20)
    publisher._finish()
    assert publisher.waiting.unfinished_tasks == 0
