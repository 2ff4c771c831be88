"""Simulated clients and centres: the oracle of every formula and the engine of what-if questions.

>>> import numpy as np
>>> from anyqtama.science.simulation import ArrivalParams, Duration, Law, draw_arrivals, draw_seconds
>>> rng = np.random.default_rng(1)
>>> week = ArrivalParams.from_shape(mean_per_day=60, daily_shape=[0] * 18 + [1] * 18 + [0] * 12)
>>> came = draw_arrivals(week, starts_at_week_second=0, period_seconds=3 * 86400, rng=rng)
>>> talk = Duration(law=Law.LOGNORMAL, mean_seconds=240, variation=0.8)
>>> handling = draw_seconds(talk, len(came.seconds), rng)
>>> round(came.expected), bool((handling > 0).all())
(180, True)
"""

from anyqtama.science.simulation.arrivals import ArrivalParams, Arrivals, draw_arrivals, expected_arrivals
from anyqtama.science.simulation.durations import Duration, Law, draw_seconds

__all__ = [
    "ArrivalParams",
    "Arrivals",
    "Duration",
    "Law",
    "draw_arrivals",
    "draw_seconds",
    "expected_arrivals",
]
