"""How long things last in a simulation: handling, patience, wrap-up, each a law with a mean and a spread."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.refusals import BadInput, number, whole


class Law(StrEnum):
    EXPONENTIAL = "exponential"
    LOGNORMAL = "lognormal"
    GAMMA = "gamma"
    CONSTANT = "constant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A law of durations by its mean and coefficient of variation (standard deviation / mean).

    The exponential law has 1 and the constant 0 by nature; the others take `variation` (measured handling
    times of contact centres are close to lognormal with 0.6-1.2: Brown et al. 2005).
    """

    law: Law
    mean_seconds: float
    variation: float = 1.0

    def __post_init__(self) -> None:
        number(self.mean_seconds, "mean_seconds", above=0)
        number(self.variation, "variation", above=0)
        if self.law is Law.EXPONENTIAL and self.variation != 1.0:
            raise BadInput(
                what=f"is {self.variation:g}", where="variation", mend="leave it at 1 for the exponential law"
            )

    @property
    def log_mean_and_spread(self) -> tuple[float, float]:
        """Mean and standard deviation of the logarithm, for the lognormal law."""
        variance = math.log1p(self.variation**2)
        return math.log(self.mean_seconds) - variance / 2, math.sqrt(variance)


def draw_seconds(duration: Duration, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Draw `count` independent durations in seconds, shape (count,)."""
    whole(count, "count", least=0)
    match duration.law:
        case Law.EXPONENTIAL:
            return rng.exponential(duration.mean_seconds, size=count)
        case Law.LOGNORMAL:
            mean, spread = duration.log_mean_and_spread
            return rng.lognormal(mean, spread, size=count)
        case Law.GAMMA:
            shape = duration.variation**-2
            return rng.gamma(shape, duration.mean_seconds / shape, size=count)
        case Law.CONSTANT:
            return np.full(count, duration.mean_seconds)
