"""What the journal says about promised call-backs. Their subject is the call-back."""

from dataclasses import dataclass, field
from typing import ClassVar

from anyqtama.kernel.journal import PERSONAL, Body


@dataclass(frozen=True, slots=True)
class Promised(Body):
    kind: ClassVar[str] = "call_back.promised"
    version: ClassVar[int] = 1
    client: int
    person: int | None
    queue: str
    due_at: str
    contact: int | None
    case: str


@dataclass(frozen=True, slots=True)
class Rang(Body):
    """Its minute came, or its person began earlier: it is a contact now."""

    kind: ClassVar[str] = "call_back.rang"
    version: ClassVar[int] = 1
    contact: int
    late_seconds: int


@dataclass(frozen=True, slots=True)
class Moved(Body):
    kind: ClassVar[str] = "call_back.moved"
    version: ClassVar[int] = 1
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Dropped(Body):
    kind: ClassVar[str] = "call_back.dropped"
    version: ClassVar[int] = 1
    reason: str = field(metadata=PERSONAL)
