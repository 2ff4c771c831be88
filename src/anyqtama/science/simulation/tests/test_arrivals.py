"""Simulated clients: the stream has the rate it was asked for, the durations their law, the seed its meaning."""

from __future__ import annotations

import math

import numpy as np
import pytest

from anyqtama.science.refusals import BadInput
from anyqtama.science.simulation import (
    ArrivalParams,
    Duration,
    Law,
    draw_arrivals,
    draw_seconds,
    expected_arrivals,
)

OFFICE = [0.0] * 18 + [1.0] * 9 + [3.0] * 9 + [0.0] * 12
WEEK = ArrivalParams.from_shape(mean_per_day=400, daily_shape=OFFICE, weekly_shape=[2, 1, 1, 1, 1, 0, 0])
SEVEN_DAYS = 7 * 86400


def test_counts_per_half_hour_follow_the_shape() -> None:
    rng = np.random.default_rng(3)
    weeks = 40
    drawn = draw_arrivals(WEEK, starts_at_week_second=0, period_seconds=weeks * SEVEN_DAYS, rng=rng)
    slots = (drawn.seconds // 1800).astype(int) % 336
    counts = np.bincount(slots, minlength=336)
    expected = weeks * np.array(WEEK.mean_per_half_hour)
    assert drawn.expected == pytest.approx(weeks * 2800)
    assert (counts[expected == 0] == 0).all()
    z = (counts - expected)[expected > 0] / np.sqrt(expected[expected > 0])
    assert abs(z).max() < 4.5
    assert np.mean(z**2) == pytest.approx(1, abs=0.5)  # Poisson: variance equals mean


def test_a_period_may_start_anywhere_and_wrap_the_week() -> None:
    start = 6 * 86400 + 86400 - 600  # Sunday 23:50
    assert expected_arrivals(WEEK, start, 600 + 9.5 * 3600) == pytest.approx(WEEK.mean_per_half_hour[18])
    drawn = draw_arrivals(WEEK, starts_at_week_second=start, period_seconds=86400, rng=np.random.default_rng(1))
    assert (drawn.seconds > 600 + 9 * 3600).all()
    assert (np.diff(drawn.seconds) >= 0).all()


def test_the_same_seed_gives_the_same_stream() -> None:
    def draw(seed: int) -> list[float]:
        rng = np.random.default_rng(seed)
        drawn = draw_arrivals(WEEK, starts_at_week_second=0, period_seconds=86400, rng=rng)
        return [float(second) for second in drawn.seconds]

    assert draw(5) == draw(5) != draw(6)


def test_no_rate_gives_no_arrivals() -> None:
    nothing = ArrivalParams(mean_per_half_hour=(0.0,) * 336)
    drawn = draw_arrivals(nothing, starts_at_week_second=0, period_seconds=86400, rng=np.random.default_rng(1))
    assert (len(drawn.seconds), drawn.expected) == (0, 0.0)


@pytest.mark.parametrize("law", list(Law))
def test_durations_have_their_mean_and_spread(law: Law) -> None:
    variation = 1.0 if law is Law.EXPONENTIAL else 0.7
    duration = Duration(law=law, mean_seconds=240, variation=variation)
    drawn = draw_seconds(duration, 200_000, np.random.default_rng(9))
    assert drawn.mean() == pytest.approx(240, rel=0.01)
    expected = 0.0 if law is Law.CONSTANT else 240 * variation
    assert drawn.std() == pytest.approx(expected, rel=0.02, abs=1e-9)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1.0])
def test_senseless_rates_and_durations_are_refused(bad: float) -> None:
    with pytest.raises(BadInput, match=r"mean_per_half_hour\[7\]"):
        ArrivalParams(mean_per_half_hour=(1.0,) * 7 + (bad,) + (1.0,) * 328)
    with pytest.raises(BadInput, match="mean_per_day"):
        ArrivalParams.from_shape(mean_per_day=bad, daily_shape=OFFICE)
    with pytest.raises(BadInput, match="mean_seconds"):
        Duration(law=Law.LOGNORMAL, mean_seconds=bad)
    with pytest.raises(BadInput, match="period_seconds"):
        draw_arrivals(WEEK, starts_at_week_second=0, period_seconds=bad, rng=np.random.default_rng(1))


def test_shapes_of_the_wrong_size_or_without_weight_are_refused() -> None:
    with pytest.raises(BadInput, match="336"):
        ArrivalParams(mean_per_half_hour=(1.0,) * 335)
    with pytest.raises(BadInput, match="daily_shape"):
        ArrivalParams.from_shape(mean_per_day=1, daily_shape=[0.0] * 48)
    with pytest.raises(BadInput, match="variation"):
        Duration(law=Law.EXPONENTIAL, mean_seconds=1, variation=0.5)
    with pytest.raises(BadInput, match="shorter period"):
        draw_arrivals(WEEK, starts_at_week_second=0, period_seconds=1e12, rng=np.random.default_rng(1))
