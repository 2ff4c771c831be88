"""Chats: one person leads several at once, and each takes longer the more there are."""

from __future__ import annotations

import math
from dataclasses import dataclass

from anyqtama.science import VERSION
from anyqtama.science.queueing.formulas import perform_beyond, service_levels
from anyqtama.science.queueing.values import MOST_SERVERS, ServiceLevel, Status, Target
from anyqtama.science.refusals import BadInput, number, whole

_BIG = 1e100


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatTraffic:
    """Chats of one interval. `handle_seconds_at[k-1]` is how long one lasts while its person leads k at once.

    The length of the tuple is the concurrency allowed. Times may not fall with k, and k / time may not fall either:
    a further chat that makes the person slower in all should not be allowed.
    """

    offered: float
    interval_seconds: float
    handle_seconds_at: tuple[float, ...]
    patience_seconds: float | None = None

    def __post_init__(self) -> None:
        number(self.offered, "offered", least=0)
        number(self.interval_seconds, "interval_seconds", above=0)
        if self.patience_seconds is not None:
            number(self.patience_seconds, "patience_seconds", above=0)
        if not self.handle_seconds_at:
            raise BadInput(what="is empty", where="handle_seconds_at", mend="give the time for 1, 2, ... chats at once")
        last, pace = 0.0, 0.0
        for k, seconds in enumerate(self.handle_seconds_at, start=1):
            where = f"handle_seconds_at[{k - 1}]"
            number(seconds, where, above=0)
            if seconds < last:
                raise BadInput(what="is shorter than with fewer chats", where=where, mend="check the measurement")
            if k / seconds < pace:
                raise BadInput(what=f"makes {k} chats slower in all", where=where, mend=f"allow at most {k - 1}")
            last, pace = seconds, k / seconds

    @property
    def concurrency(self) -> int:
        return len(self.handle_seconds_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatResult:
    """How so many people cope. `concurrency` is chat time / time with at least one chat (measured so in reports).

    `occupancy` is the share of time with at least one chat, `effective_handle_seconds` person-seconds a chat.
    """

    status: Status
    people: int
    wait_probability: float | None
    service_level: float | None
    measured_as: ServiceLevel
    answer_within_seconds: float
    asa_seconds: float | None
    abandonment: float | None
    concurrency: float | None
    occupancy: float
    effective_handle_seconds: float | None
    version: str = VERSION


def perform_chat(traffic: ChatTraffic, people: int, target: Target) -> ChatResult:
    """Return how `people` cope when each new chat goes to whoever leads the fewest.

    A birth-death process on the number of chats m: the people are loaded evenly, r = m mod n of them with
    q + 1 = m div n + 1 chats, so the chats end at rate r (q+1)/h(q+1) + (n-r) q/h(q). Beyond n c chats it is
    Erlang A (or C) with the full rate. Exact for Poisson arrivals and exponential work if chats were spread evenly at
    every moment; in truth an ending leaves a gap until the next chat, so that occupancy is a little lower (below one
    point where simulated).
    """
    whole(people, "people", least=0, most=MOST_SERVERS)
    load = traffic.offered * traffic.handle_seconds_at[-1] / traffic.interval_seconds
    number(load, "offered x handling / interval", most=MOST_SERVERS)
    rate = traffic.offered / traffic.interval_seconds
    if rate == 0:
        return _without(traffic, people, target, Status.EMPTY)
    full = people * traffic.concurrency / traffic.handle_seconds_at[-1]
    if not people or (rate >= full and traffic.patience_seconds is None):
        return _without(traffic, people, target, Status.UNSTABLE)
    inverse, busy_people, chats = _stage(traffic, people, rate)
    if traffic.patience_seconds is None:
        share = rate / full
        late = 1.0 / (1.0 + (1.0 - share) * (inverse - 1.0))
        level: float = 1.0 - late * math.exp(-(full - rate) * target.answer_within_seconds)
        asa, abandonment = late / (full - rate), 0.0
    else:
        patience = traffic.patience_seconds
        late, abandonment, answered_wait, answered_late, waits_late, _ = perform_beyond(
            inverse, full * patience, rate * patience, patience, target.answer_within_seconds
        )
        four = service_levels(abandonment, answered_late, waits_late)
        level = four[list(ServiceLevel).index(target.measured_as)]
        asa = answered_wait / (1.0 - abandonment)
    # Means over the stage below and beyond full: beyond it everyone has all chats allowed.
    occupied = ((1.0 - late) * busy_people + late * people) / people
    open_chats = (1.0 - late) * chats + late * people * traffic.concurrency
    return ChatResult(
        status=Status.STABLE,
        people=people,
        wait_probability=late,
        service_level=level,
        measured_as=target.measured_as,
        answer_within_seconds=target.answer_within_seconds,
        asa_seconds=asa,
        abandonment=abandonment,
        concurrency=open_chats / (occupied * people),
        occupancy=occupied,
        effective_handle_seconds=occupied * people / (rate * (1.0 - abandonment)),
    )


def staff_chat(traffic: ChatTraffic, target: Target) -> ChatResult:
    """Return the result with the fewest people who meet every demand of the target; monotone, so by bisection."""
    if target.max_abandonment is not None and traffic.patience_seconds is None:
        raise BadInput(what="is limited without patience", where="max_abandonment", mend="give patience_seconds")
    if traffic.offered == 0:
        return perform_chat(traffic, 0, target)
    load = traffic.offered * traffic.handle_seconds_at[0] / traffic.interval_seconds
    number(load / (target.max_occupancy or 1.0), "load / max_occupancy", most=MOST_SERVERS / 4)
    low, high = 0, 1
    while not _meets(perform_chat(traffic, high, target), target):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if _meets(perform_chat(traffic, middle, target), target):
            high = middle
        else:
            low = middle
    return perform_chat(traffic, high, target)


def _stage(traffic: ChatTraffic, people: int, rate: float) -> tuple[float, float, float]:
    """The states below full: (1 + their probability over that of full, mean busy people, mean chats)."""
    below, busy_people, chats = 0.0, 0.0, 0.0
    weight = 1.0
    paces = (0.0, *(k / seconds for k, seconds in enumerate(traffic.handle_seconds_at, start=1)))
    for m in range(people * traffic.concurrency):
        below += weight
        busy_people += weight * min(m, people)
        chats += weight * m
        each, further = divmod(m + 1, people)
        weight *= rate / ((people - further) * paces[each] + (further * paces[each + 1] if further else 0.0))
        if weight > _BIG:
            weight, below, busy_people, chats = 1.0, below / weight, busy_people / weight, chats / weight
    return 1.0 + (below / weight if weight > 0.0 else math.inf), busy_people / below, chats / below


def _meets(found: ChatResult, target: Target) -> bool:
    if found.status is not Status.STABLE:
        return False
    pairs = (
        (target.max_asa_seconds, found.asa_seconds),
        (target.max_occupancy, found.occupancy),
        (target.max_abandonment, found.abandonment),
    )
    within = all(limit is None or (value is not None and value <= limit) for limit, value in pairs)
    reached = found.service_level
    return within and (target.service_level is None or (reached is not None and reached >= target.service_level))


def _without(traffic: ChatTraffic, people: int, target: Target, status: Status) -> ChatResult:
    empty = status is Status.EMPTY
    return ChatResult(
        status=status,
        people=people,
        wait_probability=None if empty else 1.0,
        service_level=None if empty else 0.0,
        measured_as=target.measured_as,
        answer_within_seconds=target.answer_within_seconds,
        asa_seconds=None,
        abandonment=None,
        concurrency=None if empty else float(traffic.concurrency),
        occupancy=0.0 if empty else 1.0,
        effective_handle_seconds=None,
    )
