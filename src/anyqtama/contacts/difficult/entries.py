"""What the journal says of difficult contacts; where the danger is and what happens there stays in the row."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class MethodUsed(Body):
    kind: ClassVar[str] = "contact.conflict_method"
    version: ClassVar[int] = 1
    method: str
    act: str
    person: int


@dataclass(frozen=True, slots=True)
class MethodOutcome(Body):
    """`seconds`: after the method was used."""

    kind: ClassVar[str] = "contact.conflict_outcome"
    version: ClassVar[int] = 1
    method: str
    outcome: str
    person: int
    seconds: int


@dataclass(frozen=True, slots=True)
class HandedToRescue(Body):
    kind: ClassVar[str] = "contact.rescue"
    version: ClassVar[int] = 1
    service: str
    situation: str
    person: int
