"""What the journal says about alerts, situations and webhooks. What people wrote is on the erasable side."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from anyqtama.kernel.journal import PERSONAL, Body


@dataclass(frozen=True, slots=True)
class AlertRaised(Body):
    kind: ClassVar[str] = "alert.raised"
    version: ClassVar[int] = 1
    rule: str
    about: str
    level: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AlertTaken(Body):
    kind: ClassVar[str] = "alert.taken"
    version: ClassVar[int] = 1
    rule: str
    about: str
    seconds: int


@dataclass(frozen=True, slots=True)
class AlertEnded(Body):
    kind: ClassVar[str] = "alert.ended"
    version: ClassVar[int] = 1
    rule: str
    about: str
    seconds: int


@dataclass(frozen=True, slots=True)
class SituationReported(Body):
    kind: ClassVar[str] = "situation.reported"
    version: ClassVar[int] = 1
    number: str
    what_kind: str
    severity: str
    about_kind: str
    about_id: str
    what: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class SituationTold(Body):
    """`rung`: 0 the leads, 1 the head of the unit, 2 the director. `people` may be nobody."""

    kind: ClassVar[str] = "situation.told"
    version: ClassVar[int] = 1
    number: str
    rung: int
    people: list[int]


@dataclass(frozen=True, slots=True)
class SituationAcknowledged(Body):
    kind: ClassVar[str] = "situation.acknowledged"
    version: ClassVar[int] = 1
    number: str
    seconds: int


@dataclass(frozen=True, slots=True)
class SituationNoted(Body):
    kind: ClassVar[str] = "situation.noted"
    version: ClassVar[int] = 1
    number: str
    text: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class SituationResolved(Body):
    kind: ClassVar[str] = "situation.resolved"
    version: ClassVar[int] = 1
    number: str
    seconds: int
    outcome: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class WebhookSecretGiven(Body):
    """A new secret; what was signed by the one before it is refused by the receiver from now on."""

    kind: ClassVar[str] = "webhook.secret_given"
    version: ClassVar[int] = 1
    name: str


@dataclass(frozen=True, slots=True)
class WebhookTested(Body):
    kind: ClassVar[str] = "webhook.tested"
    version: ClassVar[int] = 1
    name: str
    delivery: str


@dataclass(frozen=True, slots=True)
class WebhookCalled(Body):
    """The end of a call: delivered, or given up after the last try. `number` is empty for a test."""

    kind: ClassVar[str] = "webhook.called"
    version: ClassVar[int] = 1
    number: str
    event: str
    delivery: str
    delivered: bool
    tries: int
    status: int | None
    problem: str
