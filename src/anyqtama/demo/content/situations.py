"""Situations of the demo centre: shapes and reading of situations.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from anyqtama.demo.content import listed


@dataclass(frozen=True, slots=True)
class SituationRow:
    """`hours` before now; `by` and `manager`: logins; `outcome` empty: it is still being seen to."""

    by: str
    hours: int
    kind: str
    severity: str
    what: str
    manager: str
    note: str
    outcome: str = ""


@cache
def situations() -> tuple[SituationRow, ...]:
    return listed(SituationRow, "situations")
