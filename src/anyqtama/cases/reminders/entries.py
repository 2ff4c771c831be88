"""What the journal says about reminders."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class CaseReminded(Body):
    """`minutes` from the date, before it when negative; `instead_of`: the owner who is away, else None."""

    kind: ClassVar[str] = "case.reminded"
    version: ClassVar[int] = 1
    number: str
    date_of: str
    minutes: int
    rung: str
    people: list[int]
    instead_of: int | None
