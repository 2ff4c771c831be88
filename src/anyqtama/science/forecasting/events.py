"""The special days as features of each day: which kind, which name, the days after, and how far the weekday
is from rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from .calendars import CLOSED_KINDS, SpecialDay
from .checks import Bools, Floats, Ints
from .grid import weekday_of

EPOCH = date(1970, 1, 1)
RESTED = 0.7  # a weekday at least twice as busy as the one before follows rest
AFTER_SIZE = 0.5  # what follows a closure is smaller than the closure, so it is expected to be
AFTER = ("first day after", "second day after")


@dataclass(frozen=True, slots=True)
class DayFeatures:
    """What is known of days beforehand.

    days : (D,) days since 1970; month_place : (D,) days from the nearest turn of the month, -15 to 15;
    years : (D,) years from the middle of history; kinds, names : (D, K), (D, N) indicators; rest_gap : (D, K)
    the indicator times how far the weekday's usual level lies above the quietest weekday's, log scale;
    catch_up : (D,) on the first day after a closure, how far the usual first day after rest lies above this
    weekday, log scale.
    """

    days: Ints
    month_place: Floats
    years: Floats
    kinds: Floats
    names: Floats
    rest_gap: Floats
    catch_up: Floats
    yearly: bool

    def pick(self, rows: Bools | Ints) -> "DayFeatures":
        return DayFeatures(
            self.days[rows],
            self.month_place[rows],
            self.years[rows],
            self.kinds[rows],
            self.names[rows],
            self.rest_gap[rows],
            self.catch_up[rows],
            self.yearly,
        )

    @property
    def special(self) -> Bools:
        found: Bools = np.any(self.kinds, axis=1)
        return found


def day_features(
    days: Ints, special: Sequence[SpecialDay], weekday_gap: Floats, *, middle: float, yearly: bool
) -> DayFeatures:
    """Features of days.

    Parameters
    ----------
    special : also of the two weeks before the first day, for the days after a closure
    weekday_gap : shape (7,), log of the weekday's usual total over the quietest's; NaN where always closed
    """
    special = [*special, *_days_after(special, weekday_gap)]
    kinds = sorted({s.kind for s in special})
    names = sorted({s.name for s in special})
    row_of = {int(day): i for i, day in enumerate(days)}
    kind_table, name_table = np.zeros((days.size, len(kinds))), np.zeros((days.size, len(names)))
    for s in special:
        row = row_of.get(days_since(s.day))
        if row is not None:
            size = AFTER_SIZE if s.kind.startswith(AFTER) else 1.0
            kind_table[row, kinds.index(s.kind)] = size
            name_table[row, names.index(s.name)] = size
    weekdays = weekday_of(days)
    gap = np.nan_to_num(weekday_gap)[weekdays]
    fresh = weekday_gap[_rested(weekday_gap)]
    peak = float(fresh.max()) if fresh.size else 0.0
    first_after = np.zeros(days.size)
    if AFTER[0] in kinds:
        first_after[kind_table[:, kinds.index(AFTER[0])] > 0] = 1.0
    return DayFeatures(
        days=days,
        month_place=_month_place(days),
        years=np.asarray((days - middle) / 365.25, dtype=np.float64),
        kinds=kind_table,
        names=name_table,
        rest_gap=kind_table * gap[:, None],
        catch_up=first_after * np.maximum(peak - gap, 0.0),
        yearly=yearly,
    )


def days_since(day: date) -> int:
    return (day - EPOCH).days


def _days_after(special: Sequence[SpecialDay], weekday_gap: Floats) -> list[SpecialDay]:
    """The first two ordinary open days after a closed one: what waited comes then.

    A day that follows rest in every week already carries what waited, so it is a kind of its own.
    """
    taken = {s.day for s in special}
    closed = np.isnan(weekday_gap)
    rested = _rested(weekday_gap)
    found: dict[date, SpecialDay] = {}
    for s in special:
        if s.kind not in CLOSED_KINDS or closed[s.day.weekday()]:
            continue
        day, left = s.day, list(AFTER)
        for _ in range(8):
            day += timedelta(days=1)
            if day in taken:
                break
            if not closed[day.weekday()] and left:
                kind = left.pop(0) + (" and after rest" if rested[day.weekday()] else "")
                found.setdefault(day, SpecialDay(day, f"{kind} {s.name}", kind))
    return list(found.values())


def _rested(weekday_gap: Floats) -> Bools:
    """Weekdays that follow a closed or a far quieter one."""
    before = np.roll(weekday_gap, 1)
    found: Bools = ~np.isnan(weekday_gap) & (np.isnan(before) | (before < weekday_gap - RESTED))
    return found


def _month_place(days: Ints) -> Floats:
    moment = days.astype("datetime64[D]")
    month = moment.astype("datetime64[M]")
    into = (moment - month.astype("datetime64[D]")).astype(np.int64)
    length = ((month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")).astype(np.int64)
    place: Floats = np.where(into < 15, into, into - length).astype(np.float64)
    return place
