"""What the journal says about contacts. Ids and codes only; words of people stay in the conversation."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class Arrived(Body):
    """A contact came in and joined a queue (or was opened by a person, who then owns it: `owner`)."""

    kind: ClassVar[str] = "contact.arrived"
    version: ClassVar[int] = 1
    channel: str
    queue: str
    topic: str
    language: str
    client: int | None
    outgoing: bool
    owner: int | None


@dataclass(frozen=True, slots=True)
class Refused(Body):
    """Somebody wanted to come in and could not: the queue was shut. Its subject is the queue."""

    kind: ClassVar[str] = "contact.refused"
    version: ClassVar[int] = 1
    queue: str
    channel: str
    language: str
    why: str


@dataclass(frozen=True, slots=True)
class Offered(Body):
    kind: ClassVar[str] = "contact.offered"
    version: ClassVar[int] = 1
    person: int
    queue: str
    waited_seconds: int


@dataclass(frozen=True, slots=True)
class OfferEnded(Body):
    """missed, declined or withdrawn; an accepted offer is told by contact.accepted."""

    kind: ClassVar[str] = "contact.offer_ended"
    version: ClassVar[int] = 1
    person: int
    outcome: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Accepted(Body):
    kind: ClassVar[str] = "contact.accepted"
    version: ClassVar[int] = 1
    person: int
    queue: str
    waited_seconds: int
    segment: int


@dataclass(frozen=True, slots=True)
class Answered(Body):
    """The first human reply: what the service level counts."""

    kind: ClassVar[str] = "contact.answered"
    version: ClassVar[int] = 1
    person: int
    queue: str
    channel: str
    language: str
    topic: str
    waited_seconds: int


@dataclass(frozen=True, slots=True)
class MessageAdded(Body):
    kind: ClassVar[str] = "contact.message"
    version: ClassVar[int] = 1
    seq: int
    side: str
    message_kind: str
    person: int | None
    files: int
    letters: int


@dataclass(frozen=True, slots=True)
class Held(Body):
    kind: ClassVar[str] = "contact.held"
    version: ClassVar[int] = 1
    person: int


@dataclass(frozen=True, slots=True)
class Resumed(Body):
    kind: ClassVar[str] = "contact.resumed"
    version: ClassVar[int] = 1
    person: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Requeued(Body):
    """Back into a queue: transferred, returned because its person vanished, or reassigned."""

    kind: ClassVar[str] = "contact.requeued"
    version: ClassVar[int] = 1
    why: str
    from_queue: str
    to_queue: str
    from_person: int | None
    to_person: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class SegmentEnded(Body):
    """One person's stretch is over: what it took."""

    kind: ClassVar[str] = "contact.segment_ended"
    version: ClassVar[int] = 1
    person: int
    queue: str
    channel: str
    language: str
    topic: str
    talk_seconds: int
    hold_seconds: int
    wrap_up_seconds: int
    how: str


@dataclass(frozen=True, slots=True)
class Ended(Body):
    """The talk is over; wrap-up may follow."""

    kind: ClassVar[str] = "contact.ended"
    version: ClassVar[int] = 1
    how: str
    queue: str
    channel: str
    language: str
    topic: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Abandoned(Body):
    """The client left before a human reply. `seconds`: how long they had waited when last seen."""

    kind: ClassVar[str] = "contact.abandoned"
    version: ClassVar[int] = 1
    queue: str
    channel: str
    language: str
    topic: str
    seconds: int
    how: str


@dataclass(frozen=True, slots=True)
class Closed(Body):
    kind: ClassVar[str] = "contact.closed"
    version: ClassVar[int] = 1
    person: int
    queue: str
    channel: str
    language: str
    topic: str
    result: str
    resolved: bool


@dataclass(frozen=True, slots=True)
class Consulted(Body):
    kind: ClassVar[str] = "contact.consulted"
    version: ClassVar[int] = 1
    asked_by: int
    asked: int


@dataclass(frozen=True, slots=True)
class ConsultationEnded(Body):
    kind: ClassVar[str] = "contact.consultation_ended"
    version: ClassVar[int] = 1
    asked: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Prioritised(Body):
    kind: ClassVar[str] = "contact.prioritised"
    version: ClassVar[int] = 1
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class TopicChosen(Body):
    kind: ClassVar[str] = "contact.topic_chosen"
    version: ClassVar[int] = 1
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class QueueChanged(Body):
    """A lead closed or opened a queue, put up a banner, moved a person in or out."""

    kind: ClassVar[str] = "queue.changed"
    version: ClassVar[int] = 1
    what: str
    person: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ScriptStepLeft(Body):
    """Left out for a reason: known, refused, hurry, danger, other."""

    kind: ClassVar[str] = "contact.script_step_left"
    version: ClassVar[int] = 1
    script: str
    script_version: int
    step: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScriptStepDone(Body):
    kind: ClassVar[str] = "contact.script_step"
    version: ClassVar[int] = 1
    script: str
    script_version: int
    step: str
    done: bool


@dataclass(frozen=True, slots=True)
class QueueLimitsChanged(Body):
    """Promise and thresholds of a queue, field by field."""

    kind: ClassVar[str] = "queue.limits_changed"
    version: ClassVar[int] = 1
    before: dict[str, int | str]
    after: dict[str, int | str]


@dataclass(frozen=True, slots=True)
class ArticleLinked(Body):
    """The topics to which an article belongs now."""

    kind: ClassVar[str] = "article.topics_set"
    version: ClassVar[int] = 1
    code: str
    topics: list[str]
