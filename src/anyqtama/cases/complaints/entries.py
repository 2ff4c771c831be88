"""What the journal says of how a complaint was looked into. Words stay in the rows; here are codes, ids, counts."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class InvolvedNamed(Body):
    """A person's id or a unit's code."""

    kind: ClassVar[str] = "case.involved_named"
    version: ClassVar[int] = 1
    number: str
    person: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class InvolvedCleared(Body):
    kind: ClassVar[str] = "case.involved_cleared"
    version: ClassVar[int] = 1
    number: str
    person: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Checked(Body):
    kind: ClassVar[str] = "case.checked"
    version: ClassVar[int] = 1
    number: str
    result: str
    files: int


@dataclass(frozen=True, slots=True)
class Decided(Body):
    """`before`: the outcome of the decision that this one replaces; empty for the first."""

    kind: ClassVar[str] = "case.decided"
    version: ClassVar[int] = 1
    number: str
    case_kind: str
    outcome: str
    before: str
    cause: str
    in_time: bool


@dataclass(frozen=True, slots=True)
class UnitTold(Body):
    kind: ClassVar[str] = "case.unit_told"
    version: ClassVar[int] = 1
    number: str
    unit: str


@dataclass(frozen=True, slots=True)
class UnitRead(Body):
    kind: ClassVar[str] = "case.unit_read"
    version: ClassVar[int] = 1
    number: str
    unit: str
    seconds: int
