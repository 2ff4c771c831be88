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
from .selection import Judged, Selection, combine, wape_of, weigh

NORMAL_COUNTS_AS = 60.0  # the normal quantile weighs like so many past intervals
FEW_CONTACTS = 5.0
FEWEST_JUDGED = 50  # intervals; below, the band is a wide guess
WIDEST = 50.0  # a special day may be so many times as uncertain, in variance, as an ordinary one


@dataclass(frozen=True, slots=True)
class Band:
    """Width of the quantiles: variance = dispersion · mean + relative² · mean² · (level variance / usual
    one).

    few : quantiles of the standardised errors where the mean is below FEW_CONTACTS; scale : width in normal
    standard errors where it is not
    """

    dispersion: float
    relative: float
    usual_level_variance: float
    probabilities: tuple[float, ...]
    few: tuple[float, ...]
    scale: float
    judged_intervals: int

    def quantiles(self, mean: Floats, level_variance: Floats) -> Floats:
        """Quantiles of intervals: shape (probabilities, …); level_variance of each interval's day, from the
        model."""
        width = np.minimum(level_variance / self.usual_level_variance, WIDEST)
        spread = np.sqrt(variance(mean, self.dispersion, self.relative**2 * width))
        many = [self.scale * NormalDist().inv_cdf(p) for p in self.probabilities]
        tables = [
            mean + np.where(mean < FEW_CONTACTS, low, high) * spread for low, high in zip(self.few, many, strict=True)
        ]
        return np.maximum(np.maximum.accumulate(np.array(tables), axis=0), 0.0)


def fit_band(selection: Selection, probabilities: tuple[float, ...]) -> Band:
    """Read the width off what the combination would have said at each origin, weighed without that origin."""
    means, errors, level = _past_errors(selection)
    usual = float(np.mean(level)) if level.size else 1.0
    normal = tuple(NormalDist().inv_cdf(p) for p in probabilities)
    if means.size < FEWEST_JUDGED:
        return Band(1.3, 0.15, usual, probabilities, tuple(1.5 * z for z in normal), 1.5, int(means.size))
    width = level / usual
    dispersion, relative = _fit_variance(means, errors, width)
    z = errors / np.sqrt(variance(means, dispersion, relative**2 * width))
    few = means < FEW_CONTACTS
    return Band(
        dispersion,
        relative,
        usual,
        probabilities,
        _few_quantiles(z[few], probabilities, normal),
        _scale(z[~few]),
        int(means.size),
    )


def variance(mean: Floats, dispersion: float, relative_squared: Floats) -> Floats:
    found: Floats = dispersion * np.maximum(mean, 0.02) + relative_squared * np.square(mean)
    return found


def _past_errors(selection: Selection) -> tuple[Floats, Floats, Floats]:
    """Means, errors and the level's variance over ordinary intervals of all origins."""
    found: list[tuple[Floats, Floats, Floats]] = [(np.zeros(0), np.zeros(0), np.zeros(0))]
    for i, origin in enumerate(selection.judged):
        rest = [other for j, other in enumerate(selection.judged) if j != i]
        said = _combined(selection, origin, rest or [origin])
        known = ~np.isnan(origin.actual) & ~np.isnan(said) & ~origin.special[:, None]
        level = origin.level_variance[:, None] * np.ones_like(said)
        found.append((said[known], (origin.actual - said)[known], level[known]))
    means, errors, levels = (np.concatenate(column) for column in zip(*found, strict=True))
    return means, errors, levels


def _combined(selection: Selection, origin: Judged, rest: Sequence[Judged]) -> Floats:
    weights = weigh(wape_of(rest, 0, int(origin.lead_days[-1]), len(selection.methods)))
    return combine(origin.forecasts, np.tile(weights, (origin.lead_days.size, 1)), origin.special)


def _fit_variance(means: Floats, errors: Floats, width: Floats) -> tuple[float, float]:
    """Dispersion and relative error, by the scale of errors in classes of volume.

    Scales are medians of absolute errors: an odd day must not widen every band.
    """
    order = np.argsort(means)
    classes = np.array_split(order, min(12, max(1, means.size // 20)))
    m = np.array([means[c].mean() for c in classes])
    w = np.array([width[c].mean() for c in classes])
    scale = np.array([np.median(np.abs(errors[c])) for c in classes]) / 0.6745
    ratio = np.maximum(scale**2, 1e-9) / np.maximum(m, 0.02)
    relatives, dispersions = np.linspace(0.0, 0.6, 61), np.geomspace(0.5, 8.0, 13)
    fitted = dispersions[:, None, None] + np.square(relatives)[None, :, None] * m * w
    off = np.square(np.log(ratio / fitted)).sum(axis=2)
    d, r = np.unravel_index(int(np.argmin(off)), off.shape)
    return float(dispersions[d]), float(relatives[r])


def _scale(z: Floats) -> float:
    """How wide the middle 80 % is in normal standard errors, drawn to 1 while few."""
    if not z.size:
        return 1.0
    trust = z.size / (z.size + NORMAL_COUNTS_AS)
    return trust * float(np.quantile(np.abs(z), 0.8)) / NormalDist().inv_cdf(0.9) + 1.0 - trust


def _few_quantiles(z: Floats, probabilities: Sequence[float], normal: Sequence[float]) -> tuple[float, ...]:
    trust = z.size / (z.size + NORMAL_COUNTS_AS)
    seen = np.quantile(z, probabilities) if z.size else np.zeros(len(probabilities))
    return tuple(float(trust * s + (1 - trust) * n) for s, n in zip(seen, normal, strict=True))
