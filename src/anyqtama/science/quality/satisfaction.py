"""What clients answered: CSAT, NPS and CES, each with its interval, the number of answers and the response
rate."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from anyqtama.science.refusals import whole

from .checks import Floats, Status, bad, confidence_level, finite, require
from .distributions import two_sided_z
from .intervals import Interval, mean, share


@dataclass(frozen=True, slots=True)
class Csat:
    """Marks 1 to 5: share of 4 and 5, share of 1 and 2, and the mean."""

    top: Interval
    bottom: Interval
    mean: Interval
    answers: int
    response_rate: Interval | None


@dataclass(frozen=True, slots=True)
class Nps:
    """Marks 0 to 10, in points from -100 to 100: percent of 9 and 10 less percent of 0 to 6."""

    score_points: Interval
    promoters: Interval
    detractors: Interval
    answers: int
    response_rate: Interval | None


@dataclass(frozen=True, slots=True)
class Ces:
    """Marks 1 to 7, 7 the easiest: the mean, and the share of 5 to 7."""

    mean: Interval
    easy: Interval
    answers: int
    response_rate: Interval | None


def csat(marks: ArrayLike, *, invited: int | None = None, confidence: float = 0.95) -> Csat:
    data = _marks(marks, 1, 5)
    return Csat(
        top=share(int((data >= 4).sum()), data.size, confidence=confidence),
        bottom=share(int((data <= 2).sum()), data.size, confidence=confidence),
        mean=mean(data, confidence=confidence),
        answers=data.size,
        response_rate=_response_rate(data.size, invited, confidence),
    )


def nps(marks: ArrayLike, *, invited: int | None = None, confidence: float = 0.95) -> Nps:
    """Net promoter score; nothing is rounded before the subtraction.

    Notes
    -----
    The interval is Wald's for a difference of two shares of one multinomial, ``z sqrt((p + d - (p-d)²)/n)``,
    with one answer added to each of the three groups so that it holds for small n and shares near 0 (the idea
    of A. Agresti, B. Coull (1998), American Statistician 52; coverage is shown by simulation in the tests).
    """
    confidence_level(confidence)
    data = _marks(marks, 0, 10)
    promoters, detractors, n = int((data >= 9).sum()), int((data <= 6).sum()), data.size
    if n == 0:
        score = Interval(Status.TOO_FEW, None, None, None, 0, confidence, "adjusted wald")
    else:
        p, d = (promoters + 1) / (n + 3), (detractors + 1) / (n + 3)
        half = two_sided_z(confidence) * math.sqrt((p + d - (p - d) ** 2) / (n + 3))
        value = (promoters - detractors) / n
        low, high = max(-1.0, min(value, p - d - half)), min(1.0, max(value, p - d + half))
        score = Interval(Status.OK, 100 * value, 100 * low, 100 * high, n, confidence, "adjusted wald")
    return Nps(
        score_points=score,
        promoters=share(promoters, n, confidence=confidence),
        detractors=share(detractors, n, confidence=confidence),
        answers=n,
        response_rate=_response_rate(n, invited, confidence),
    )


def ces(marks: ArrayLike, *, invited: int | None = None, confidence: float = 0.95) -> Ces:
    data = _marks(marks, 1, 7)
    return Ces(
        mean=mean(data, confidence=confidence),
        easy=share(int((data >= 5).sum()), data.size, confidence=confidence),
        answers=data.size,
        response_rate=_response_rate(data.size, invited, confidence),
    )


def _marks(marks: ArrayLike, lowest: int, highest: int) -> Floats:
    data = finite(marks, "marks")
    strange = (data < lowest) | (data > highest) | (data != np.floor(data))
    if strange.any():
        place = int(np.argmax(strange))
        raise bad(f"marks[{place}]", f"is {data[place]:g}", f"give whole marks {lowest} to {highest}")
    return data


def _response_rate(answers: int, invited: int | None, confidence: float) -> Interval | None:
    if invited is None:
        return None
    require(
        whole(invited, "invited") >= answers,
        "invited",
        f"is {invited}, answers are {answers}",
        "count every person asked",
    )
    return share(answers, invited, confidence=confidence)
