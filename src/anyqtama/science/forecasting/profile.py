"""How a day's contacts spread over its slots: shares by weekday, drawn towards like weekdays as far as counts
leave doubt."""

import numpy as np

from .checks import Bools, Floats, Ints, nan_median
from .grid import Grid

HALF_LIVES = 8  # older days would count less than 0.4 %
OUTLIER = 5.0  # robust standard errors beyond which an interval is pulled in


def weekday_profiles(grid: Grid, ordinary: Bools, *, half_life_weeks: float, drift_half_life_weeks: float) -> Floats:
    """Shares of the day by weekday and slot, rows summing to 1: shape (7, S).

    Parameters
    ----------
    ordinary : shape (D,), days whose shape is that of their weekday
    half_life_weeks : an older day counts half after so many weeks
    drift_half_life_weeks : the same for the common drift, which all weekdays tell together
    """
    last = slice(-int(7 * HALF_LIVES * half_life_weeks), None)
    values, weekdays, ordinary = grid.values[last], grid.weekdays[last], ordinary[last]
    age = (grid.days[-1] + 1 - grid.days[last]) / 7.0
    weight = np.where(ordinary, 0.5 ** (age / half_life_weeks), 0.0)
    sums, effective, known = _weighted_sums(values, weekdays, weight, grid.open_slots)
    shares = _shrunk(_normalised(sums, grid.open_slots), effective, grid.open_slots, known)
    recent = np.where(ordinary, 0.5 ** (age / drift_half_life_weeks), 0.0)
    return _normalised(shares * _common_drift(values, shares[weekdays], recent), grid.open_slots)


def _common_drift(values: Floats, shares: Floats, weight: Floats) -> Floats:
    """How the slots of recent days, whatever their weekday, differ from the long profile: factors of shape
    (S,)."""
    rows = np.flatnonzero(weight > 0.01)
    if not (~np.isnan(values[rows])).any():  # nothing recent is known
        return np.ones(values.shape[1])
    y, p, w = values[rows], shares[rows], weight[rows][:, None]
    known = ~np.isnan(y)
    y = np.where(known, y, 0.0)
    day_total = y.sum(1, keepdims=True) / np.maximum((p * known).sum(1, keepdims=True), 1e-9)
    expected = np.where(known, p * day_total, 0.0)
    rest = np.square(y - expected) / np.maximum(expected, 0.5)
    excess = max(1.0, float(np.average(rest, weights=w * np.maximum(expected, 1e-9))))
    top, bottom, squared = (w * y).sum(0), (w * expected).sum(0), (w * w * expected).sum(0)
    off = np.log((top + 0.5) / (bottom + 0.5))
    doubt = excess * squared / np.maximum(bottom, 0.5) ** 2
    between = np.clip(_smooth(np.square(off) - doubt, bottom), 0, None)
    factors: Floats = np.exp(off * between / (between + doubt + 1e-12))
    return factors


def _weighted_sums(values: Floats, weekdays: Ints, weight: Floats, open_slots: Bools) -> tuple[Floats, Floats, Bools]:
    """Mean count and effective count by weekday and slot."""
    slots = values.shape[1]
    mean, effective, known = np.zeros((7, slots)), np.zeros((7, slots)), np.zeros(7, dtype=np.bool_)
    for weekday in range(7):
        rows = np.flatnonzero((weekdays == weekday) & (weight > 0))
        if not rows.size:
            continue
        y = values[rows]
        w = np.where(np.isnan(y), 0.0, weight[rows][:, None])
        y = _pulled_in(y, w)
        total = w.sum(axis=0)
        mean[weekday] = np.divide((w * y).sum(axis=0), total, out=np.zeros(slots), where=total > 0)
        squared = np.square(w).sum(axis=0)
        size = np.divide(total**2, squared, out=np.zeros(slots), where=squared > 0)
        effective[weekday] = size * mean[weekday]
        known[weekday] = bool((total > 0).any())
    return mean, effective, known


def _pulled_in(y: Floats, w: Floats) -> Floats:
    """Counts with spikes cut to a robust bound around the slot's median."""
    filled = np.where(np.isnan(y), 0.0, y)
    if len(y) < 4:
        return filled
    middle = np.nan_to_num(nan_median(np.where(w > 0, y, np.nan), axis=0))
    spread = 1.4826 * np.nan_to_num(nan_median(np.abs(np.where(w > 0, y, np.nan) - middle), axis=0))
    bound = OUTLIER * np.maximum(spread, np.sqrt(middle + 1.0))
    clipped: Floats = np.clip(filled, middle - bound, middle + bound)
    return np.maximum(clipped, 0.0)


def _normalised(sums: Floats, open_slots: Bools) -> Floats:
    sums = np.where(open_slots, sums, 0.0)
    total = sums.sum(axis=1, keepdims=True)
    even = open_slots / np.maximum(open_slots.sum(axis=1, keepdims=True), 1)
    return np.where(total > 0, sums / np.where(total > 0, total, 1.0), even)


def _shrunk(shares: Floats, effective: Floats, open_slots: Bools, known: Bools) -> Floats:
    """Empirical Bayes on log ratios to the mean of like weekdays (C. N. Morris (1983), JASA 78, p. 47)."""
    floor = 0.5 / np.maximum(effective.sum(axis=1, keepdims=True), 1.0)
    logs = np.log(np.maximum(shares, floor))
    doubt = 1.0 / np.maximum(effective, 0.5)
    result = shares.copy()
    for weekday in np.flatnonzero(known):
        others = [k for k in np.flatnonzero(known) if k != weekday]
        if not others:
            continue
        gap = logs[others] - logs[weekday]
        noise = doubt[others] + doubt[weekday]
        heavy = np.minimum(shares[others], shares[weekday]) + 1e-9
        misfit = (heavy * np.square(gap)).sum(1) / (heavy * noise).sum(1)
        likeness = 1.0 / (1.0 + np.square(np.maximum(misfit - 1.0, 0.0)))
        w = likeness[:, None] / doubt[others]
        w = w / w.sum(0)
        centre = (w * logs[others]).sum(0)
        centre_doubt = (w * w * doubt[others]).sum(0)
        off = logs[weekday] - centre
        between = _smooth(np.square(off) - doubt[weekday] - centre_doubt, shares[weekday])
        keep = np.clip(between, 0, None) / (np.clip(between, 0, None) + doubt[weekday])
        result[weekday] = np.where(open_slots[weekday], np.exp(centre + keep * off), 0.0)
    total = result.sum(axis=1, keepdims=True)
    return result / np.where(total > 0, total, 1.0)


def _smooth(values: Floats, weights: Floats, reach: int = 4) -> Floats:
    """Weighted moving mean over neighbouring slots of the day; over fewer where the day has few."""
    window = np.ones(2 * min(reach, (len(values) - 1) // 2) + 1)
    w = weights + 1e-6
    top: Floats = np.convolve(values * w, window, mode="same") / np.convolve(w, window, mode="same")
    return top
