"""What a roster is for: people wanted, burdens shared."""

from __future__ import annotations

from dataclasses import dataclass

from anyqtama.science.refusals import BadInput, number, whole
from anyqtama.science.rostering.shift import DAY_MINUTES

MOST_WANTED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How many people are wanted on a day: on `shifts`, or (`from_minute`, `to_minute`) at their place all that time.

    Only people with all of `needs` count. A missing person costs `under` (None: not allowed), one too many `over`.
    """

    day: int
    wanted: int
    shifts: frozenset[str] | None = None
    from_minute: int = 0
    to_minute: int = 0
    needs: frozenset[str] = frozenset()
    under: float | None = None
    over: float = 0.0
    name: str = ""

    def __post_init__(self) -> None:
        where = self.label
        whole(self.wanted, f"{where} wanted", least=0, most=MOST_WANTED)
        if self.under is not None:
            number(self.under, f"{where} under", least=0)
        number(self.over, f"{where} over", least=0)
        if self.shifts is None and not 0 <= self.from_minute < self.to_minute <= DAY_MINUTES:
            raise BadInput(where=where, what="names neither shifts nor a time of day", mend="give one of them")

    @property
    def label(self) -> str:
        """A name for messages: its own, or what it says."""
        if self.name:
            return f"cover {self.name!r} of day {self.day}"
        what = "|".join(sorted(self.shifts)) if self.shifts else f"{self.from_minute}-{self.to_minute} min"
        return f"cover of day {self.day}, {what}" + (f", {'+'.join(sorted(self.needs))}" if self.needs else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """Shares a burden in proportion to working time: each shift of `shifts` (weekend if `weekends`) away from a
    person's share costs `weight`, squared."""

    name: str
    weight: float
    shifts: frozenset[str] | None = None
    weekends: bool = False

    def __post_init__(self) -> None:
        number(self.weight, f"fairness {self.name!r} weight", least=0)
