import numpy as np
import pytest

from anyqtama.science.quality import EffectParams, Status, before_after
from anyqtama.science.refusals import BadInput

WEEK = np.array([30.0, 10, 5, 0, -5, -20, -20])


def series(rng: np.random.Generator, n: int, change: int, step: float, rho: float) -> np.ndarray:
    noise = np.zeros(n)
    for i in range(n):
        noise[i] = rho * (noise[i - 1] if i else 0) + rng.normal(0, 4)
    values: np.ndarray = 100 + np.resize(WEEK, n) + step * (np.arange(n) >= change) + noise
    return values


def test_effect_without_noise_is_the_step_and_not_the_season() -> None:
    # 45 days before hold seven Mondays and six Sundays: the plain difference of means is not the step.
    values = 100 + np.resize(WEEK, 73) + 8.0 * (np.arange(73) >= 45)
    found = before_after(EffectParams(change_at=45), values)
    assert found.change == pytest.approx(8.0)
    assert found.raw_change is not None
    assert abs(found.raw_change - 8.0) > 0.3
    assert found.relative == pytest.approx(8.0 / (100 + WEEK[np.arange(45) % 7].mean()))


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6])
def test_interval_covers_the_effect_when_days_hang_together(rho: float) -> None:
    rng, held, runs = np.random.default_rng(12), 0, 400
    for _ in range(runs):
        found = before_after(EffectParams(change_at=56), series(rng, 112, 56, -6.0, rho))
        assert found.low is not None
        assert found.high is not None
        held += found.low <= -6.0 <= found.high
    assert 0.91 < held / runs < 0.99


def test_gaps_do_not_shift_the_days() -> None:
    values = series(np.random.default_rng(1), 140, 70, 10.0, 0.2)
    values[[10, 11, 33, 90]] = np.nan
    found = before_after(EffectParams(change_at=70), values)
    assert found.change == pytest.approx(10.0, abs=4)
    assert (found.before, found.after) == (67, 69)


def test_a_trend_before_the_change_is_reported() -> None:
    values = series(np.random.default_rng(1), 140, 70, 0.0, 0.0) + 0.3 * np.arange(140)
    found = before_after(EffectParams(change_at=70), values)
    assert found.trend_before_p is not None
    assert found.trend_before_p < 0.01
    both = before_after(EffectParams(change_at=70, trend=True), values)
    assert both.low is not None
    assert both.high is not None
    assert both.low < 0 < both.high


def test_too_short_and_bad_input_never_give_a_number() -> None:
    assert before_after(EffectParams(change_at=5), np.arange(30.0)).status is Status.TOO_FEW
    assert before_after(EffectParams(change_at=90), np.arange(30.0)).change is None
    assert before_after(EffectParams(change_at=15), np.full(30, 4.0)).status is Status.NO_VARIATION
    with pytest.raises(BadInput):
        before_after(EffectParams(change_at=5), [1.0, float("inf")])
    with pytest.raises(BadInput):
        EffectParams(change_at=5, season=0)
