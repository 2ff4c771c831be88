"""The questions of a day: shapes of shifts, positions wanted, duties and their breaks; data only, checked when made."""

from __future__ import annotations

from dataclasses import dataclass

from anyqtama.science.refusals import BadInput, number, whole
from anyqtama.science.rostering.values import DAY_MINUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A break due in a duty: it begins between `earliest` and `latest` minutes after the duty's begin."""

    name: str
    minutes: int
    earliest: int
    latest: int
    paid: bool = True

    def __post_init__(self) -> None:
        where = f"break {self.name!r}"
        whole(self.minutes, f"{where} minutes", least=1)
        whole(self.earliest, f"{where} earliest", least=0)
        whole(self.latest, f"{where} latest", least=self.earliest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One person at work from `begins` (minutes after the first midnight) for `lasts` minutes."""

    name: str
    begins: int
    lasts: int
    breaks: tuple[Break, ...] = ()
    abilities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """People wanted at their places in slots from minute `begins` on; only those with all of `needs` count."""

    begins: int
    people: tuple[int, ...]
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakQuestion:
    """Duties with their breaks, and the people wanted meanwhile. Breaks of a duty are `apart` minutes or more."""

    duties: tuple[Duty, ...]
    wanted: tuple[Wanted, ...]
    slot_minutes: int = 15
    apart: int = 60

    def __post_init__(self) -> None:
        whole(self.slot_minutes, "slot_minutes", least=1)
        whole(self.apart, "apart", least=0)
        for duty in self.duties:
            for rest in duty.breaks:
                if rest.earliest + rest.minutes > duty.lasts:
                    where = f"duty {duty.name!r}, break {rest.name!r}"
                    raise BadInput(where=where, what="does not fit into the duty", mend="begin its window earlier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A break given: the index of the duty, the break's name, and when it begins (minutes after the first midnight)."""

    duty: int
    name: str
    begins: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftShape:
    """A shift that could be: it begins `begins` minutes after midnight, lasts `lasts`; breaks are placed inside."""

    begins: int
    lasts: int
    breaks: tuple[Break, ...] = ()

    def __post_init__(self) -> None:
        where = f"shape at minute {self.begins}"
        whole(self.begins, f"{where} begins", least=0, most=DAY_MINUTES - 1)
        whole(self.lasts, f"{where} lasts", least=1)
        if self.lasts > DAY_MINUTES:
            raise BadInput(where=where, what=f"lasts {self.lasts} minutes, longer than a day", mend="split it")

    @property
    def paid_minutes(self) -> int:
        return self.lasts - sum(rest.minutes for rest in self.breaks if not rest.paid)


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignQuestion:
    """Positions wanted in slots of equal length over some days, and the shapes that shifts may have.

    Costs: `under` for each minute a position is empty (None: not allowed), `over` for each minute too many, `paid` for
    each paid minute, `shape` once for each different shape used. With `cyclic` the last night runs into the first
    morning; otherwise shifts that would end after the last slot are left out.
    """

    wanted: tuple[int, ...]
    slot_minutes: int
    days: int
    shapes: tuple[ShiftShape, ...]
    under: float | None = None
    over: float = 0.0
    paid: float = 0.0
    shape: float = 0.0
    cyclic: bool = True

    def __post_init__(self) -> None:
        whole(self.slot_minutes, "slot_minutes", least=1, most=DAY_MINUTES)
        whole(self.days, "days", least=1)
        for at, count in enumerate(self.wanted):
            whole(count, f"wanted[{at}]", least=0)
        if len(self.wanted) * self.slot_minutes != self.days * DAY_MINUTES:
            what = f"has {len(self.wanted)} slots, {self.days} days have {self.days * DAY_MINUTES // self.slot_minutes}"
            raise BadInput(where="wanted", what=what, mend="give every slot from midnight to midnight")
        for name in ("over", "paid", "shape"):
            number(getattr(self, name), name, least=0)
        if self.under is not None:
            number(self.under, "under", least=0)
        if not self.shapes:
            raise BadInput(where="shapes", what="are missing", mend="give at least one")
        for shape in self.shapes:
            minutes = (shape.begins, shape.lasts, *(rest.minutes for rest in shape.breaks))
            if any(part % self.slot_minutes for part in minutes):
                what = "does not fall on the slots"
                raise BadInput(where=f"shape at minute {shape.begins}", what=what, mend="use whole slots")


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """So many people begin a shape on a day, with breaks at these minutes after their begin."""

    day: int
    shape: ShiftShape
    breaks: tuple[int, ...]
    people: int
