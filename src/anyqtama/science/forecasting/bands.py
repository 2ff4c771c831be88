"""How far a forecast may be off: quantiles whose coverage was checked on the past, not assumed.

The variance has three parts, Poisson counts, the shape of the day and the level of the day; how wide the
quantiles are in its units is read off past forecasts made from their own past (V. Vovk, A. Gammerman, G.
Shafer (2005), Algorithmic Learning in a Random World, ch. 2: split conformal prediction), drawn to the normal
while few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from .checks import Floats
from .selection import Judged, Selection, combine, weigh

NORMAL_COUNTS_AS = 60.0  # the normal quantile weighs like so many past intervals
FEW_CONTACTS = 5.0
UNJUDGED_EXTRA = 1.5  # widening while nothing could be judged


@dataclass(frozen=True, slots=True)
class Band:
    """Width of the quantiles: variance = dispersion · mean + relative² · mean², and quantiles in its standard
    errors.

    few, many : quantiles of the standardised errors where the mean is below, or at least, FEW_CONTACTS
    """

    dispersion: float
    relative: float
    probabilities: tuple[float, ...]
    few: tuple[float, ...]
    many: tuple[float, ...]
    judged_intervals: int

    def quantiles(self, mean: Floats, extra_relative: Floats) -> Floats:
        """Quantiles of intervals: shape (probabilities, …). extra_relative widens days known worse than
        usual."""
        spread = np.sqrt(_variance(mean, self.dispersion, self.relative) + np.square(extra_relative * mean))
        tables = [
            mean + np.where(mean < FEW_CONTACTS, low, high) * spread
            for low, high in zip(self.few, self.many, strict=True)
        ]
        return np.maximum(np.maximum.accumulate(np.array(tables), axis=0), 0.0)


def fit_band(selection: Selection, probabilities: tuple[float, ...]) -> Band:
    """Read the width off what the combination would have said at each origin, weighed without that origin."""
    means, errors = _past_errors(selection)
    normal = tuple(NormalDist().inv_cdf(p) for p in probabilities)
    if means.size < 50:
        wide = tuple(z * UNJUDGED_EXTRA for z in normal)
        return Band(1.3, 0.15, probabilities, wide, wide, int(means.size))
    dispersion, relative = _fit_variance(means, errors)
    z = errors / np.sqrt(_variance(means, dispersion, relative))
    few = means < FEW_CONTACTS
    return Band(
        dispersion,
        relative,
        probabilities,
        _quantiles(z[few], probabilities, normal),
        _quantiles(z[~few], probabilities, normal),
        int(means.size),
    )


def _past_errors(selection: Selection) -> tuple[Floats, Floats]:
    means, errors = [np.zeros(0)], [np.zeros(0)]
    for i, origin in enumerate(selection.judged):
        rest = [other for j, other in enumerate(selection.judged) if j != i]
        said = _combined(selection, origin, rest or [origin])
        known = ~np.isnan(origin.actual) & ~np.isnan(said) & ~origin.special[:, None]
        means.append(said[known])
        errors.append((origin.actual - said)[known])
    return np.concatenate(means), np.concatenate(errors)


def _combined(selection: Selection, origin: Judged, rest: Sequence[Judged]) -> Floats:
    error = np.zeros(len(selection.methods))
    total = 0.0
    for other in rest:
        known = ~np.isnan(other.actual) & ~np.isnan(other.forecasts).any(axis=0) & ~other.special[:, None]
        error += np.abs(other.forecasts - other.actual)[:, known].sum(axis=1)
        total += float(other.actual[known].sum())
    weights = weigh(error / total if total > 0 else np.full(error.shape, np.nan))
    days = origin.lead_days.size
    return combine(origin.forecasts, np.tile(weights, (days, 1)), origin.special)


def _variance(mean: Floats, dispersion: float, relative: float) -> Floats:
    found: Floats = dispersion * np.maximum(mean, 0.02) + np.square(relative * mean)
    return found


def _fit_variance(means: Floats, errors: Floats) -> tuple[float, float]:
    """Moments by volume class: squared errors regressed on the mean and its square, both shares positive."""
    edges = np.unique(np.quantile(means, np.linspace(0, 1, 13)))
    if edges.size < 4:
        return max(1.0, float(np.mean(errors**2) / max(means.mean(), 0.02))), 0.0
    bin_of = np.clip(np.searchsorted(edges, means, side="right") - 1, 0, edges.size - 2)
    count = np.bincount(bin_of, minlength=edges.size - 1)
    m = np.bincount(bin_of, means) / count
    # Trimmed by the median of absolute errors: an odd day must not widen every band.
    scale = np.array([np.median(np.abs(errors[bin_of == b])) for b in range(edges.size - 1)]) / 0.6745
    ratio = np.maximum(scale**2, 1e-9) / np.maximum(m, 0.02)
    best, choice = np.inf, (1.0, 0.1)
    for relative in np.linspace(0.0, 0.6, 61):
        for dispersion in (0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0, 3.0, 5.0, 8.0):
            off = float(np.square(np.log(ratio / (dispersion + relative**2 * m))).sum())
            if off < best:
                best, choice = off, (dispersion, float(relative))
    return choice


def _quantiles(z: Floats, probabilities: Sequence[float], normal: Sequence[float]) -> tuple[float, ...]:
    if not z.size:
        return tuple(normal)
    trust = z.size / (z.size + NORMAL_COUNTS_AS)
    seen = np.quantile(z, probabilities)
    return tuple(float(trust * s + (1 - trust) * n) for s, n in zip(seen, normal, strict=True))
