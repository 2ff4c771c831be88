"""A contact centre described for simulation: its queues, its people, its rules, and the period looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from anyqtama.science.refusals import BadInput, number, numbers, whole
from anyqtama.science.routing import Policy
from anyqtama.science.routing.values import HIGHEST_LEVEL
from anyqtama.science.simulation.durations import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfServiceMenu:
    """A menu or bot before the queue: time spent in it, and the share of contacts that need nobody afterwards."""

    duration: Duration
    contained_share: float

    def __post_init__(self) -> None:
        number(self.contained_share, "contained_share", least=0, most=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrial:
    """Of those who give up, `share` try again after an exponential time, each time anew, at most `most` times."""

    share: float
    after_seconds: float
    most: int = 5

    def __post_init__(self) -> None:
        number(self.share, "retrial share", least=0, most=1)
        number(self.after_seconds, "retrial after_seconds", above=0)
        whole(self.most, "retrial most", least=1, most=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBack:
    """When `offer_at_waiting` or more wait, `share` of those who come take a call back and keep their place in line.

    `reached_share` of the calls find the client; the others cost `missed_seconds` of work.
    """

    offer_at_waiting: int
    share: float
    reached_share: float = 1.0
    missed_seconds: float = 30.0

    def __post_init__(self) -> None:
        whole(self.offer_at_waiting, "call-back offer_at_waiting", least=0)
        number(self.share, "call-back share", least=0, most=1)
        number(self.reached_share, "call-back reached_share", least=0, most=1)
        number(self.missed_seconds, "call-back missed_seconds", above=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedQueue:
    """One queue: who comes, how long they take and wait, what they need, what is promised.

    Parameters
    ----------
    offered : mean contacts in each interval of `Centre.interval_seconds`
    handling : law of talk + hold + after-call work
    patience : law of the time until a waiting client gives up; None: never (mail, requests)
    skills : least level required in each skill
    languages : shares of the languages, adding up to 1; empty: language does not matter
    priority : higher first. Deferred work stands back by a low priority, and `answer_within_seconds` is its promise
    transfers : shares of finished contacts that go on to other queues as a new segment
    """

    name: str
    offered: tuple[float, ...]
    handling: Duration
    patience: Duration | None = None
    skills: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, float] = field(default_factory=dict)
    priority: int = 0
    answer_within_seconds: float = 20.0
    transfers: Mapping[str, float] = field(default_factory=dict)
    menu: SelfServiceMenu | None = None
    retrial: Retrial | None = None
    call_back: CallBack | None = None

    def __post_init__(self) -> None:
        where = f"queue {self.name!r}"
        if not len(numbers(self.offered, f"{where} offered", least=0)):
            raise BadInput(what="is empty", where=f"{where} offered", mend="give one number an interval")
        number(self.answer_within_seconds, f"{where} answer_within_seconds", least=0)
        whole(self.priority, f"{where} priority", least=-1_000_000, most=1_000_000)
        _check_levels(self.skills, f"{where} skills")
        if self.languages:
            shares = numbers(list(self.languages.values()), f"{where} languages", least=0)
            if abs(shares.sum() - 1.0) > 1e-9:
                raise BadInput(what=f"add up to {shares.sum():g}", where=f"{where} languages", mend="make it 1")
        if self.transfers:
            shares = numbers(list(self.transfers.values()), f"{where} transfers", least=0)
            if shares.sum() >= 1.0:
                raise BadInput(what="never end", where=f"{where} transfers", mend="let them add up to less than 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People alike in skills, languages and hours.

    Parameters
    ----------
    duty : (from, to) in seconds of the period when they are ready; the gaps are breaks. Work begun is finished
    capacity : contacts led at once
    stretch : how many times longer a contact takes with 1, 2, ... at once; the first is 1, as many as `capacity`
    """

    name: str
    people: int
    skills: Mapping[str, int]
    duty: tuple[tuple[float, float], ...]
    languages: Mapping[str, int] = field(default_factory=dict)
    capacity: int = 1
    stretch: tuple[float, ...] = (1.0,)
    preferred_queues: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        where = f"group {self.name!r}"
        whole(self.people, f"{where} people", least=0, most=100_000)
        whole(self.capacity, f"{where} capacity", least=1, most=50)
        _check_levels(self.skills, f"{where} skills")
        _check_levels(self.languages, f"{where} languages")
        stretch = numbers(self.stretch, f"{where} stretch", least=1)
        if len(stretch) != self.capacity or stretch[0] != 1:
            raise BadInput(
                what=f"is {self.stretch}", where=f"{where} stretch", mend=f"give {self.capacity} factors, the first 1"
            )
        last = -1.0
        for begins, ends in self.duty:
            number(begins, f"{where} duty", least=0)
            number(ends, f"{where} duty", above=0)
            if not last <= begins < ends:
                raise BadInput(what=f"has {begins:g}-{ends:g}", where=f"{where} duty", mend="give hours in order")
            last = ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """The whole centre over a period of equal intervals; the first `warm_up_seconds` are played but not counted."""

    queues: tuple[SimulatedQueue, ...]
    groups: tuple[Group, ...]
    interval_seconds: float
    policy: Policy = field(default_factory=Policy)
    warm_up_seconds: float = 0.0

    def __post_init__(self) -> None:
        number(self.interval_seconds, "interval_seconds", above=0)
        number(self.warm_up_seconds, "warm_up_seconds", least=0, below=self.period_seconds)
        names = [queue.name for queue in self.queues]
        for kind, given in (("queue", names), ("group", [group.name for group in self.groups])):
            if not given or len(set(given)) != len(given):
                raise BadInput(what="are missing or named twice", where=f"{kind}s", mend=f"name each {kind} once")
        for queue in self.queues:
            if len(queue.offered) != len(self.queues[0].offered):
                raise BadInput(
                    what=f"has {len(queue.offered)} intervals", where=f"queue {queue.name!r} offered",
                    mend=f"give {len(self.queues[0].offered)} as the first queue has",
                )  # fmt: skip
            for other in queue.transfers:
                if other not in names:
                    raise BadInput(
                        what=f"name {other!r}",
                        where=f"queue {queue.name!r} transfers",
                        mend="name a queue of the centre",
                    )

    @property
    def period_seconds(self) -> float:
        return len(self.queues[0].offered) * self.interval_seconds if self.queues else 0.0


def _check_levels(levels: Mapping[str, int], where: str) -> None:
    for name, level in levels.items():
        whole(level, f"{where} {name!r}", least=1, most=HIGHEST_LEVEL)
