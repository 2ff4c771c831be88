"""The history folded into days and slots of the day: the shape every method below works on."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from anyqtama.science.refusals import BadInput

from .checks import Bools, Floats, Ints

SECONDS_A_DAY = 86400
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONDAY_OF_EPOCH = 3  # 1970-01-01 was a Thursday
MOST_CONTACTS = 1e9
"""In one interval: a larger count is a slip of the file, and its square would leave the numbers."""


@dataclass(frozen=True, slots=True)
class Series:
    """One queue's history on the wall clock of its place.

    starts : shape (n,), seconds since 1970-01-01 00:00 of the wall clock, ascending, multiples of
    step_seconds values : shape (n,), contacts offered; NaN where unknown. What has no row is closed or
    unknown, never zero.
    """

    starts: Ints
    values: Floats
    step_seconds: int
    name: str = ""

    def __post_init__(self) -> None:
        where = self.name or "series"
        if self.step_seconds < 60 or SECONDS_A_DAY % self.step_seconds:
            what = f"is {self.step_seconds} s"
            raise BadInput(where="step_seconds", what=what, mend="give a length that divides a day, like 1800")
        if self.starts.shape != self.values.shape or self.starts.ndim != 1:
            raise BadInput(where=where, what="has unequal starts and values", mend="give one value a start")
        if not self.starts.size:
            raise BadInput(where=where, what="is empty", mend="give at least one week of history")
        wrong = np.isinf(self.values) | (self.values < 0)
        if wrong.any():
            i = int(np.argmax(wrong))
            what = f"is {self.values[i]:g} at {wall_clock(int(self.starts[i]))}"
            raise BadInput(where=where, what=what, mend="give 0 or more, or leave it empty when unknown")
        if (self.values > MOST_CONTACTS).any():
            i = int(np.nanargmax(self.values))
            what = f"is {self.values[i]:g} at {wall_clock(int(self.starts[i]))}"
            raise BadInput(where=where, what=what, mend=f"give counts up to {MOST_CONTACTS:g}")
        gaps = np.diff(self.starts)
        if (gaps <= 0).any():
            i = int(np.argmax(gaps <= 0)) + 1
            what = f"has {wall_clock(int(self.starts[i]))} doubled or out of order"
            raise BadInput(where=where, what=what, mend="sort by time and keep one row an interval")
        off = self.starts % self.step_seconds != 0
        if off.any():
            what = f"has {wall_clock(int(self.starts[np.argmax(off)]))}, not on a {self.step_seconds} s step"
            raise BadInput(where=where, what=what, mend="use one interval length throughout")


@dataclass(frozen=True, slots=True)
class Grid:
    """Days × slots. `open_slots[weekday, slot]` is true where history has had a row: a closed hour has no
    forecast.

    days : shape (D,), days since 1970-01-01, consecutive; values : shape (D, S), NaN where unknown
    """

    days: Ints
    values: Floats
    open_slots: Bools
    step_seconds: int

    @property
    def weekdays(self) -> Ints:
        return weekday_of(self.days)

    def until(self, day: int) -> "Grid":
        """The history known at the start of a day."""
        keep = int(np.searchsorted(self.days, day))
        return Grid(self.days[:keep], self.values[:keep], self.open_slots, self.step_seconds)


def fold(series: Series) -> Grid:
    per_day = SECONDS_A_DAY // series.step_seconds
    position = series.starts // series.step_seconds
    first, last = int(position[0] // per_day), int(position[-1] // per_day)
    days = np.arange(first, last + 1)
    values = np.full((days.size, per_day), np.nan)
    day, slot = position // per_day - first, position % per_day
    values[day, slot] = series.values
    open_slots = np.zeros((7, per_day), dtype=np.bool_)
    open_slots[weekday_of(days)[day], slot] = True
    return Grid(days, values, open_slots, series.step_seconds)


def without_unheard(grid: Grid) -> tuple[Grid, list[str]]:
    """The grid with slots closed whose every count is unknown, and their names; a weekday wholly unknown stays open."""
    heard = np.zeros_like(grid.open_slots)
    for weekday in range(7):
        heard[weekday] = (~np.isnan(grid.values[grid.weekdays == weekday])).any(axis=0)
    unheard = grid.open_slots & ~heard & heard.any(axis=1, keepdims=True)
    names = [f"{WEEKDAYS[w]} {wall_clock(int(s) * grid.step_seconds)[11:16]}" for w, s in np.argwhere(unheard)]
    return Grid(grid.days, grid.values, grid.open_slots & ~unheard, grid.step_seconds), names


def weekday_of(days: Ints) -> Ints:
    """0 is Monday."""
    return (days + MONDAY_OF_EPOCH) % 7


def wall_clock(seconds: int) -> str:
    return str(np.datetime64(seconds, "s")).replace("T", " ")


def seconds_of(moment: datetime) -> int:
    """The wall clock of a moment as seconds since 1970, whatever its offset."""
    return int(np.datetime64(moment.replace(tzinfo=None), "s").astype(np.int64))
