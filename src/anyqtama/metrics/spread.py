"""How the figures of days lie: mean, deviation, variation, trend, days out of line; one figure drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, linear_regression, stdev

from django.utils.functional import Promise

from anyqtama.metrics.indicators import Unit
from anyqtama.metrics.reports import Report

FEWEST = 3
WIDTH, HEIGHT, EDGE = 960, 160, 24
OUT_OF_LINE = 2.0


@dataclass(frozen=True, slots=True)
class Spread:
    """One figure over the days that had it. `trend`: change a day by least squares; `variation`: % of the mean."""

    name: str | Promise
    unit: Unit
    mean: float
    deviation: float
    variation: float | None
    trend: float
    out_of_line: list[str]


@dataclass(frozen=True, slots=True)
class Course:
    """A line over the days: `points` for SVG, `marks` = (x, y, day, value), `target_y` where there is a target."""

    points: str
    marks: list[tuple[float, float, str, float]]
    mean_y: float
    target_y: float | None
    low: float
    high: float


def spreads(report: Report) -> list[Spread]:
    """Of a report by day: every column that has at least three days. The mean is of days, not of contacts."""
    found = []
    for place, column in enumerate(report.columns):
        if column.unit is None:
            continue
        days = [(key, float(number)) for key, number in _column(report, place) if number is not None]
        if len(days) >= FEWEST:
            found.append(_spread(column.name, column.unit, days))
    return found


def course(report: Report, place: int, target: float | None) -> Course | None:
    """The drawn days of the column at `place`; None where fewer than three days have it."""
    days = [(at, key, float(number)) for at, (key, number) in enumerate(_column(report, place)) if number is not None]
    if len(days) < FEWEST:
        return None
    values = [value for _at, _key, value in days]
    seen = [*values, target] if target is not None else values
    low, high = min(seen), max(seen)
    step = (WIDTH - 2 * EDGE) / max(1, len(report.keys) - 1)

    def y(value: float) -> float:
        return EDGE + (HEIGHT - 2 * EDGE) * (1 - (value - low) / ((high - low) or 1))

    marks = [(EDGE + at * step, y(value), key, value) for at, key, value in days]
    points = " ".join(f"{x:.1f},{up:.1f}" for x, up, _key, _value in marks)
    return Course(points, marks, y(fmean(values)), None if target is None else y(target), low, high)


def _column(report: Report, place: int) -> list[tuple[str, float | None]]:
    """(day, number) down a column; None where the day had nothing to count."""
    cells = [(key, row[place]) for key, row in zip(report.keys, report.rows, strict=True)]
    return [(key, cell if isinstance(cell, int | float) else None) for key, cell in cells]


def _spread(name: str | Promise, unit: Unit, days: Sequence[tuple[str, float]]) -> Spread:
    values = [value for _key, value in days]
    mean, deviation = fmean(values), stdev(values)
    slope = linear_regression(range(len(values)), values).slope
    out = [key for key, value in days if deviation and abs(value - mean) > OUT_OF_LINE * deviation]
    return Spread(name, unit, mean, deviation, 100 * deviation / mean if mean else None, slope, out)
