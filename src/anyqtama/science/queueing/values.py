"""What the queueing formulas take and give: the traffic of one interval, the targets, the answer with its
model.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from anyqtama.science import VERSION
from anyqtama.science.refusals import BadInput, number

MOST_SERVERS = 100_000
"""Beyond this a count is a mistake in the input rather than a centre."""


class ServiceLevel(StrEnum):
    """The four service levels in use; a figure without its letter cannot be compared.

    With abandonment they differ; in Erlang C nobody abandons and all four are equal.
    """

    SL_A = "SL-A"
    """answered within T / (answered + abandoned)"""
    SL_B = "SL-B"
    """answered within T / answered"""
    SL_C = "SL-C"
    """answered within T / (answered + abandoned after T)"""
    SL_D = "SL-D"
    """(answered within T + abandoned within T) / offered"""


class Model(StrEnum):
    ERLANG_C = "erlang_c"
    ERLANG_A = "erlang_a"


class Status(StrEnum):
    STABLE = "stable"
    UNSTABLE = "unstable"
    """More work arrives than the servers can do and nobody gives up: the queue grows without limit."""
    EMPTY = "empty"
    """Nothing is offered: shares are undefined (None)."""


class Need(StrEnum):
    """Which demand asks for how many servers."""

    STABILITY = "stability"
    SERVICE_LEVEL = "service_level"
    ASA = "asa"
    OCCUPANCY = "occupancy"
    ABANDONMENT = "abandonment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """The contacts of one interval: how many, in how long, handled in how long each, waiting how long at
    most.

    `handle_seconds` is talk + hold + after-call work of one segment. `patience_seconds` is the mean time
    until a waiting client gives up; None means that nobody does (Erlang C).
    """

    offered: float
    interval_seconds: float
    handle_seconds: float
    patience_seconds: float | None = None

    def __post_init__(self) -> None:
        number(self.offered, "offered", least=0)
        number(self.interval_seconds, "interval_seconds", above=0)
        number(self.handle_seconds, "handle_seconds", above=0)
        if self.patience_seconds is not None:
            number(self.patience_seconds, "patience_seconds", above=0)

    @property
    def load_erlangs(self) -> float:
        return self.offered * self.handle_seconds / self.interval_seconds

    def refuse_too_large(self, target: Target) -> None:
        """Refuse a load, or a load at the occupancy wanted, that no centre has: the count would not end."""
        number(self.load_erlangs, "load_erlangs", most=MOST_SERVERS / 2)
        number(self.load_erlangs / (target.max_occupancy or 1.0), "load / max_occupancy", most=MOST_SERVERS / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What the servers are to reach; None switches a demand off, all that are set must hold together.

    service_level : least share in [0, 1), measured as `measured_as`, within `answer_within_seconds`
    max_asa_seconds : greatest mean wait of those answered
    max_occupancy : greatest share of busy time in (0, 1]
    max_abandonment : greatest share of contacts that give up, in (0, 1); needs patience in the traffic
    """

    service_level: float | None = 0.8
    answer_within_seconds: float = 20.0
    measured_as: ServiceLevel = ServiceLevel.SL_A
    max_asa_seconds: float | None = None
    max_occupancy: float | None = None
    max_abandonment: float | None = None

    def __post_init__(self) -> None:
        number(self.answer_within_seconds, "answer_within_seconds", least=0)
        if self.service_level is not None:
            number(self.service_level, "service_level", least=0, below=1)
        if self.max_asa_seconds is not None:
            number(self.max_asa_seconds, "max_asa_seconds", above=0)
        if self.max_occupancy is not None:
            number(self.max_occupancy, "max_occupancy", above=0, most=1)
        if self.max_abandonment is not None:
            number(self.max_abandonment, "max_abandonment", above=0, below=1)
        if (self.service_level, self.max_asa_seconds, self.max_occupancy, self.max_abandonment) == (None,) * 4:
            raise BadInput(what="asks for nothing", where="target", mend="set at least one demand")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueResult:
    """How a queue performs in the long run with so many servers.

    `service_level` is the one named by `measured_as`, within `answer_within_seconds`; `service_levels` holds all four.
    `asa_seconds` is the mean wait of those answered, `mean_wait_seconds` of all; None where infinite or undefined.
    `needs` tells, after an inverse, the least servers each demand asks for: the largest is the answer.
    """

    status: Status
    model: Model
    servers: int
    load_erlangs: float
    wait_probability: float | None
    service_level: float | None
    measured_as: ServiceLevel
    answer_within_seconds: float
    service_levels: tuple[tuple[ServiceLevel, float | None], ...]
    asa_seconds: float | None
    mean_wait_seconds: float | None
    occupancy: float
    abandonment: float | None
    needs: tuple[tuple[Need, int], ...] = ()
    version: str = VERSION
