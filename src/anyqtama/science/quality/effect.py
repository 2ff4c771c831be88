"""What an improvement changed: the step between before and after, with the season taken out and the interval
it deserves."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from anyqtama.science.refusals import whole

from .checks import Floats, Status, confidence_level, finite
from .distributions import student_cdf, two_sided_t


@dataclass(frozen=True, slots=True)
class EffectParams:
    """When the change came and how often the season repeats.

    change_at : position of the first value after the change; season : values in one season (7 for days of the
    week, 1 for none); trend : also take out a straight line (needs long series: it competes with the step).
    """

    change_at: int
    season: int = 7
    trend: bool = False
    confidence: float = 0.95

    def __post_init__(self) -> None:
        confidence_level(self.confidence)
        whole(self.season, "season", least=1, most=100_000)
        whole(self.change_at, "change_at", least=0)


@dataclass(frozen=True, slots=True)
class Effect:
    """`change` is after less before in the unit of the values. `raw_change` is the difference of plain means.

    `trend_before_p` is the p-value of a trend within the before part: when it is small, a step alone
    misleads.
    """

    status: Status
    change: float | None
    low: float | None
    high: float | None
    relative: float | None
    raw_change: float | None
    level_before: float | None
    autocorrelation: float | None
    trend_before_p: float | None
    before: int
    after: int
    confidence: float
    method: str = "step with seasonal means, first-order autocorrelated errors"


def before_after(params: EffectParams, values: ArrayLike) -> Effect:
    """Effect of a change at a known moment.

    Parameters
    ----------
    values : shape (n,), equally spaced in time, NaN where unknown

    Notes
    -----
    Generalised least squares of ``y_t = s(t mod season) [+ b t] + δ 1(t >= change) + u_t``, ``u_t = ρ u_{t-1}
    + e_t``: S. J. Prais, C. B. Winsten (1954), Cowles Commission Discussion Paper 383; step as in G. E. P.
    Box, G. C. Tiao (1975), JASA 70, p. 70. ρ is corrected for its bias towards 0 by ``(n ρ + 1) / (n - 3)``
    (M. G. Kendall (1954), Biometrika 41, p. 403), and n is shrunk to n(1-ρ)/(1+ρ) for the t quantile. Two
    seasons are needed on each side, else ``too_few``.
    """
    data = finite(values, "values", missing=True)
    known = ~np.isnan(data)
    before, after = int(known[: params.change_at].sum()), int(known[params.change_at :].sum())
    need = max(2 * params.season, 4)
    columns = params.season + 1 + params.trend
    phases_after = np.unique(np.flatnonzero(known) % params.season).size
    if before < need or after < need or before + after < columns + 3 or phases_after < params.season:
        return _no_effect(before, after, params.confidence)
    place = np.flatnonzero(known)
    y = data[place]
    raw = float(y[before:].mean() - y[:before].mean())
    design = _design(place, params, step=True)
    rho = _autocorrelation(y, design, place)
    estimate, error, freedom, level = _solve(y, design, place, rho, before)
    if error <= 1e-12 * max(1.0, abs(level)):
        estimate = 0.0 if abs(estimate) <= 1e-12 * abs(level) else estimate
        status = Status.OK if estimate else Status.NO_VARIATION
        low = high = estimate
    else:
        half = two_sided_t(params.confidence, freedom) * error
        status, low, high = Status.OK, estimate - half, estimate + half
    return Effect(
        status=status,
        change=estimate,
        low=low,
        high=high,
        relative=estimate / level if level else None,
        raw_change=raw,
        level_before=level,
        autocorrelation=rho,
        trend_before_p=_trend_p(y[:before], place[:before], params),
        before=before,
        after=after,
        confidence=params.confidence,
    )


def _no_effect(before: int, after: int, confidence: float) -> Effect:
    return Effect(Status.TOO_FEW, None, None, None, None, None, None, None, None, before, after, confidence)


def _design(place: np.ndarray, params: EffectParams, *, step: bool) -> Floats:
    season = (place[:, None] % params.season == np.arange(params.season)).astype(np.float64)
    columns = [season]
    if params.trend or not step:
        columns.append(((place - place.mean()) / max(place.size, 1))[:, None])
    if step:
        columns.append((place >= params.change_at).astype(np.float64)[:, None])
    return np.hstack(columns)


def _autocorrelation(y: Floats, design: Floats, place: np.ndarray) -> float:
    solution = np.linalg.lstsq(design, y, rcond=None)[0]
    rest = y - design @ solution
    near = np.flatnonzero(np.diff(place) == 1)
    power = float((rest**2).mean())
    if near.size < 3 or power <= 1e-20 * max(1.0, float((y**2).mean())):
        return 0.0
    rho = float((rest[near] * rest[near + 1]).mean()) / power
    n = max(near.size - design.shape[1] + 1, 4)
    return min(max((n * rho + 1) / (n - 3) if n > 3 else rho, 0.0), 0.9)


def _solve(y: Floats, design: Floats, place: np.ndarray, rho: float, before: int) -> tuple[float, float, float, float]:
    """Step, its standard error, degrees of freedom and the level before, from the whitened regression."""
    starts = np.r_[True, np.diff(place) > 1]
    scale = np.where(starts, math.sqrt(1 - rho * rho), 1.0)
    lag = np.where(starts, 0.0, rho)
    white_y = scale * y - lag * np.r_[0.0, y[:-1]]
    white_x = scale[:, None] * design - lag[:, None] * np.vstack([np.zeros(design.shape[1]), design[:-1]])
    solution = np.linalg.lstsq(white_x, white_y, rcond=None)[0]
    rest = white_y - white_x @ solution
    freedom = y.size - design.shape[1]
    variance = float((rest**2).sum()) / freedom
    error = math.sqrt(max(variance * float(np.linalg.pinv(white_x.T @ white_x)[-1, -1]), 0.0))
    without_step = design.copy()
    without_step[:, -1] = 0.0
    level = float((without_step @ solution)[:before].mean())
    return float(solution[-1]), error, max(2.0, freedom * (1 - rho) / (1 + rho)), level


def _trend_p(y: Floats, place: np.ndarray, params: EffectParams) -> float | None:
    design = _design(place, params, step=False)
    if y.size < design.shape[1] + 3:
        return None
    rho = _autocorrelation(y, design, place)
    slope, error, freedom, _ = _solve(y, design, place, rho, y.size)
    if error == 0:
        return None
    return 2 * (1 - student_cdf(abs(slope / error), freedom))
