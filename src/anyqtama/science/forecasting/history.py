"""What is known at the origin of a forecast: the grid, its outages taken out, each day's total, and the days'
features."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from .calendars import SpecialDay
from .checks import Bools, Floats, Ints, nan_median
from .events import EPOCH, DayFeatures, day_features, days_since
from .grid import Grid, weekday_of

USUAL_WEEKS = 12  # what is usual is the median of the last so many weeks
OUTAGE_EXPECTS = 20.0  # contacts that a run of zeros must have swallowed to be an outage
DAY_SHARE_NEEDED = 0.3  # of a usual day's contacts, to complete the total of a day with gaps
SPIKE = 4.0  # robust standard errors above what the day makes likely
SPIKE_NEEDS = 3.0  # contacts usual in a slot; quieter ones have no spikes
SPIKE_SHARE = 0.2
YEARLY_AFTER_DAYS = 500
LOOK_BACK_DAYS = 14  # for the days after a closure before the first day


@dataclass(frozen=True, slots=True)
class History:
    """Shapes: grid (D, S); totals (D,), NaN where unknown; weekday_gap (7,), NaN for a weekday without
    contacts.

    weekday_gap : log of the weekday's usual total over the quietest weekday's
    """

    grid: Grid
    totals: Floats
    weekday_gap: Floats
    special: tuple[SpecialDay, ...]

    @property
    def origin_day(self) -> int:
        """The first day after the history."""
        return int(self.grid.days[-1]) + 1

    def features(self, days: Ints) -> DayFeatures:
        """Features of any days, history's or later."""
        known = self.grid.days
        return day_features(
            days,
            self.special,
            self.weekday_gap,
            middle=float(known.mean()),
            yearly=known.size >= YEARLY_AFTER_DAYS,
        )

    def open_at(self, days: Ints) -> Bools:
        found: Bools = self.grid.open_slots[weekday_of(days)]
        return found

    def until(self, day: int) -> "History":
        """As it was known at the start of an earlier day."""
        grid = self.grid.until(day)
        totals = self.totals[: grid.days.size]
        return History(grid, totals, _weekday_gap(grid, totals), self.special)


def read_history(grid: Grid, special: Sequence[SpecialDay]) -> tuple[History, int]:
    """The history with outages taken out, and the number of intervals taken out."""
    usual = usual_week(grid)
    out = _outages(grid, usual, {days_since(s.day) for s in special})
    if out.any():
        grid = replace(grid, values=np.where(out, np.nan, grid.values))
        usual = usual_week(grid)
    totals = _totals(replace(grid, values=without_spikes(grid.values, usual[grid.weekdays])), usual)
    return History(grid, totals, _weekday_gap(grid, totals), tuple(special)), int(out.sum())


def without_spikes(values: Floats, usual: Floats) -> Floats:
    """Counts with lone spikes cut to what the rest of their day makes likely: shapes (D, S).

    A day's level is the median ratio to the usual slot. A day of which much stands out is another kind of day, not a
    day with spikes, and stays as it is.
    """
    busy = np.nan_to_num(usual) >= SPIKE_NEEDS
    ratio = np.where(busy & ~np.isnan(values), values / np.where(busy, usual, 1.0), np.nan)
    level = nan_median(ratio, axis=1)[:, None]
    expected = np.where(busy, usual * level, np.nan)
    off = (values - expected) / np.sqrt(expected + 1.0)
    scale = 1.4826 * np.nan_to_num(nan_median(np.abs(off), axis=0))
    bound = expected + SPIKE * np.maximum(scale, 1.0) * np.sqrt(expected + 1.0)
    spike = values > bound
    lone = spike.sum(axis=1, keepdims=True) <= SPIKE_SHARE * np.maximum(busy.sum(axis=1, keepdims=True), 1)
    cut: Floats = np.where(spike & lone, bound, values)
    return cut


def usual_week(grid: Grid) -> Floats:
    """Median of the last weeks by weekday and slot: shape (7, S)."""
    weeks = (grid.days - grid.days[-1] - 1) // 7
    recent = weeks >= -USUAL_WEEKS
    table = np.full((7, USUAL_WEEKS, grid.values.shape[1]), np.nan)
    table[weekday_of(grid.days[recent]), weeks[recent] + USUAL_WEEKS] = grid.values[recent]
    return nan_median(table, axis=1)


def nan_quantiles_of_weeks(grid: Grid, weeks: int, probabilities: Sequence[float]) -> list[Floats]:
    """Quantiles over the last weeks by weekday and slot, NaN where nothing is known: a list of (7, S)."""
    back = (grid.days - grid.days[-1] - 1) // 7 + weeks
    recent = back >= 0
    table = np.full((7, weeks, grid.values.shape[1]), np.nan)
    table[grid.weekdays[recent], back[recent]] = grid.values[recent]
    known = ~np.isnan(table).all(axis=1)
    filled = np.where(known[:, None, :], table, 0.0)
    return [np.where(known, np.nanquantile(filled, p, axis=1), np.nan) for p in probabilities]


def special_span(days: Ints, horizon_days: int) -> tuple[date, date]:
    """The dates whose special days matter for a history and its horizon."""
    first = EPOCH + timedelta(days=int(days[0]) - LOOK_BACK_DAYS)
    return first, EPOCH + timedelta(days=int(days[-1]) + horizon_days + 1)


def _outages(grid: Grid, usual: Floats, special: set[int]) -> Bools:
    """Runs of zeros, two slots or longer, where usually many contacts come, on days that are not special."""
    expected = np.nan_to_num(usual[grid.weekdays])
    zero = (grid.values == 0) & ~np.isin(grid.days, list(special))[:, None]
    out: Bools = np.zeros(zero.shape, dtype=np.bool_)
    for row in np.flatnonzero((zero & (expected >= 3)).any(axis=1)):
        edges = np.flatnonzero(np.diff(np.r_[0, zero[row].view(np.int8), 0]))
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            if end - begin >= 2 and expected[row, begin:end].sum() >= OUTAGE_EXPECTS:
                out[row, begin:end] = True
    return out


def _totals(grid: Grid, usual: Floats) -> Floats:
    """Totals of days; a day with gaps is completed by its weekday's usual shape when enough of it is
    known."""
    known = ~np.isnan(grid.values)
    shape = np.nan_to_num(usual[grid.weekdays])
    whole = shape.sum(axis=1)
    share = np.where(whole > 0, (shape * known).sum(axis=1) / np.where(whole > 0, whole, 1.0), known.mean(axis=1))
    complete = (known | ~grid.open_slots[grid.weekdays]).all(axis=1)
    counted = np.where(known, grid.values, 0.0).sum(axis=1)
    completed = counted / np.maximum(share, DAY_SHARE_NEEDED)
    totals: Floats = np.where(complete, counted, np.where(share >= DAY_SHARE_NEEDED, completed, np.nan))
    totals[~known.any(axis=1)] = np.nan
    return totals


def _weekday_gap(grid: Grid, totals: Floats) -> Floats:
    table = np.full((7, USUAL_WEEKS), np.nan)
    weeks = (grid.days - grid.days[-1] - 1) // 7 + USUAL_WEEKS
    recent = weeks >= 0
    table[grid.weekdays[recent], weeks[recent]] = totals[recent]
    logs = np.log(nan_median(table, axis=1) + 0.5)
    gap: Floats = logs - (np.nanmin(logs) if not np.isnan(logs).all() else 0.0)
    return gap
