"""How many people of each kind for several queues that share them: the question, its lower bounds, its answer."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from anyqtama.science import VERSION
from anyqtama.science.queueing import Target, Traffic, servers_for, servers_for_impatient
from anyqtama.science.refusals import BadInput, number, whole
from anyqtama.science.routing import Candidate, Policy, Waiting, refusal
from anyqtama.science.simulation import Estimate, Law, SimulatedQueue

_MOST_SUBSETS_OF = 10


class PlanStatus(StrEnum):
    MET = "met"
    """Every queue reaches its target in the check."""
    NOT_MET = "not_met"
    """The search ended, by its limit or the limits of the crews, before every queue reached its target."""
    NOBODY_SKILLED = "nobody_skilled"
    """Some queue or language can be served by no crew."""
    IMPOSSIBLE = "impossible"
    """The limits of the crews are below the lower bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The promise of a queue: share `service_level` answered within the queue's threshold, counted as SL-`letter`."""

    queue: str
    service_level: float
    letter: str = "A"

    def __post_init__(self) -> None:
        number(self.service_level, f"{self.queue} service_level", above=0, below=1)
        if self.letter not in "ABCD" or len(self.letter) != 1:
            raise BadInput(what=f"is {self.letter!r}", where=f"{self.queue} letter", mend="use A, B, C or D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """People alike in skills and languages: what one costs, and how many there may be."""

    name: str
    skills: dict[str, int]
    languages: dict[str, int] = field(default_factory=dict)
    cost: float = 1.0
    least: int = 0
    most: int = 2000
    preferred_queues: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        number(self.cost, f"crew {self.name!r} cost", above=0)
        whole(self.least, f"crew {self.name!r} least", least=0)
        whole(self.most, f"crew {self.name!r} most", least=self.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillQuestion:
    """Queues in a steady hour, their promises, the crews, the routing.

    `offered` of a queue holds one number, the contacts per `interval_seconds`.
    """

    queues: tuple[SimulatedQueue, ...]
    wanted: tuple[Wanted, ...]
    crews: tuple[Crew, ...]
    interval_seconds: float = 3600.0
    policy: Policy = field(default_factory=Policy)

    def __post_init__(self) -> None:
        number(self.interval_seconds, "interval_seconds", above=0)
        names = [queue.name for queue in self.queues]
        if not names or [w.queue for w in self.wanted] != names:
            raise BadInput(what="do not match the queues", where="wanted", mend="give one promise a queue, in order")
        if not self.crews or len({crew.name for crew in self.crews}) != len(self.crews):
            raise BadInput(what="are missing or named twice", where="crews", mend="name each crew once")
        for queue in self.queues:
            if len(queue.offered) != 1:
                raise BadInput(
                    what=f"has {len(queue.offered)} intervals",
                    where=f"queue {queue.name!r}",
                    mend="give one steady hour",
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCheck:
    """What a queue reaches in a simulation under a seed the search never saw, beside what was wanted."""

    queue: str
    wanted: float
    letter: str
    reached: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillPlan:
    """The answer: people by crew. `lower_bound` is the cost of the pooled bounds (`least_rows`: true on conditions)."""

    status: PlanStatus
    people: dict[str, int]
    cost: float
    lower_bound: float
    checks: tuple[QueueCheck, ...]
    rounds: int
    simulations: int
    seed: int
    version: str = VERSION


def who_can(question: SkillQuestion) -> NDArray[np.bool_]:
    """Return (queue, crew): may the crew take contacts of the queue in at least one of its languages."""
    return np.array(
        [
            [any(_may(question, queue, language, crew) for language in _spoken(queue)) for crew in question.crews]
            for queue in question.queues
        ]
    )


def unserved(question: SkillQuestion) -> list[str]:
    """Return the queues with a language that no crew can serve."""
    return [
        queue.name
        for queue in question.queues
        if not all(any(_may(question, queue, language, crew) for crew in question.crews) for language in _spoken(queue))
    ]


def least_rows(question: SkillQuestion) -> list[tuple[NDArray[np.float64], float]]:
    """Return rows (who counts, how many at least) that every plan must satisfy.

    For each set of queues (all sets up to ten queues, else singles and the whole): the people who can serve any of
    them are at least those that the pooled queue needs, had they nothing else to do: pooled arrivals and mean work,
    the loosest threshold and level of the set. For equal exponential work and contacts taken as they came this is a
    true bound; otherwise a starting point (a rule that sets those aside who are late already could do with less).
    """
    can = who_can(question)
    indexes = range(len(question.queues))
    if len(question.queues) <= _MOST_SUBSETS_OF:
        sets = [s for size in range(1, len(can) + 1) for s in itertools.combinations(indexes, size)]
    else:
        sets = [(i,) for i in indexes] + [tuple(indexes)]
    rows: list[tuple[NDArray[np.float64], float]] = []
    for chosen in sets:
        who = np.asarray(can[list(chosen)].any(axis=0), dtype=np.float64)
        if (need := _pooled(question, chosen)) > 0:
            rows.append((who, float(need)))
    return rows


def _pooled(question: SkillQuestion, chosen: tuple[int, ...]) -> int:
    queues = [question.queues[i] for i in chosen]
    offered = sum(queue.offered[0] for queue in queues)
    if offered == 0:
        return 0
    work = sum(queue.offered[0] * queue.handling.mean_seconds for queue in queues) / offered
    target = Target(
        service_level=min(question.wanted[i].service_level for i in chosen),
        answer_within_seconds=max(queue.answer_within_seconds for queue in queues),
    )
    steady = all(queue.handling.law is Law.EXPONENTIAL for queue in queues)
    if any(queue.patience is not None for queue in queues) or not steady:
        # Abandonment and regular work can do with less than Erlang C: keep to what is sure.
        return _sure(question, queues, offered, work, target)
    traffic = Traffic(offered=offered, interval_seconds=question.interval_seconds, handle_seconds=work)
    return servers_for(traffic, target).servers


def _sure(question: SkillQuestion, queues: list[SimulatedQueue], offered: float, work: float, target: Target) -> int:
    patience = [queue.patience.mean_seconds for queue in queues if queue.patience is not None]
    if len(patience) < len(queues):
        return int(offered * work / question.interval_seconds) + 1
    traffic = Traffic(
        offered=offered,
        interval_seconds=question.interval_seconds,
        handle_seconds=work,
        patience_seconds=max(min(patience), 1e-3 * work),
    )
    return int(0.9 * servers_for_impatient(traffic, target).servers)


def _spoken(queue: SimulatedQueue) -> list[str | None]:
    return [*queue.languages] or [None]


def _may(question: SkillQuestion, queue: SimulatedQueue, language: str | None, crew: Crew) -> bool:
    waiting = Waiting(contact_id=0, queue=queue.name, queue_skills=queue.skills, language=language)
    person = Candidate(person_id=0, skills=crew.skills, languages=crew.languages)
    return refusal(waiting, person, question.policy) is None
