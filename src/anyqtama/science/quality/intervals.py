"""How sure a share or a mean is: the interval that stands beside each score of a person or a queue."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from anyqtama.science.refusals import number, whole

from .checks import MOST, Status, confidence_level, finite, require
from .distributions import two_sided_t, two_sided_z


@dataclass(frozen=True, slots=True)
class Interval:
    """A measured value with the limits it lies in at the stated confidence; None where it cannot be known."""

    status: Status
    value: float | None
    low: float | None
    high: float | None
    count: int
    confidence: float
    method: str

    def overlaps(self, other: "Interval") -> bool:
        """People whose intervals overlap must not be ranked against each other; an unknown interval overlaps
        all."""
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return True
        return self.low <= other.high and other.low <= self.high


def share(successes: float, trials: float, *, confidence: float = 0.95) -> Interval:
    """Wilson's score interval of a share.

    Parameters
    ----------
    successes, trials : counts, ``0 <= successes <= trials``
    confidence : two-sided confidence level, in [0.5, 1)

    Notes
    -----
    ``(p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)``. E. B. Wilson (1927), Probable inference, the law
    of succession, and statistical inference, JASA 22, p. 210. No trials: status ``too_few`` and no value.
    """
    confidence_level(confidence)
    for name, given in (("successes", successes), ("trials", trials)):
        counted = number(given, name, least=0, most=MOST)
        require(counted == math.floor(counted), name, f"is {given}, not a count", "give 0, 1, 2, …")
    require(
        successes <= trials,
        "successes",
        f"is {successes:g} of {trials:g} trials, more than all",
        "check the two counts",
    )
    n = int(trials)
    if n == 0:
        return Interval(Status.TOO_FEW, None, None, None, 0, confidence, "wilson")
    z, p = two_sided_z(confidence), successes / n
    middle = p + z * z / (2 * n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if successes == 0 else (middle - half) / scale
    high = 1.0 if successes == trials else (middle + half) / scale
    return Interval(Status.OK, p, low, high, n, confidence, "wilson")


def mean(values: ArrayLike, *, confidence: float = 0.95, population: int | None = None) -> Interval:
    """Student's interval of a mean, narrowed by the finite correction when the population's size is known.

    Parameters
    ----------
    values : shape (n,)
    population : number of all units the n were drawn from without replacement, at least n

    Notes
    -----
    ``m ± t(n-1) s/sqrt(n) sqrt(1 - n/N)``, s with n - 1 below. Student (1908), Biometrika 6; W. G. Cochran
    (1977), Sampling Techniques, eq. 2.20. Fewer than two values: status ``too_few``; the value, if there is one, has no
    limits.
    """
    confidence_level(confidence)
    data = finite(values, "values")
    n = data.size
    require(
        population is None or whole(population, "population") >= n,
        "population",
        f"is {population}, the sample {n}",
        "give all units the sample came from",
    )
    if n < 2:
        value = float(data[0]) if n else None
        return Interval(Status.TOO_FEW, value, None, None, n, confidence, "student")
    error = float(np.std(data, ddof=1)) / math.sqrt(n)
    if population is not None:
        error *= math.sqrt(1 - n / population)
    middle, half = float(np.mean(data)), two_sided_t(confidence, n - 1) * error
    return Interval(Status.OK, middle, middle - half, middle + half, n, confidence, "student")
