import numpy as np
import pytest

from anyqtama.science.forecasting import Adjustment, IntradayParams, reforecast
from anyqtama.science.refusals import BadInput

MEAN = np.full(20, 30.0)


def test_before_the_first_count_nothing_changes() -> None:
    found = reforecast(IntradayParams(relative=0.1), MEAN, np.full(20, np.nan))
    assert found.factor == 1.0
    assert found.mean == pytest.approx(MEAN)


def test_a_busy_morning_raises_the_rest_by_the_posterior_mean() -> None:
    actual = np.full(20, np.nan)
    actual[:10] = 36.0
    found = reforecast(IntradayParams(relative=0.1), MEAN, actual)
    grid = np.linspace(0.5, 2.0, 20001)  # the posterior by brute force: gamma(100, 100) times Poisson(300 level)
    log = 99 * np.log(grid) - 100 * grid + 360 * np.log(grid) - 300 * grid
    density = np.exp(log - log.max())
    assert found.factor == pytest.approx(float((grid * density).sum() / density.sum()), abs=1e-6)
    assert np.isnan(found.mean[:10]).all()
    assert found.mean[10:] == pytest.approx(30 * found.factor)


def test_reforecasting_helps_on_simulated_days() -> None:
    rng = np.random.default_rng(3)
    before, after, held = 0.0, 0.0, 0
    for _ in range(600):
        level = rng.gamma(1 / 0.15**2, 0.15**2)
        counts = rng.poisson(MEAN * level).astype(float)
        seen = np.where(np.arange(20) < 8, counts, np.nan)
        found = reforecast(IntradayParams(relative=0.15), MEAN, seen)
        before += float(np.abs(counts[8:] - MEAN[8:]).sum())
        after += float(np.abs(counts[8:] - found.mean[8:]).sum())
        held += int(((counts[8:] >= found.quantiles[0][8:]) & (counts[8:] <= found.quantiles[2][8:])).sum())
    assert after < 0.9 * before
    assert 0.77 < held / (600 * 12) < 0.86


def test_a_certain_level_does_not_move() -> None:
    actual = np.full(20, np.nan)
    actual[0] = 300
    assert reforecast(IntradayParams(relative=0.0), MEAN, actual).factor == 1.0


def test_bad_counts_are_refused() -> None:
    with pytest.raises(BadInput):
        reforecast(IntradayParams(relative=0.1), MEAN, np.full(19, 1.0))
    with pytest.raises(BadInput):
        reforecast(IntradayParams(relative=0.1), MEAN, np.full(20, -1.0))
    with pytest.raises(BadInput):
        IntradayParams(relative=-0.1)


def test_senseless_counts_and_a_level_without_doubt_have_an_answer() -> None:
    with pytest.raises(BadInput, match="actual is not an array"):
        reforecast(IntradayParams(relative=0.1), MEAN, ["many"] * 20)
    sure = reforecast(IntradayParams(relative=1e-300), MEAN, np.r_[np.full(10, 36.0), np.full(10, np.nan)])
    assert (sure.factor, sure.factor_error) == (1.0, 0.0)
    with pytest.raises(BadInput, match="adjustment x, end_seconds"):
        Adjustment("x", 0, float("inf"))  # type: ignore[arg-type]
