from itertools import count

import numpy as np
import pytest

from anyqtama.science.forecasting import BacktestParams, Series, Status, backtest
from anyqtama.science.forecasting.backtest import interval_score
from anyqtama.science.forecasting.tests.centre import STEP, series, truth
from anyqtama.science.refusals import BadInput


def test_backtest_measures_every_method_on_the_same_intervals() -> None:
    whole = series(truth(12), np.random.default_rng(1))
    clock = count()
    found = backtest(BacktestParams(4), whole, stopwatch=lambda: float(next(clock)))
    assert (found.status, found.weeks, found.intervals) == (Status.OK, 4, 4 * 7 * 24)
    assert found.seconds_an_origin == 1.0
    last_week = np.abs(np.diff(whole.values.reshape(12, 168), axis=0)[-4:]).sum() / whole.values[-4 * 168 :].sum()
    assert found.wape["same weekday last week"] == pytest.approx(last_week)
    assert found.ratio_to_best is not None
    assert found.ratio_to_best < 1.01
    assert found.ratio_low is not None
    assert found.ratio_high is not None
    assert found.ratio_low <= found.ratio_to_best <= found.ratio_high


def test_backtest_of_a_week_does_not_depend_on_later_weeks() -> None:
    whole = series(truth(10), np.random.default_rng(2))
    spoilt = whole.values.copy()
    spoilt[-168:] *= 7
    shorter = backtest(BacktestParams(1), Series(whole.starts[:-168], whole.values[:-168], STEP))
    longer = backtest(BacktestParams(2), Series(whole.starts, spoilt, STEP))
    errors = longer.wape["forecast"] * 1.0
    assert errors > shorter.wape["forecast"]
    again = backtest(BacktestParams(1), Series(whole.starts[:-168], spoilt[:-168], STEP))
    assert again.wape == shorter.wape


def test_backtest_repeats_by_seed() -> None:
    whole = series(truth(10), np.random.default_rng(3))
    assert backtest(BacktestParams(3, seed=4), whole) == backtest(BacktestParams(3, seed=4), whole)


def test_interval_score_is_width_and_ten_times_the_miss() -> None:
    low, high, actual = np.array([1.0, 1.0, 1.0]), np.array([3.0, 3.0, 3.0]), np.array([2.0, 0.0, 5.0])
    assert interval_score(low, high, actual) == pytest.approx(6 + 10 * 1 + 10 * 2)


def test_backtest_refuses_what_it_cannot_judge() -> None:
    whole = series(truth(1), np.random.default_rng(1))
    with pytest.raises(BadInput, match="no week to judge"):
        backtest(BacktestParams(2), whole)
    with pytest.raises(BadInput):
        BacktestParams(0)
