"""Fan-out of hints inside the web process: who follows which topic, and what each has yet to be told."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from anyqtama.kernel.live import Hint

MOST_PENDING = 200
CROWD, CROWD_SECONDS = 20, 0.5
"""A topic that so many follow is told of so seldom: each hint to it costs a frame a socket."""

Kept = tuple[str, str, str, str]
"""Topic, kind, author and contact: of several such hints the newest is enough."""


class Seat:
    """One open socket. Hints wait here, the newest of each topic, kind and author; a flood becomes one."""

    def __init__(self) -> None:
        self.topics: dict[str, None] = {}
        """In the order they were asked for."""
        self.pending: dict[Kept, Hint] = {}
        self.filled = asyncio.Event()

    def push(self, hint: Hint) -> None:
        _keep(self.pending, hint)
        if len(self.pending) > MOST_PENDING:
            self.look_at_all()
        self.filled.set()

    def look_at_all(self) -> None:
        """Single hints may have been lost: look at every topic again."""
        self.pending = {(topic, "changed", "", ""): {"topic": topic, "kind": "changed"} for topic in self.topics}
        if self.pending:
            self.filled.set()

    async def take(self, gather_seconds: float = 0.0) -> list[Hint]:
        """Everything that waits, as soon as anything does; what comes in the moment after it is told with it."""
        await self.filled.wait()
        await asyncio.sleep(gather_seconds)
        hints = list(self.pending.values())
        self.pending.clear()
        self.filled.clear()
        return hints


class Hub:
    """Touched only by the event loop's thread."""

    def __init__(self) -> None:
        self.seats: set[Seat] = set()
        self.followers: dict[str, set[Seat]] = defaultdict(set)
        self.gathered: dict[Kept, Hint] = {}

    def join(self, seat: Seat) -> None:
        self.seats.add(seat)

    def follow(self, seat: Seat, topics: Iterable[str]) -> None:
        for topic in topics:
            seat.topics.pop(topic, None)
            seat.topics[topic] = None
            self.followers[topic].add(seat)

    def unfollow(self, seat: Seat, topics: Iterable[str]) -> None:
        for topic in topics:
            if topic in seat.topics:
                del seat.topics[topic]
                self.followers[topic].discard(seat)
                if not self.followers[topic]:
                    del self.followers[topic]

    def leave(self, seat: Seat) -> None:
        self.unfollow(seat, list(seat.topics))
        self.seats.discard(seat)

    def deliver(self, hint: Hint) -> None:
        """At once; to a crowd in half a second at the latest, with what else it is told of meanwhile."""
        seats = self.followers.get(str(hint.get("topic")), ())
        if len(seats) > CROWD:
            if not self.gathered:
                asyncio.get_running_loop().call_later(CROWD_SECONDS, self._deliver_gathered)
            _keep(self.gathered, hint)
            return
        for seat in seats:
            seat.push(hint)

    def _deliver_gathered(self) -> None:
        hints, self.gathered = self.gathered, {}
        for hint in hints.values():
            for seat in self.followers.get(str(hint.get("topic")), ()):
                seat.push(hint)

    def everyone_look(self) -> None:
        for seat in self.seats:
            seat.look_at_all()


def _keep(hints: dict[Kept, Hint], hint: Hint) -> None:
    """A line told late, by another process, does not hide a later one."""
    kept = (str(hint.get("topic")), str(hint.get("kind")), str(hint.get("by", "")), str(hint.get("contact", "")))
    known = hints.get(kept)
    if known is None or hint.get("kind") != "said" or int(known.get("cursor", 0)) < int(hint.get("cursor", 0)):
        hints[kept] = hint


hub = Hub()
