"""What an indicator answers: a value with what it is made of, or no value where there was nothing to count."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` in the indicator's unit, None when `denominator` is 0; `low` and `high` bound it at 95 % where known."""

    value: float | None
    numerator: float
    denominator: float
    low: float | None = None
    high: float | None = None


def ratio(numerator: float, denominator: float) -> Measure:
    return Measure(numerator / denominator if denominator else None, numerator, denominator)


def percent(numerator: float, denominator: float) -> Measure:
    return Measure(100 * numerator / denominator if denominator else None, numerator, denominator)


def count(number: float) -> Measure:
    return Measure(number, number, 1)
