"""What an interval's average will be: handling time by contacts, shrinkage by paid time, each interval as
sure as its weight.

A level that drifts from day to day, times a smooth profile of the day, times weekdays as far as they differ
beyond chance.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from anyqtama.science.refusals import BadInput, number, whole

from .checks import Floats, Ints, Status
from .grid import SECONDS_A_DAY, Grid, Series, fold, weekday_of

SLOT_SD, SLOT_MEMORY = 0.20, 3.0  # of the day's profile, relative; memory in slots of half an hour
DAY_SD = 0.05  # a day's own deviation, gone the next day
LEVEL_SD, LEVEL_DAYS = 0.05, 20.0
USED_DAYS = 182
ROUNDS = 4
WIDTH_UNJUDGED = 1.3  # of the band, while no week can be judged
WEEKDAYS_AFTER_DAYS = 21  # before, a weekday is one or two days and cannot be told from them


@dataclass(frozen=True, slots=True)
class RatioParams:
    """highest : the most a value may be (1 for shrinkage), None without a limit."""

    horizon_seconds: int
    highest: float | None = None
    probabilities: tuple[float, ...] = (0.1, 0.5, 0.9)

    def __post_init__(self) -> None:
        whole(self.horizon_seconds, "horizon_seconds", least=60, most=400 * SECONDS_A_DAY)
        if self.highest is not None:
            number(self.highest, "highest", above=0)
        for i, probability in enumerate(self.probabilities):
            number(probability, f"probabilities[{i}]", above=0, below=1)


@dataclass(frozen=True, slots=True)
class RatioForecast:
    """One row an open interval. quantiles are of the average of an interval as heavy as such intervals
    usually are.

    explanation : level, profile and weekday sum to the mean; rivals : the overall mean and the slot mean.
    spread : standard deviation of one unit of weight (one contact) over the mean.
    """

    status: Status
    starts: Ints
    mean: Floats
    quantiles: Floats
    probabilities: tuple[float, ...]
    explanation: Mapping[str, Floats]
    rivals: Mapping[str, Floats]
    spread: float | None


def forecast_ratio(params: RatioParams, values: Series, weights: Series) -> RatioForecast:
    """Forecast an average by interval.

    Parameters
    ----------
    values : the average of each interval (handling seconds, share absent), NaN where unknown
    weights : what it is an average of (contacts, paid hours), for the same intervals; 0 makes a value unknown

    Returns
    -------
    RatioForecast
        Status ``too_short`` and no numbers under a week of known days or without any weight.

    Notes
    -----
    Best linear prediction by backfitting (G. K. Robinson (1991), Statistical Science 6, p. 15): the value of
    an interval of weight n has variance spread² / n around level · profile · weekday; the spread is
    estimated, the weekdays' variance by moments, and is 0 where they differ no more than chance.
    """
    y, n, grid = _folded(params, values, weights)
    if np.count_nonzero(n.sum(axis=1)) < 7:
        none = np.zeros((len(params.probabilities), 0))
        return RatioForecast(
            Status.TOO_SHORT, np.zeros(0, np.int64), np.zeros(0), none, params.probabilities, {}, {}, None
        )
    fit = _fit(y, n, grid.weekdays, params.horizon_seconds // SECONDS_A_DAY + 2, values.step_seconds)
    begin = int(values.starts[-1]) + values.step_seconds
    starts = np.arange(begin, begin + params.horizon_seconds, values.step_seconds)
    day, slot = starts // SECONDS_A_DAY, starts % SECONDS_A_DAY // values.step_seconds
    keep = grid.open_slots[weekday_of(day), slot]
    starts, day, slot = starts[keep], day[keep], slot[keep]
    parts = fit.parts(day - int(grid.days[-1]), slot, weekday_of(day))
    total = np.clip(np.sum(list(parts.values()), axis=0), 0.0, params.highest)
    parts["limits"] = total - np.sum(list(parts.values()), axis=0)
    error = _width(y, n, grid, values.step_seconds) * fit.error(_usual_weight(n, grid.weekdays)[weekday_of(day), slot])
    bands = [np.clip(total + NormalDist().inv_cdf(p) * error, 0.0, params.highest) for p in params.probabilities]
    slot_mean = np.where(n.sum(axis=0) > 0, _weighted(y, n, 0), fit.mean)
    return RatioForecast(
        status=Status.OK if grid.days.size >= 28 else Status.SHORT,
        starts=starts,
        mean=total,
        quantiles=np.array(bands),
        probabilities=params.probabilities,
        explanation=parts,
        rivals={"overall mean": np.full(starts.size, fit.mean), "slot mean": slot_mean[slot]},
        spread=fit.spread,
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    """Relative effects around a mean: ahead by days from the end (from 1), profile by slot, weekday (7,)."""

    mean: float
    ahead: Floats
    profile: Floats
    weekday: Floats
    spread: float

    def parts(self, lead_days: Ints, slot: Ints, weekday: Ints) -> dict[str, Floats]:
        return {
            "level": self.mean * (1.0 + self.ahead[np.clip(lead_days, 1, self.ahead.size) - 1]),
            "profile": self.mean * self.profile[slot],
            "weekday": self.mean * self.weekday[weekday],
        }

    def error(self, weight: Floats) -> Floats:
        own = self.spread**2 / np.maximum(weight, 1e-9)
        found: Floats = self.mean * np.sqrt(own + DAY_SD**2 + LEVEL_SD**2)
        return found


def _fit(y: Floats, n: Floats, weekdays: Ints, days_ahead: int, step_seconds: int) -> _Fit:
    mean = float((n * y).sum() / n.sum())
    relative = np.where(n > 0, y / mean - 1.0, 0.0) if mean > 0 else np.zeros_like(y)
    level, profile, weekday, spread = np.zeros(len(y)), np.zeros(y.shape[1]), np.zeros(7), 1.0
    later = np.arange(1, days_ahead + 1)
    ahead = np.zeros(later.size)
    for _ in range(ROUNDS):
        rest = relative - profile - weekday[weekdays][:, None]
        level, ahead = _level(_weighted(rest, n, 1), n.sum(axis=1), spread, later)
        rest = relative - level[:, None] - weekday[weekdays][:, None]
        profile = _profile(_weighted(rest, n, 0), n.sum(axis=0), spread, step_seconds)
        rest = relative - level[:, None] - profile
        weekday = _weekday(_weighted(rest, n, 1), n.sum(axis=1), weekdays, spread)
        off = np.square(relative - level[:, None] - profile - weekday[weekdays][:, None])
        cells = max(1, np.count_nonzero(n))
        spread = float(np.sqrt(max((n * off).sum() - DAY_SD**2 * n.sum(), 0.1 * (n * off).sum()) / cells))
    return _Fit(mean, ahead, profile, weekday, spread)


def _width(y: Floats, n: Floats, grid: Grid, step_seconds: int) -> float:
    """How wide the middle 80 % is in normal standard errors, from a forecast of the last week by the days
    before it."""
    if np.count_nonzero(n[:-7].sum(axis=1)) < 7:
        return WIDTH_UNJUDGED
    past = _fit(y[:-7], n[:-7], grid.weekdays[:-7], 7, step_seconds)
    if past.mean <= 0:  # nobody was ever absent: there is no scale to judge by
        return WIDTH_UNJUDGED
    day, slot = np.nonzero(n[-7:])
    said = np.sum(list(past.parts(day + 1, slot, grid.weekdays[-7:][day]).values()), axis=0)
    z = np.abs(y[-7:][day, slot] - said) / past.error(n[-7:][day, slot])
    return float(np.quantile(z, 0.8)) / NormalDist().inv_cdf(0.9) if z.size else WIDTH_UNJUDGED


def _folded(params: RatioParams, values: Series, weights: Series) -> tuple[Floats, Floats, Grid]:
    same = values.step_seconds == weights.step_seconds and np.array_equal(values.starts, weights.starts)
    if not same:
        raise BadInput(where="weights", what="has other intervals than values", mend="give one weight a value")
    if params.highest is not None and bool((values.values > params.highest).any()):
        i = int(np.nanargmax(values.values))
        what, mend = f"is {values.values[i]:g}", f"give at most {params.highest:g}"
        raise BadInput(where=f"{values.name or 'values'}[{i}]", what=what, mend=mend)
    grid, weight = fold(values), fold(weights)
    y, n = grid.values[-USED_DAYS:], weight.values[-USED_DAYS:]
    known = ~np.isnan(y) & ~np.isnan(n) & (n > 0)
    used = Grid(grid.days[-USED_DAYS:], y, grid.open_slots, grid.step_seconds)
    return np.where(known, y, 0.0), np.where(known, n, 0.0), used


def _usual_weight(weights: Floats, weekdays: Ints) -> Floats:
    """Mean weight by weekday and slot where known, the slot's mean elsewhere: shape (7, S)."""
    slot = weights.sum(axis=0) / np.maximum((weights > 0).sum(axis=0), 1)
    table = np.tile(slot, (7, 1))
    for k in range(7):
        own = weights[weekdays == k]
        count = (own > 0).sum(axis=0)
        table[k] = np.where(count > 0, own.sum(axis=0) / np.maximum(count, 1), slot)
    return table


