"""What the journal says about knowledge."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class ArticlePublished(Body):
    kind: ClassVar[str] = "article.published"
    version: ClassVar[int] = 1
    code: str
    languages: list[str]


@dataclass(frozen=True, slots=True)
class ArticleRetired(Body):
    kind: ClassVar[str] = "article.retired"
    version: ClassVar[int] = 1
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class ArticleReviewed(Body):
    """Read again and found true; `next_on` is an ISO date, empty when no further review is planned."""

    kind: ClassVar[str] = "article.reviewed"
    version: ClassVar[int] = 1
    code: str
    next_on: str


@dataclass(frozen=True, slots=True)
class DraftMoved(Body):
    """`step`: kept, submitted, sent_back, approved, scheduled, published, dropped."""

    kind: ClassVar[str] = "draft.moved"
    version: ClassVar[int] = 1
    of: str
    code: str
    step: str
    comment: str


@dataclass(frozen=True, slots=True)
class ChangeTold(Body):
    kind: ClassVar[str] = "change.told"
    version: ClassVar[int] = 1
    of: str
    code: str
    roles: list[str]
    must_read: bool


@dataclass(frozen=True, slots=True)
class ChangeRead(Body):
    """`seconds` after it was told."""

    kind: ClassVar[str] = "change.read"
    version: ClassVar[int] = 1
    of: str
    code: str
    seconds: int


@dataclass(frozen=True, slots=True)
class FeedbackGiven(Body):
    kind: ClassVar[str] = "article.feedback"
    version: ClassVar[int] = 1
    code: str
    about: str


@dataclass(frozen=True, slots=True)
class FeedbackClosed(Body):
    kind: ClassVar[str] = "article.feedback_closed"
    version: ClassVar[int] = 1
    code: str
    seconds: int


@dataclass(frozen=True, slots=True)
class ScriptPublished(Body):
    kind: ClassVar[str] = "script.published"
    version: ClassVar[int] = 1
    code: str
    number: int


@dataclass(frozen=True, slots=True)
class QuickReplySaved(Body):
    """`before` and `after`: all that the reply said and says, so that one may go back; version 1 kept neither."""

    kind: ClassVar[str] = "quick_reply.saved"
    version: ClassVar[int] = 2
    shortcut: str
    active: bool
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WordTaught(Body):
    """The organisation's dictionary has a new word."""

    kind: ClassVar[str] = "spelling.word_taught"
    version: ClassVar[int] = 1
    word: str


@dataclass(frozen=True, slots=True)
class OfferingSaved(Body):
    """`changed`: names of the fields that differ from the version before."""

    kind: ClassVar[str] = "offering.saved"
    version: ClassVar[int] = 1
    code: str
    number: int
    changed: list[str]


@dataclass(frozen=True, slots=True)
class OfferingRetired(Body):
    kind: ClassVar[str] = "offering.retired"
    version: ClassVar[int] = 1
    code: str


@dataclass(frozen=True, slots=True)
class DirectorySaved(Body):
    kind: ClassVar[str] = "directory.saved"
    version: ClassVar[int] = 1
    code: str
    changed: list[str]


@dataclass(frozen=True, slots=True)
class HappeningTold(Body):
    """`step`: begun, changed, ended."""

    kind: ClassVar[str] = "happening.told"
    version: ClassVar[int] = 1
    about: str
    step: str
    public: bool
