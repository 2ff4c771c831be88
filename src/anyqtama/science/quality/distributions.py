"""Quantiles of the normal, Student, Fisher and beta distributions in plain Python: SciPy is not needed to
state an interval."""

import math
from collections.abc import Callable
from statistics import NormalDist

STANDARD = NormalDist()


def normal_quantile(probability: float) -> float:
    return STANDARD.inv_cdf(probability)


def two_sided_z(confidence: float) -> float:
    return STANDARD.inv_cdf(0.5 + confidence / 2)


def beta_cdf(x: float, a: float, b: float) -> float:
    """Regularised incomplete beta function I_x(a, b) by Lentz's continued fraction (Abramowitz and Stegun
    26.5.8)."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _continued_fraction(x, a, b) / a
    return 1.0 - front * _continued_fraction(1.0 - x, b, a) / b


def student_cdf(t: float, freedom: float) -> float:
    tail = 0.5 * beta_cdf(freedom / (freedom + t * t), freedom / 2, 0.5)
    return 1.0 - tail if t > 0 else tail


def student_quantile(probability: float, freedom: float) -> float:
    if probability < 0.5:
        return -student_quantile(1.0 - probability, freedom)
    return _inverse(lambda t: student_cdf(t, freedom), probability)


def two_sided_t(confidence: float, freedom: float) -> float:
    return student_quantile(0.5 + confidence / 2, freedom)


def fisher_cdf(f: float, numerator: float, denominator: float) -> float:
    if f <= 0:
        return 0.0
    return beta_cdf(numerator * f / (numerator * f + denominator), numerator / 2, denominator / 2)


def fisher_quantile(probability: float, numerator: float, denominator: float) -> float:
    return _inverse(lambda f: fisher_cdf(f, numerator, denominator), probability)


def _inverse(cdf: Callable[[float], float], probability: float) -> float:
    """The point x >= 0 with cdf(x) = probability, by bisection to the last bit (about 60 steps)."""
    low, high = 0.0, 1.0
    while cdf(high) < probability:
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if cdf(middle) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _continued_fraction(x: float, a: float, b: float) -> float:
    tiny = 1e-300
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1)
    d = 1.0 / (d if abs(d) > tiny else tiny)
    result = d
    for m in range(1, 100_000):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 + step * d
            d = 1.0 / (d if abs(d) > tiny else tiny)
            c = 1.0 + step / c
            c = c if abs(c) > tiny else tiny
            result *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return result
