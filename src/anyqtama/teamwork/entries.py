"""What the journal says about alerts."""

from dataclasses import dataclass
from typing import Any, ClassVar

from anyqtama.kernel.journal import Body


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