def _weighted(values: Floats, weights: Floats, axis: int) -> Floats:
    total = weights.sum(axis=axis)
    mean: Floats = (weights * values).sum(axis=axis) / np.where(total > 0, total, 1.0)
    return mean


def _level(mean: Floats, weight: Floats, spread: float, ahead: Ints) -> tuple[Floats, Floats]:
    """Each day's level and the level of the days ahead: what lasts, apart from what a day has to itself."""
    known = np.flatnonzero(weight > 0)
    noise = spread**2 / weight[known] + DAY_SD**2
    every = np.r_[np.arange(mean.size), mean.size - 1 + ahead]
    lasting = LEVEL_SD**2 * np.exp(-np.abs(every[:, None] - known) / LEVEL_DAYS)
    found = lasting @ np.linalg.solve(lasting[known] + np.diag(noise), mean[known])
    return found[: mean.size], found[mean.size :]


def _profile(mean: Floats, weight: Floats, spread: float, step_seconds: int) -> Floats:
    known = np.flatnonzero(weight > 0)
    hours = np.arange(mean.size) * step_seconds / 1800.0
    like = SLOT_SD**2 * np.exp(-np.abs(hours[:, None] - hours[known]) / SLOT_MEMORY)
    noise = np.diag(spread**2 / weight[known])
    found: Floats = like @ np.linalg.solve(like[known] + noise, mean[known])
    return found


def _weekday(mean: Floats, weight: Floats, weekdays: Ints, spread: float) -> Floats:
    """Weekday effects, shrunk by their variance beyond what days differ anyway."""
    effect, doubt = np.zeros(7), np.full(7, np.inf)
    for k in range(7):
        own = (weekdays == k) & (weight > 0)
        if own.any():
            trust = 1.0 / (spread**2 / weight[own] + DAY_SD**2)
            effect[k], doubt[k] = float((trust * mean[own]).sum() / trust.sum()), 1.0 / float(trust.sum())
    seen = np.isfinite(doubt)
    if np.count_nonzero(weight) < WEEKDAYS_AFTER_DAYS or seen.sum() < 2:
        return np.zeros(7)
    between = max(0.0, float((np.square(effect[seen]) - doubt[seen]).mean()))
    shrunk: Floats = np.where(seen, effect * between / (between + np.where(seen, doubt, 1.0)), 0.0)
    return shrunk
