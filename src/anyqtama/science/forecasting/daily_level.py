"""How many contacts a day brings: a mixed model of the day's total, fitted to counts, that forgives odd days.

Poisson counts with log-normal days, by weighted least squares (P. McCullagh, J. A. Nelder (1989), § 2.5); odd
days weigh less, as under Student's t errors (K. L. Lange, R. J. A. Little, J. M. G. Taylor (1989), JASA 84,
p. 881).
"""

from dataclasses import dataclass

import numpy as np

from .checks import Bools, Floats, Ints
from .events import DayFeatures
from .kernels import CATCH_UP_EXPECTED, Strengths, components, covariance, likeness

# How fast a level moves differs by queue and cannot be told from few weeks by likelihood; three speeds
# are carried along and weighed by how well they forecast (selection.py).
CALM = Strengths(slow=0.06, slow_days=120, fast=0.02, noise=0.05, month=0.03)
MIDDLE = Strengths(slow=0.10, slow_days=60, fast=0.05, noise=0.06, month=0.05, weekday_drift=0.03)
NIMBLE = Strengths(slow=0.15, slow_days=40, fast=0.05, noise=0.05, month=0.05, weekday_drift=0.05)
SPEEDS = {"calm": CALM, "middle": MIDDLE, "nimble": NIMBLE}

WHOLE_DAYS = 280  # older days are thinned, special ones kept: the cost grows with the cube of the days
THINNING = 15  # coprime to 7, so that each weekday stays
FEW = 30.0  # totals below this are treated as counts, not as logs
TAIL_FREEDOM = 4.0
REWEIGHTINGS = 1


@dataclass(frozen=True, slots=True)
class LevelModel:
    """A fitted model of daily totals, ready to say what other days bring. weight is near 0 for odd days."""

    features: DayFeatures
    strengths: Strengths
    base: float
    solution: Floats
    precision: Floats | None
    weight: Floats

    def predict(self, wanted: DayFeatures) -> "Levels":
        cross = components(likeness(wanted, self.features), self.strengths)
        parts = {name: table @ self.solution for name, table in cross.items()}
        if wanted.catch_up.any():
            parts["events"] = parts.get("events", 0.0) + CATCH_UP_EXPECTED * wanted.catch_up
        if self.precision is None:
            return Levels(self.base, parts, None)
        together: Floats = np.sum(list(cross.values()), axis=0)
        prior = np.diag(covariance(likeness(wanted, wanted), self.strengths))
        spread = prior - np.einsum("ij,ij->i", together @ self.precision, together)
        return Levels(self.base, parts, np.maximum(spread, 0.0) + self.strengths.noise**2)


@dataclass(frozen=True, slots=True)
class Levels:
    """Totals of days on the log scale: base plus components; the variance (of the middle speed only: it
    costs) includes the day's own noise."""

    base: float
    components: dict[str, Floats]
    variance: Floats | None

    @property
    def log_total(self) -> Floats:
        total: Floats = self.base + np.sum(list(self.components.values()), axis=0)
        return total


def fit_levels(features: DayFeatures, totals: Floats, *, whole_days: int = WHOLE_DAYS) -> dict[str, LevelModel]:
    """Fit the model to daily totals at each speed.

    Parameters
    ----------
    features, totals : of the same days; NaN total where unknown
    whole_days : how far back each day counts; before, special days and every fifteenth other
    """
    rows = _kept(features, totals, whole_days)
    x, y = features.pick(rows), totals[rows]
    base = float(np.log(np.median(y) + 0.5))
    known = base + CATCH_UP_EXPECTED * x.catch_up
    working, variance = np.log(y + 0.5) - known, 1.0 / (y + 0.5)
    weight = np.ones(y.size)
    like = likeness(x, x)
    together = covariance(like, MIDDLE)
    for _ in range(REWEIGHTINGS):
        doubt = (MIDDLE.noise**2 + variance) / weight
        precision = inverted(together + np.diag(doubt))
        solution = precision @ working
        left_out = solution / np.sqrt(np.diag(precision))
        weight = np.clip((TAIL_FREEDOM + 1) / (TAIL_FREEDOM + left_out**2), 0.02, 1.0)
        fitted = working - doubt * solution
        mean = np.exp(np.clip(known + fitted, -5, 25))
        few = y < FEW
        working = np.where(few, np.clip(fitted + (y - mean) / mean, -6, 6), working)
        variance = np.where(few, 1.0 / np.maximum(mean, 0.05), variance)
    models = {}
    for name, speed in SPEEDS.items():
        table = (together if speed is MIDDLE else covariance(like, speed)) + np.diag(
            (speed.noise**2 + variance) / weight
        )
        inverse: Floats | None = inverted(table) if speed is MIDDLE else None
        answer: Floats = np.asarray(np.linalg.solve(table, working)) if inverse is None else inverse @ working
        models[name] = LevelModel(x, speed, base, answer, inverse, weight)
    return models


def inverted(table: Floats) -> Floats:
    inverse: Floats = np.asarray(np.linalg.inv(table), dtype=np.float64)
    return inverse


def _kept(features: DayFeatures, totals: Floats, whole_days: int) -> Ints:
    age = features.days[-1] - features.days
    special: Bools = features.special
    keep = ~np.isnan(totals) & ((age < whole_days) | special | (features.days % THINNING == 0))
    return np.flatnonzero(keep)
