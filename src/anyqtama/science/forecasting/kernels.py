"""What makes two days alike, as covariances: level, weekday, place in the month, special days, season of the
year.

Each part of a day's demand is a Gaussian process on the log scale; together they are one linear mixed model,
so the parts of a forecast add up (C. E. Rasmussen, C. K. I. Williams (2006), Gaussian Processes for Machine
Learning, § 2.2).
"""

from dataclasses import dataclass, replace

import numpy as np

from .checks import Floats
from .events import DayFeatures
from .grid import weekday_of

CATCH_UP_EXPECTED = 0.6  # share of the way to a first day after rest, before any such day was seen
WIDE = 1.0  # sd of what history must settle alone: mean level, weekday
WEEKDAY_MEMORY_DAYS = 45.0
MONTH_MEMORY_DAYS = 2.5
YEAR_SMOOTHNESS = 0.5


@dataclass(frozen=True, slots=True)
class Strengths:
    """Standard deviations of the parts on the log scale (0.1 is 10 %), and the memory of the level in
    days."""

    slow: float = 0.10
    slow_days: float = 60.0
    fast: float = 0.04
    fast_days: float = 5.0
    weekday_drift: float = 0.02
    month: float = 0.03
    trend: float = 0.05
    year: float = 0.10
    kind: float = 0.35
    name: float = 0.20
    rest: float = 0.35
    catch_up: float = 0.40
    noise: float = 0.04

    def scaled(self, name: str, factor: float) -> "Strengths":
        return replace(self, **{name: getattr(self, name) * factor})


@dataclass(frozen=True, slots=True)
class Likeness:
    """The parts of the covariance that no strength changes, between two sets of days: shape (A, B) each."""

    apart: Floats
    weekday: Floats
    weekday_drift: Floats
    month: Floats
    trend: Floats
    kind: Floats | None
    name: Floats | None
    rest: Floats | None
    catch_up: Floats | None
    year: Floats | None


def likeness(a: DayFeatures, b: DayFeatures) -> Likeness:
    apart = np.abs(a.days[:, None] - b.days[None, :]).astype(np.float64)
    same = (weekday_of(a.days)[:, None] == weekday_of(b.days)[None, :]).astype(np.float64)
    month = np.abs(a.month_place[:, None] - b.month_place[None, :])
    eventful = bool(a.kinds.any() and b.kinds.any())
    turn = np.sin(np.pi * (a.years[:, None] - b.years[None, :])) if a.yearly and b.yearly else None
    return Likeness(
        apart=apart,
        weekday=same,
        weekday_drift=same * np.exp(-apart / WEEKDAY_MEMORY_DAYS),
        month=np.exp(-month / MONTH_MEMORY_DAYS),
        trend=np.outer(a.years, b.years),
        kind=a.kinds @ b.kinds.T if eventful else None,
        name=a.names @ b.names.T if eventful else None,
        rest=a.rest_gap @ b.rest_gap.T if eventful else None,
        catch_up=np.outer(a.catch_up, b.catch_up) if eventful else None,
        year=None if turn is None else np.exp(-2 * np.square(turn / YEAR_SMOOTHNESS)),
    )


def components(like: Likeness, s: Strengths) -> dict[str, Floats]:
    """The covariance of each component of a day's log total."""
    found = {
        "level": WIDE**2
        + s.slow**2 * np.exp(like.apart * (-1 / s.slow_days))
        + s.fast**2 * np.exp(like.apart * (-1 / s.fast_days)),
        "trend": s.trend**2 * like.trend,
        "weekday": WIDE**2 * like.weekday + s.weekday_drift**2 * like.weekday_drift,
        "month": s.month**2 * like.month,
    }
    if like.kind is not None and like.name is not None and like.rest is not None and like.catch_up is not None:
        found["events"] = (
            s.kind**2 * like.kind + s.name**2 * like.name + s.rest**2 * like.rest + s.catch_up**2 * like.catch_up
        )
    if like.year is not None:
        found["season"] = s.year**2 * like.year
    return found


def covariance(like: Likeness, s: Strengths) -> Floats:
    total: Floats = np.sum(list(components(like, s).values()), axis=0)
    return total
