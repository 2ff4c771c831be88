"""Rivals from other libraries, for those who have installed them: ETS, theta and MSTL, and gradient boosting.

They are slower by two orders and won on none of the series we measured; they are here to be measured on
yours.
"""

from collections.abc import Sequence

import numpy as np

from anyqtama.science.refusals import BadInput, one_of

from .candidates import MEAN_OF_FOUR, Candidate
from .checks import Floats, Ints
from .events import DayFeatures
from .grid import weekday_of
from .history import History

FITTED_WEEKS = 8
BOOSTING_WEEKS = 26
BOOSTING = {
    "objective": "regression",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 30,
    "num_threads": 1,
    "verbosity": -1,
    "seed": 1,
}


class StateSpace:
    """ETS, theta or MSTL (day and week) on the open slots, gaps filled by the weekday's usual value."""

    def __init__(self, name: str) -> None:
        self.name = name

    def forecast(self, history: History, days: Ints) -> Floats:
        grid = history.grid
        known = grid.days[-7 * FITTED_WEEKS :]
        open_slots = history.open_at(np.r_[known, days])
        values = grid.values[-7 * FITTED_WEEKS :]
        usual = MEAN_OF_FOUR.forecast(history, known)
        filled = np.nan_to_num(np.where(np.isnan(values), usual, values))
        past, ahead = open_slots[: known.size], open_slots[known.size :]
        a_day = int(np.median(past.sum(axis=1)[past.any(axis=1)]))
        a_week = int(history.open_at(np.arange(history.origin_day, history.origin_day + 7)).sum())
        said = self._model(a_day, a_week).forecast(y=filled[past], h=int(ahead.sum()))["mean"]
        table = np.full((days.size, values.shape[1]), np.nan)
        table[ahead] = np.maximum(said, 0.0)
        return table

    def _model(self, a_day: int, a_week: int):  # type: ignore[no-untyped-def]  # the library has no types
        try:
            from statsforecast.models import MSTL, AutoETS, DynamicOptimizedTheta
        except ImportError as error:
            raise _missing(self.name, "statsforecast") from error
        if self.name == "mstl":
            return MSTL(season_length=[a_day, a_week], trend_forecaster=AutoETS(model="ZZN"))
        if self.name == "theta":
            return DynamicOptimizedTheta(season_length=a_day)
        return AutoETS(season_length=a_day if a_day <= 24 else 1)


class Boosting:
    """Gradient-boosted trees on the ratio of an interval to its mean of four weeks, with calendar
    features."""

    name = "boosting"

    def forecast(self, history: History, days: Ints) -> Floats:
        try:
            import lightgbm
        except ImportError as error:
            raise _missing(self.name, "lightgbm") from error
        grid = history.grid
        first = max(0, grid.days.size - 7 * BOOSTING_WEEKS)
        rows, target, weight = [], [], []
        for day in range(max(first, 28), grid.days.size, 7):
            past = history.until(int(grid.days[day]))
            block = np.arange(day, min(day + 7, grid.days.size))
            usual = MEAN_OF_FOUR.forecast(past, grid.days[block])
            actual = grid.values[block]
            good = ~np.isnan(usual) & ~np.isnan(actual) & (usual > 0.5)
            rows.append(self._features(past, grid.days[block])[good])
            target.append(actual[good] / usual[good])
            weight.append(usual[good])
        usual = MEAN_OF_FOUR.forecast(history, days)
        if not rows or sum(map(len, target)) < 500:
            return usual
        data = lightgbm.Dataset(np.concatenate(rows), np.concatenate(target), weight=np.concatenate(weight))
        model = lightgbm.train(BOOSTING, data, num_boost_round=150)
        ratio = model.predict(self._features(history, days).reshape(usual.size, -1)).reshape(usual.shape)
        said: Floats = np.maximum(ratio, 0.0) * usual
        return said

    def _features(self, history: History, days: Ints) -> Floats:
        known: DayFeatures = history.features(days)
        slots = history.grid.values.shape[1]
        recent = history.totals[-28:]
        week = float(np.nanmean(recent[-7:])) if (~np.isnan(recent[-7:])).any() else float(np.nanmean(recent))
        trend = week / max(float(np.nanmean(recent)), 1e-9)
        of_day = np.column_stack(
            [
                weekday_of(days),
                known.month_place,
                known.special,
                known.kinds.argmax(axis=1) if known.kinds.shape[1] else np.zeros(days.size),
                np.full(days.size, trend),
            ]
        )
        table = np.repeat(of_day[:, None, :], slots, axis=1)
        slot = np.broadcast_to(np.arange(slots)[None, :, None], (days.size, slots, 1))
        joined: Floats = np.concatenate([table, slot], axis=2).astype(np.float64)
        return joined


EXTRAS: dict[str, Candidate] = {name: StateSpace(name) for name in ("ets", "theta", "mstl")}
EXTRAS["boosting"] = Boosting()


def extra_candidates(names: Sequence[str]) -> tuple[Candidate, ...]:
    return tuple(EXTRAS[one_of(name, "--with", EXTRAS.keys())] for name in names)


def _missing(method: str, package: str) -> BadInput:
    mend = f"install it with: pip install {package}"
    return BadInput(where=method, what=f"needs the package {package}", mend=mend)
