"""The forecast of a running day, as the day tells how busy it is."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from anyqtama.science.refusals import BadInput, number, numbers

from .checks import Floats


@dataclass(frozen=True, slots=True)
class IntradayParams:
    """relative : standard deviation of a day's level around its forecast; dispersion : variance of a count
    over its mean.

    Both are in the forecast's `band`. probabilities : quantiles wanted.
    """

    relative: float
    dispersion: float = 1.0
    probabilities: tuple[float, ...] = (0.1, 0.5, 0.9)

    def __post_init__(self) -> None:
        number(self.relative, "relative", least=0, most=3)
        number(self.dispersion, "dispersion", above=0)
        for i, probability in enumerate(self.probabilities):
            number(probability, f"probabilities[{i}]", above=0, below=1)


@dataclass(frozen=True, slots=True)
class Intraday:
    """factor : how busy the day proves to be against its forecast; factor_error : what doubt is left of it.

    mean, quantiles : of the intervals still unknown, NaN for those already counted.
    """

    factor: float
    factor_error: float
    mean: Floats
    quantiles: Floats
    counted: float
    expected: float


def reforecast(params: IntradayParams, forecast_mean: ArrayLike, actual: ArrayLike) -> Intraday:
    """Forecast of the rest of a day.

    Parameters
    ----------
    forecast_mean : shape (n,), the day's forecast by interval
    actual : shape (n,), counts so far, NaN for intervals to come (or lost)

    Notes
    -----
    The level is gamma with mean 1 and variance relative², counts are Poisson spread by the dispersion, so the
    level given c contacts where f were expected is ``(1/r² + c/φ) / (1/r² + f/φ)``: the doubly stochastic
    Poisson model of A. N. Avramidis, A. Deslauriers, P. L'Ecuyer (2004), Management Science 50, p. 896.
    Nothing counted: unchanged.
    """
    mean = numbers(forecast_mean, "forecast_mean", least=0)
    try:
        counts = np.asarray(actual, dtype=np.float64)
    except (TypeError, ValueError) as wrong:
        raise BadInput(
            where="actual", what="is not an array of numbers", mend="give numbers, NaN for those to come"
        ) from wrong
    if counts.shape != mean.shape or mean.ndim != 1:
        what = f"has shape {counts.shape}, the forecast {mean.shape}"
        raise BadInput(where="actual", what=what, mend="give one value an interval, NaN for those to come")
    known = ~np.isnan(counts)
    numbers(counts[known], "actual", least=0)
    counted, expected = float(counts[known].sum()), float(mean[known].sum())
    if params.relative < 1e-6:
        factor, error = 1.0, 0.0
    else:
        prior = params.relative**-2
        rate = prior + expected / params.dispersion
        factor = (prior + counted / params.dispersion) / rate
        error = float(np.sqrt(factor / rate))
    rest = np.where(known, np.nan, factor * mean)
    spread = np.sqrt(params.dispersion * np.maximum(rest, 0.0) + np.square(error * mean))
    quantiles = np.array([np.maximum(rest + NormalDist().inv_cdf(p) * spread, 0.0) for p in params.probabilities])
    return Intraday(factor, error, rest, quantiles, counted, expected)
