"""Complaints of the demo centre: shapes and reading of complaints.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from anyqtama.demo.content import listed


@dataclass(frozen=True, slots=True)
class CheckRow:
    what: str
    result: str
    found: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    outcome: str
    cause: str
    grounds: str
    remedy: str
    lesson: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """`agreed` and `signed`: the logins of who did."""

    text: str
    agreed: str
    signed: str


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """`hours` before now; `involved`: the login of whom it is about; `outside`: its number in another register."""

    by: str
    hours: int
    client: str
    number: str
    language: str
    topic: str
    subject: str
    details: str
    about: str
    severity: str
    wanted: str
    involved: str = ""
    outside: str = ""
    checks: tuple[CheckRow, ...] = ()
    decision: DecisionRow | None = None
    answer: AnswerRow | None = None


@cache
def complaints() -> tuple[ComplaintRow, ...]:
    return listed(ComplaintRow, "complaints")
