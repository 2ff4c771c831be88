"""What the journal says about knowledge."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class ArticlePublished(Body):
    kind: ClassVar[str] = "article.published"
    version: ClassVar[int] = 1
    code: str
    languages: list[str]


@dataclass(frozen=True, slots=True)
class ScriptPublished(Body):
    kind: ClassVar[str] = "script.published"
    version: ClassVar[int] = 1
    code: str
    number: int


@dataclass(frozen=True, slots=True)
class QuickReplySaved(Body):
    kind: ClassVar[str] = "quick_reply.saved"
    version: ClassVar[int] = 1
    shortcut: str
    active: bool
