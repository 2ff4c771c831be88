"""A queue handed on: it settles to the steady state, follows the chain exactly, and remembers a rush."""

from __future__ import annotations

import math

import numpy as np
import pytest

from anyqtama.science.queueing import Intervals, Target, Traffic, carry_over, erlang_a, erlang_c
from anyqtama.science.refusals import BadInput


@pytest.mark.parametrize("patience", [None, 120.0])
def test_long_hours_settle_to_the_steady_state(patience: float | None) -> None:
    hours = Intervals(offered=[600] * 3, interval_seconds=3600, handle_seconds=120, patience_seconds=patience)
    found = carry_over(hours, [24] * 3, Target())
    own = Traffic(offered=600, interval_seconds=3600, handle_seconds=120, patience_seconds=patience)
    steady = erlang_c(own, 24, Target()) if patience is None else erlang_a(own, 24, Target())
    assert found.within_share[-1] == pytest.approx(steady.service_level, rel=1e-6)
    assert found.wait_probability[-1] == pytest.approx(steady.wait_probability, rel=1e-6)
    assert found.abandonment[-1] == pytest.approx(steady.abandonment, rel=1e-6)
    assert found.occupancy[-1] == pytest.approx(steady.occupancy, rel=1e-6)
    assert found.within_share[0] > found.within_share[-1]  # the first hour starts empty


def test_short_intervals_equal_small_steps_of_the_differential_equation() -> None:
    offered, people, handle, patience, length = [30, 90, 10], [4, 5, 2], 60.0, 90.0, 300.0
    found = carry_over(
        Intervals(offered=offered, interval_seconds=length, handle_seconds=handle, patience_seconds=patience),
        people,
        Target(),
        waiting_at_start=2,
    )
    states, dt = 150, 0.02
    p = np.zeros(states)
    p[6] = 1.0
    m = np.arange(states)
    for i in range(3):
        ends = np.minimum(m, people[i]) / handle + np.maximum(m - people[i], 0) / patience
        total = 0.0
        for _ in range(int(length / dt)):

            def slope(q: np.ndarray, come: float = offered[i] / length, ends: np.ndarray = ends) -> np.ndarray:
                d: np.ndarray = -(come + ends) * q
                d[1:] += come * q[:-1]
                d[:-1] += ends[1:] * q[1:]
                return d

            half = p + dt / 2 * slope(p)
            step = p + dt * slope(half)
            total += dt * float(half @ np.maximum(m - people[i], 0))
            p = step
        assert found.waiting_mean[i] == pytest.approx(total / length, rel=1e-4)
        assert found.waiting_at_end[i] == pytest.approx(p @ np.maximum(m - people[i], 0), rel=1e-4)


def test_a_rush_is_felt_in_the_interval_after_it() -> None:
    rush = Intervals(offered=[100, 160, 100, 100], interval_seconds=900, handle_seconds=180)
    found = carry_over(rush, [25] * 4, Target())
    assert found.waiting_at_end[1] > 5
    assert found.within_share[2] < found.within_share[0] - 0.2
    assert found.truncated < 1e-9


def test_a_closed_interval_passes_its_queue_on_and_has_no_share() -> None:
    found = carry_over(
        Intervals(offered=[0, 60], interval_seconds=600, handle_seconds=60), [0, 10], Target(), waiting_at_start=20
    )
    assert math.isnan(found.within_share[0])
    assert found.waiting_at_end[0] == pytest.approx(20)
    assert found.waiting_mean[1] > 1


def test_senseless_positions_and_endless_backlogs_are_refused() -> None:
    day = Intervals(offered=[10, 10], interval_seconds=600, handle_seconds=60)
    for positions in ([1.5, 1], [1], [-1, 1], [float("nan"), 1]):
        with pytest.raises(BadInput, match="positions"):
            carry_over(day, positions, Target())
    with pytest.raises(BadInput, match="more positions"):
        carry_over(Intervals(offered=[1e5], interval_seconds=600, handle_seconds=1), [0], Target())
