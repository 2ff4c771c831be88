"""A roster and how good it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Roster = tuple[tuple[str | None, ...], ...]
"""People by days: a shift name, or None for a day off."""


class RosterStatus(StrEnum):
    OPTIMAL = "optimal"
    """Proven: objective equals bound."""
    FEASIBLE = "feasible"
    """Every hard rule holds; better rosters may exist."""
    INFEASIBLE = "infeasible"
    """No roster can hold every hard rule; `conflict` names a smallest set that cannot hold together."""
    NOT_FOUND = "not_found"
    """Hard rules stayed broken when the time ended; neither a roster nor a proof that there is none was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterResult:
    """The answer. `objective` is what cover, wishes and soft rules cost; no roster costs less than `bound`.

    `hard_violations` are counted by the checker, which shares no code with the search; `broken` are its words.
    """

    status: RosterStatus
    roster: Roster
    objective: float
    bound: float
    seconds: float
    hard_violations: int
    broken: tuple[str, ...]
    conflict: tuple[str, ...]
    seed: int
    version: str

    @property
    def gap(self) -> float:
        """Share of the objective that may be saved at most."""
        return 0.0 if self.objective <= self.bound else (self.objective - self.bound) / max(abs(self.objective), 1e-9)
