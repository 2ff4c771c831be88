"""What the journal says about cases. Words of clients stay in the case; here are codes, ids and times."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from anyqtama.kernel.journal import PERSONAL, Body


@dataclass(frozen=True, slots=True)
class Registered(Body):
    kind: ClassVar[str] = "case.registered"
    version: ClassVar[int] = 1
    number: str
    case_kind: str
    topic: str
    channel: str
    language: str
    contact: int | None
    owner: int
    regime: str
    due_at: str


@dataclass(frozen=True, slots=True)
class Formalised(Body):
    kind: ClassVar[str] = "case.formalised"
    version: ClassVar[int] = 1
    number: str
    signature: str
    due_before: str
    due_after: str


@dataclass(frozen=True, slots=True)
class Moved(Body):
    """To another stage of its kind, by hand; codes of both."""

    kind: ClassVar[str] = "case.moved"
    version: ClassVar[int] = 1
    number: str
    case_kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed(Body):
    """Field by field what was and is; fields of the kind as `field.<key>`. The words are personal."""

    kind: ClassVar[str] = "case.changed"
    version: ClassVar[int] = 1
    number: str
    case_kind: str
    names: list[str]
    before: dict[str, Any] = field(metadata=PERSONAL)
    after: dict[str, Any] = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class Extended(Body):
    """The term of law was lengthened by `right`, a rule's key; `notify_by`: until when the client must know."""

    kind: ClassVar[str] = "case.extended"
    version: ClassVar[int] = 1
    number: str
    right: str
    due_before: str
    due_after: str
    notify_by: str


@dataclass(frozen=True, slots=True)
class Reclassified(Body):
    """`before` and `after`: codes of topic, kind, urgency, district."""

    kind: ClassVar[str] = "case.reclassified"
    version: ClassVar[int] = 1
    number: str
    before: dict[str, str]
    after: dict[str, str]
    due_before: str
    due_after: str


@dataclass(frozen=True, slots=True)
class AssignedToUnit(Body):
    kind: ClassVar[str] = "case.assigned"
    version: ClassVar[int] = 2
    number: str
    unit: str
    person: int | None = None
    """By name, within the department."""


@dataclass(frozen=True, slots=True)
class DepartmentTook(Body):
    kind: ClassVar[str] = "case.department_took"
    version: ClassVar[int] = 1
    number: str
    unit: str
    person: int


@dataclass(frozen=True, slots=True)
class DepartmentReplied(Body):
    """`attempt`: 1 is the first answer, 2 the one after it was sent back."""

    kind: ClassVar[str] = "case.department_replied"
    version: ClassVar[int] = 1
    number: str
    unit: str
    attempt: int


@dataclass(frozen=True, slots=True)
class DepartmentAccepted(Body):
    kind: ClassVar[str] = "case.department_accepted"
    version: ClassVar[int] = 1
    number: str
    unit: str
    returns: int


@dataclass(frozen=True, slots=True)
class DepartmentReturned(Body):
    kind: ClassVar[str] = "case.department_returned"
    version: ClassVar[int] = 1
    number: str
    unit: str
    returns: int


@dataclass(frozen=True, slots=True)
class GivenToPerson(Body):
    kind: ClassVar[str] = "case.owner_changed"
    version: ClassVar[int] = 1
    number: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Commented(Body):
    kind: ClassVar[str] = "case.commented"
    version: ClassVar[int] = 1
    number: str
    letters: int


@dataclass(frozen=True, slots=True)
class AnsweredClient(Body):
    """`in_time`: before the due time."""

    kind: ClassVar[str] = "case.answered"
    version: ClassVar[int] = 1
    number: str
    channel: str
    topic: str
    language: str
    in_time: bool
    seconds: int


@dataclass(frozen=True, slots=True)
class ClosedCase(Body):
    kind: ClassVar[str] = "case.closed"
    version: ClassVar[int] = 1
    number: str
    topic: str
    resolved: bool


@dataclass(frozen=True, slots=True)
class Reopened(Body):
    kind: ClassVar[str] = "case.reopened"
    version: ClassVar[int] = 1
    number: str


@dataclass(frozen=True, slots=True)
class AnswerWayChosen(Body):
    """By which kind of channel the client wants the answer (empty: in the talk), and not before which time of day."""

    kind: ClassVar[str] = "case.answer_way_chosen"
    version: ClassVar[int] = 1
    number: str
    channel: str
    after: str


@dataclass(frozen=True, slots=True)
class TellChosen(Body):
    """Of what the client wants to be told: models.Tell."""

    kind: ClassVar[str] = "case.tell_chosen"
    version: ClassVar[int] = 1
    number: str
    tell: str


@dataclass(frozen=True, slots=True)
class ClientTold(Body):
    """Of the stage that the case came to, by which kind of channel."""

    kind: ClassVar[str] = "case.state_told"
    version: ClassVar[int] = 1
    number: str
    stage: str
    channel: str


@dataclass(frozen=True, slots=True)
class NumberedOutside(Body):
    """The number that another register gave the request. It leads to a person there; `given` False: taken off."""

    kind: ClassVar[str] = "case.numbered_outside"
    version: ClassVar[int] = 1
    number: str
    given: bool
    before: str = field(metadata=PERSONAL)
    after: str = field(metadata=PERSONAL)
