"""When simulated clients come: a Poisson stream whose rate follows the week, drawn by thinning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anyqtama.science import VERSION
from anyqtama.science.refusals import BadInput, number, numbers

HALF_HOUR_SECONDS = 1800
DAY_SLOTS = 48
WEEK_SLOTS = 7 * DAY_SLOTS
_MOST_ARRIVALS = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalParams:
    """Mean arrivals in each half-hour of a week, Monday 00:00 first: 336 numbers of 0 or more.

    >>> office = ArrivalParams.from_shape(
    ...     mean_per_day=60, daily_shape=[0] * 18 + [1] * 18 + [0] * 12, weekly_shape=[1, 1, 1, 1, 1, 0, 0])
    >>> round(sum(office.mean_per_half_hour))
    420
    """

    mean_per_half_hour: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.mean_per_half_hour) != WEEK_SLOTS:
            raise BadInput(
                what=f"has {len(self.mean_per_half_hour)} numbers",
                where="mean_per_half_hour",
                mend=f"give {WEEK_SLOTS}, one a half-hour from Monday 00:00",
            )
        numbers(self.mean_per_half_hour, "mean_per_half_hour", least=0)

    @classmethod
    def from_shape(
        cls, *, mean_per_day: float, daily_shape: Sequence[float], weekly_shape: Sequence[float] = (1,) * 7
    ) -> ArrivalParams:
        """Build the week from its mean per day, the shape of a day (48) and of the week (7, Monday first).

        The shapes are relative; the mean over all seven days is `mean_per_day`, days of weight 0 included.
        """
        number(mean_per_day, "mean_per_day", least=0)
        day = numbers(daily_shape, "daily_shape", least=0)
        week = numbers(weekly_shape, "weekly_shape", least=0)
        for shape, size, where in ((day, DAY_SLOTS, "daily_shape"), (week, 7, "weekly_shape")):
            if shape.shape != (size,) or not shape.sum() > 0:
                raise BadInput(what="has no weight or a wrong length", where=where, mend=f"give {size} weights")
        rates = 7 * mean_per_day * np.outer(week / week.sum(), day / day.sum())
        return cls(mean_per_half_hour=tuple(float(rate) for rate in rates.ravel()))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrivals:
    """`seconds`, shape (n,), ascending, from the start of the period; `expected` is the mean of n."""

    seconds: NDArray[np.float64]
    expected: float
    version: str = VERSION


def draw_arrivals(
    params: ArrivalParams, *, starts_at_week_second: float, period_seconds: float, rng: np.random.Generator
) -> Arrivals:
    """Draw one stream of arrivals over a period of any length; the week repeats.

    Thinning (Lewis and Shedler 1979): candidates at the greatest rate of the week, each kept with probability
    rate / greatest rate. Exact for a rate that is constant within half-hours.

    Parameters
    ----------
    starts_at_week_second : where in the week the period begins, seconds after Monday 00:00 local time
    period_seconds : its length, above 0
    rng : the source of randomness; the same state gives the same stream
    """
    start = number(starts_at_week_second, "starts_at_week_second", least=0)
    period = number(period_seconds, "period_seconds", above=0)
    rates = np.asarray(params.mean_per_half_hour) / HALF_HOUR_SECONDS
    top = float(rates.max())
    if top == 0:
        return Arrivals(seconds=np.empty(0), expected=0.0)
    if top * period > _MOST_ARRIVALS:
        raise BadInput(
            what=f"would hold about {top * period:.2g} candidates",
            where="period_seconds",
            mend="draw a shorter period, or several one after the other",
        )
    candidates = np.sort(rng.uniform(0.0, period, size=rng.poisson(top * period)))
    slots = ((start + candidates) // HALF_HOUR_SECONDS).astype(np.int64) % WEEK_SLOTS
    kept = candidates[rng.uniform(0.0, top, size=len(candidates)) < rates[slots]]
    return Arrivals(seconds=kept, expected=expected_arrivals(params, start, period))


def expected_arrivals(params: ArrivalParams, starts_at_week_second: float, period_seconds: float) -> float:
    """Return the mean number of arrivals in the period: the integral of the rate."""
    cumulative = np.concatenate([[0.0], np.cumsum(params.mean_per_half_hour)])

    def until(second: float) -> float:
        weeks, rest = divmod(second, WEEK_SLOTS * HALF_HOUR_SECONDS)
        within = float(np.interp(rest / HALF_HOUR_SECONDS, np.arange(WEEK_SLOTS + 1), cumulative))
        return weeks * float(cumulative[-1]) + within

    return until(starts_at_week_second + period_seconds) - until(starts_at_week_second)
