"""Self-service ports and lines: how many at once, so that hardly anyone hears the busy tone."""

from __future__ import annotations

from dataclasses import dataclass

from anyqtama.science import VERSION
from anyqtama.science.queueing.blocking import blocking, servers_for_blocking
from anyqtama.science.refusals import number


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfService:
    """Calls of one interval that enter a menu or bot, and what happens then.

    `menu_seconds` is spent by every call, `contained_share` of them need nobody; the others go on to wait
    `wait_seconds` and talk `handle_seconds` in the mean, each on its line all the time.
    """

    offered: float
    interval_seconds: float
    menu_seconds: float
    contained_share: float
    wait_seconds: float
    handle_seconds: float

    def __post_init__(self) -> None:
        number(self.offered, "offered", least=0)
        number(self.interval_seconds, "interval_seconds", above=0)
        number(self.menu_seconds, "menu_seconds", above=0)
        number(self.contained_share, "contained_share", least=0, most=1)
        number(self.wait_seconds, "wait_seconds", least=0)
        number(self.handle_seconds, "handle_seconds", least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """`ports` for the menu and `lines` for all calls, with the load and the blocking each then has.

    `to_people` are the calls that go on to a person: the traffic of `servers_for`.
    """

    ports: int
    port_load_erlangs: float
    port_blocking: float
    lines: int
    line_load_erlangs: float
    line_blocking: float
    to_people: float
    version: str = VERSION


def ports_for(calls: SelfService, max_blocking: float) -> Ports:
    """Return the fewest ports and lines with a blocking of at most `max_blocking` (Erlang B).

    Erlang B holds for any distribution of the times; the calls must come at random and blocked ones not try again.

    >>> found = ports_for(SelfService(offered=780, interval_seconds=3600, menu_seconds=45, contained_share=0.4,
    ...     wait_seconds=12, handle_seconds=210), 0.01)
    >>> found.ports, found.lines, found.to_people
    (18, 51, 468.0)
    """
    rate = calls.offered / calls.interval_seconds
    held = calls.menu_seconds + (1.0 - calls.contained_share) * (calls.wait_seconds + calls.handle_seconds)
    ports = servers_for_blocking(rate * calls.menu_seconds, max_blocking)
    lines = servers_for_blocking(rate * held, max_blocking)
    return Ports(
        ports=ports,
        port_load_erlangs=rate * calls.menu_seconds,
        port_blocking=blocking(rate * calls.menu_seconds, ports),
        lines=lines,
        line_load_erlangs=rate * held,
        line_blocking=blocking(rate * held, lines),
        to_people=calls.offered * (1.0 - calls.contained_share),
    )
