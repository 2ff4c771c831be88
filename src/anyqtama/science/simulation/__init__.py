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

A whole centre: `simulate(Centre, seed=...)` plays queues, groups, the product's own routing, breaks, transfers,
retrials, call-backs, deferred work and menus, and gives estimates with intervals; `compare_service_level` two options
under the same clients.
"""

from anyqtama.science.simulation.arrivals import ArrivalParams, Arrivals, draw_arrivals, expected_arrivals
from anyqtama.science.simulation.centre import CallBack, Centre, Group, Retrial, SelfServiceMenu, SimulatedQueue
from anyqtama.science.simulation.durations import Duration, Law, draw_seconds
from anyqtama.science.simulation.playing import (
    Estimate,
    SimulationResult,
    SimulationStatus,
    compare_service_level,
    simulate,
)

__all__ = [
    "ArrivalParams",
    "Arrivals",
    "CallBack",
    "Centre",
    "Duration",
    "Estimate",
    "Group",
    "Law",
    "Retrial",
    "SelfServiceMenu",
    "SimulatedQueue",
    "SimulationResult",
    "SimulationStatus",
    "compare_service_level",
    "draw_arrivals",
    "draw_seconds",
    "expected_arrivals",
    "simulate",
]
