"""Hints that a busy web process could not take are made good by one that says: look at everything."""

import asyncio
import json
import socket
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
