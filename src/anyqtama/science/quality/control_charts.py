"""Whether a measure moved or only shook: Shewhart charts with limits from a baseline and the rules that raise
a signal."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from anyqtama.science.refusals import whole

from .checks import Floats, Status, bad, counts, finite, require

MOVING_RANGE_TO_SIGMA = 1.128  # d2 for ranges of two


class Rule(StrEnum):
    """The signals, after L. S. Nelson (1984), Journal of Quality Technology 16, p. 237 (his tests 1, 2, 3 and
    5)."""

    BEYOND_LIMITS = "beyond_limits"
    NINE_ON_ONE_SIDE = "nine_on_one_side"
    SIX_RISING_OR_FALLING = "six_rising_or_falling"
    TWO_OF_THREE_FAR = "two_of_three_far"


@dataclass(frozen=True, slots=True)
class Signal:
    position: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Points with centre and three-sigma limits (arrays, because samples differ in size) and the signals
    found."""

    status: Status
    points: Floats
    centre: float | None
    lower: Floats
    upper: Floats
    signals: tuple[Signal, ...]
    method: str


def individuals(values: ArrayLike, *, baseline: int | None = None) -> ControlChart:
    """Single values in time order; sigma from the mean moving range of the baseline, ``MR / 1.128``.

    Parameters
    ----------
    values : shape (n,)
    baseline : number of first points the limits are computed from; all when None

    Notes
    -----
    D. C. Montgomery (2013), Introduction to Statistical Quality Control, eq. 6.33.
    """
    points = finite(values, "values")
    base = _baseline(points.size, baseline)
    if base < 2:
        return _no_chart(points, "individuals")
    sigma = float(np.abs(np.diff(points[:base])).mean()) / MOVING_RANGE_TO_SIGMA
    return _chart(points, float(points[:base].mean()), np.full(points.size, sigma), "individuals")


def proportions(
    defective: ArrayLike, sizes: ArrayLike, *, baseline: int | None = None, overdispersed: bool = False
) -> ControlChart:
    """Shares of defective contacts (p chart); `overdispersed` widens or narrows the limits as the data show
    (p′ chart).

    Notes
    -----
    ``p ± 3 sqrt(p(1-p)/n_i) σ_z`` with σ_z = 1, or from the moving range of the z-scores: D. B. Laney (2002),
    Quality Engineering 14, p. 531. Use p′ for samples of thousands, where the p chart calls every day
    unusual.
    """
    wrong, n = counts(defective, "defective"), counts(sizes, "sizes")
    require(wrong.size == n.size, "defective", f"has {wrong.size} counts for {n.size} sizes", "give one for each")
    over = wrong > n
    require(not over.any(), f"defective[{int(np.argmax(over))}]", "is above its size", "check the two counts")
    _positive(n, "sizes")
    base = _baseline(n.size, baseline)
    points = wrong / n
    if base < 2:
        return _no_chart(points, "proportions")
    centre = float(wrong[:base].sum() / n[:base].sum())
    sigma = np.sqrt(centre * (1 - centre) / n)
    return _chart(points, centre, sigma, "proportions", base, overdispersed, ceiling=1.0)


def defects_per_unit(
    defects: ArrayLike, units: ArrayLike, *, baseline: int | None = None, overdispersed: bool = False
) -> ControlChart:
    """Errors or complaints per unit (u chart), ``u ± 3 sqrt(u/n_i) σ_z``; units may be contacts, hours,
    thousands."""
    found, n = counts(defects, "defects"), finite(units, "units")
    require(found.size == n.size, "defects", f"has {found.size} counts for {n.size} units", "give one for each")
    _positive(n, "units")
    base = _baseline(n.size, baseline)
    points = found / n
    if base < 2:
        return _no_chart(points, "defects per unit")
    centre = float(found[:base].sum() / n[:base].sum())
    return _chart(points, centre, np.sqrt(centre / n), "defects per unit", base, overdispersed)


def _chart(
    points: Floats,
    centre: float,
    sigma: Floats,
    method: str,
    base: int = 0,
    overdispersed: bool = False,
    ceiling: float = np.inf,
) -> ControlChart:
    if overdispersed and bool((sigma > 0).all()):
        scores = (points - centre) / sigma
        sigma = sigma * float(np.abs(np.diff(scores[:base])).mean()) / MOVING_RANGE_TO_SIGMA
        method += ", overdispersed"
    lower, upper = centre - 3 * sigma, centre + 3 * sigma
    if method != "individuals":
        lower, upper = np.maximum(lower, 0.0), np.minimum(upper, ceiling)
    status = Status.OK if bool((sigma > 0).any()) else Status.NO_VARIATION
    return ControlChart(status, points, centre, lower, upper, _signals(points, centre, sigma), method)


def _signals(points: Floats, centre: float, sigma: Floats) -> tuple[Signal, ...]:
    """Each signal stands at the last point of its pattern."""
    off = points - centre
    side = np.sign(off)
    moves = np.sign(np.diff(points))
    far = np.where(np.abs(off) > 2 * sigma, side, 0)
    found: list[Signal] = []
    for i in range(points.size):
        if abs(off[i]) > 3 * sigma[i] + 1e-12:
            found.append(Signal(i, Rule.BEYOND_LIMITS))
        if i >= 8 and abs(side[i - 8 : i + 1].sum()) == 9:
            found.append(Signal(i, Rule.NINE_ON_ONE_SIDE))
        if i >= 5 and abs(moves[i - 5 : i].sum()) == 5:
            found.append(Signal(i, Rule.SIX_RISING_OR_FALLING))
        if i >= 2 and far[i] != 0 and (far[i - 2 : i + 1] == far[i]).sum() >= 2:
            found.append(Signal(i, Rule.TWO_OF_THREE_FAR))
    return tuple(found)


def _baseline(size: int, baseline: int | None) -> int:
    if baseline is None:
        return size
    if not 2 <= whole(baseline, "baseline") <= size:
        raise bad("baseline", f"is {baseline}", f"give 2 to {size}, the number of points")
    return baseline


def _positive(sizes: Floats, name: str) -> None:
    empty = sizes <= 0
    require(not empty.any(), f"{name}[{int(np.argmax(empty))}]", "is 0 or less", "leave out samples of nothing")


def _no_chart(points: Floats, method: str) -> ControlChart:
    nothing = np.full(points.size, np.nan)
    return ControlChart(Status.TOO_FEW, points, None, nothing, nothing, (), method)
