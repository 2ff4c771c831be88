"""Day totals from the mixed model times the weekday's profile: the method that knows holidays and says
why."""

from dataclasses import dataclass

import numpy as np

from .checks import Bools, Floats, Ints
from .daily_level import WHOLE_DAYS, LevelModel, Levels, fit_levels
from .events import DayFeatures
from .grid import weekday_of
from .history import History
from .profile import weekday_profiles

ORDINARY_WEIGHT = 0.15  # days the level model trusts less have no say in the profile
HALF_LIFE_WEEKS = 5.0
DRIFT_HALF_LIFE_WEEKS = 2.0
SPECIAL_PRIOR_DAYS = 1.0  # the weekday's profile counts as much as so many special days of the kind


@dataclass(frozen=True, slots=True)
class Structure:
    """A fitted history: level models by speed, profiles by weekday, and shares of special kinds seen
    before."""

    history: History
    models: dict[str, LevelModel]
    profiles: Floats
    special_counts: dict[str, Floats]

    def levels(self, days: Ints) -> dict[str, Levels]:
        wanted = self.history.features(days)
        return {name: model.predict(wanted) for name, model in self.models.items()}

    def level_variance(self, days: Ints) -> Floats:
        """Variance of each day's log total: shape (days,)."""
        variance = self.models["middle"].predict(self.history.features(days)).variance
        assert variance is not None
        return variance

    def shares(self, days: Ints) -> Floats:
        """Shares of each day by slot, rows summing to 1 (0 for a closed weekday): shape (days, S)."""
        shares = self.profiles[weekday_of(days)].copy()
        row_of = {int(day): i for i, day in enumerate(days)}
        for s in self.history.special:
            row = row_of.get(int(np.datetime64(s.day, "D").astype(np.int64)))
            if row is not None and s.kind in self.special_counts:
                shares[row] = self._special_shares(shares[row], self.special_counts[s.kind])
        return shares

    def _special_shares(self, usual: Floats, counts: Floats) -> Floats:
        prior = SPECIAL_PRIOR_DAYS * max(float(counts.sum()), 1.0) / max(counts.shape[0], 1)
        mixed = np.where(usual > 0, counts.sum(axis=0), 0.0) + prior * usual
        total = mixed.sum()
        return mixed / total if total > 0 else usual


def fit_structure(history: History, *, whole_days: int = WHOLE_DAYS) -> Structure:
    features = history.features(history.grid.days)
    models = fit_levels(features, history.totals, whole_days=whole_days)
    profiles = weekday_profiles(
        history.grid,
        _ordinary(history, features, models["middle"]),
        half_life_weeks=HALF_LIFE_WEEKS,
        drift_half_life_weeks=DRIFT_HALF_LIFE_WEEKS,
    )
    return Structure(history, models, profiles, _special_counts(history))


def _ordinary(history: History, features: DayFeatures, model: LevelModel) -> Bools:
    """Days that show their weekday's usual shape; all known days, if that leaves a weekday without any."""
    days, known = history.grid.days, ~np.isnan(history.totals)
    trusted = np.ones(days.size, dtype=np.bool_)
    trusted[np.searchsorted(days, model.features.days)] = model.weight > ORDINARY_WEIGHT
    ordinary = known & trusted & ~features.special
    weekdays = history.grid.weekdays
    for weekday in range(7):
        own = weekdays == weekday
        if known[own].any() and not ordinary[own].any():
            ordinary |= own & known
    return ordinary


def _special_counts(history: History) -> dict[str, Floats]:
    found: dict[str, list[Floats]] = {}
    row_of = {int(day): i for i, day in enumerate(history.grid.days)}
    for s in history.special:
        row = row_of.get(int(np.datetime64(s.day, "D").astype(np.int64)))
        if row is not None and not np.isnan(history.totals[row]):
            found.setdefault(s.kind, []).append(np.nan_to_num(history.grid.values[row]))
    return {kind: np.array(rows) for kind, rows in found.items()}
