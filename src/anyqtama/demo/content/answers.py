"""Matters of the demo centre that a department did its part of: shapes and reading of answers.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from anyqtama.demo.content import listed


@dataclass(frozen=True, slots=True)
class MatterRow:
    """`hours` before now; `replier`: a login; `answer` empty: the department's reply waits to be checked."""

    by: str
    hours: int
    client: str
    number: str
    language: str
    topic: str
    district: str
    address: str
    subject: str
    details: str
    replier: str
    reply: str
    answer: str = ""


@cache
def matters() -> tuple[MatterRow, ...]:
    return listed(MatterRow, "answers")
