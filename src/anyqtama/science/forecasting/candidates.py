"""The rivals behind one interface: each says, from a history, what the slots of some later days bring."""

from typing import Protocol

import numpy as np

from .checks import Floats, Ints, nan_median
from .grid import weekday_of
from .history import History


class Candidate(Protocol):
    """A method of forecasting. It sees the history and the days wanted, nothing else."""

    name: str

    def forecast(self, history: History, days: Ints) -> Floats:
        """Means by day and slot, shape (days, S); NaN where the method has nothing to say."""
        ...


class SameWeekday:
    """The mean or median of the last weeks by weekday and slot; without a number of weeks, the plain
    historical average."""

    def __init__(self, name: str, weeks: int | None, *, median: bool = False) -> None:
        self.name, self.weeks, self.median = name, weeks, median

    def forecast(self, history: History, days: Ints) -> Floats:
        grid = history.grid
        back = -np.floor_divide(grid.days - history.origin_day, 7)
        weeks = int(back.max()) if self.weeks is None else self.weeks
        recent = back <= weeks
        table = np.full((7, weeks, grid.values.shape[1]), np.nan)
        table[grid.weekdays[recent], back[recent] - 1] = grid.values[recent]
        if self.median:
            return nan_median(table, axis=1)[weekday_of(days)]
        count = (~np.isnan(table)).sum(axis=1)
        total = np.nansum(table, axis=1)
        mean = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
        found: Floats = mean[weekday_of(days)]
        return found


SEASONAL_NAIVE = SameWeekday("same weekday last week", 1)
MEAN_OF_FOUR = SameWeekday("mean of 4 weeks", 4)
MEDIAN_OF_SIX = SameWeekday("median of 6 weeks", 6, median=True)
HISTORICAL_AVERAGE = SameWeekday("historical average", None)
SIMPLE: tuple[Candidate, ...] = (MEDIAN_OF_SIX, MEAN_OF_FOUR, HISTORICAL_AVERAGE, SEASONAL_NAIVE)
