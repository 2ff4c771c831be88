"""Complaints of the demo centre: shapes and reading of complaints.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from anyqtama.demo.content import read_table, shaped


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


@dataclass(frozen=True, slots=True)
class Complaints:
    complaints: tuple[ComplaintRow, ...]


@cache
def complaints() -> tuple[ComplaintRow, ...]:
    return shaped(Complaints, read_table("complaints.toml")).complaints
