import numpy as np
import pytest

from anyqtama.science.forecasting import RatioParams, Series, Status, forecast_ratio
from anyqtama.science.refusals import BadInput

DAY, STEP = 86400, 1800
PROFILE = 1 + 0.15 * np.sin(np.arange(48) / 48 * 2 * np.pi)


def made(days: int, rng: np.random.Generator, *, drift: float = 0.0) -> tuple[Series, Series, np.ndarray]:
    """Handling seconds with a profile and a drifting level; contacts as weights; and the true means of the
    next week."""
    level = 200 * np.exp(drift * np.arange(days + 7))
    true = level[:, None] * PROFILE
    n = rng.poisson(25, (days, 48)).astype(float)
    shape = 0.8
    y = np.where(n > 0, rng.gamma(np.maximum(n, 1) * shape, true[:days] / shape / np.maximum(n, 1)), np.nan)
    starts = ((20000 + np.arange(days))[:, None] * DAY + np.arange(48) * STEP).ravel()
    return Series(starts, y.ravel(), STEP), Series(starts, n.ravel(), STEP), true[days:].ravel()


def test_handling_time_is_nearer_the_truth_than_the_slot_mean() -> None:
    ours, slot = [], []
    for seed in range(6):
        y, n, true = made(21, np.random.default_rng(seed), drift=0.004)
        said = forecast_ratio(RatioParams(7 * DAY), y, n)
        ours.append(float(np.abs(said.mean - true).mean()))
        slot.append(float(np.abs(said.rivals["slot mean"] - true).mean()))
    assert np.mean(ours) < 0.85 * np.mean(slot)


def test_components_sum_and_the_band_covers() -> None:
    held = []
    for seed in range(5):
        y, n, _ = made(42, np.random.default_rng(seed))
        cut = 35 * 48
        past = [Series(s.starts[:cut], s.values[:cut], STEP) for s in (y, n)]
        said = forecast_ratio(RatioParams(7 * DAY), past[0], past[1])
        assert said.status is Status.OK
        assert np.sum(list(said.explanation.values()), axis=0) == pytest.approx(said.mean)
        actual = y.values[cut:]
        held.append(float(((actual >= said.quantiles[0]) & (actual <= said.quantiles[2])).mean()))
    assert 0.74 < np.mean(held) < 0.9


def test_shrinkage_never_leaves_zero_to_one() -> None:
    rng = np.random.default_rng(3)
    starts = ((20000 + np.arange(28))[:, None] * DAY + np.arange(48) * STEP).ravel()
    paid = np.full(starts.size, 40.0)
    share = np.clip(rng.beta(9, 1, starts.size), 0, 1)
    said = forecast_ratio(RatioParams(7 * DAY, highest=1.0), Series(starts, share, STEP), Series(starts, paid, STEP))
    assert (said.mean >= 0).all()
    assert (said.mean <= 1).all()
    assert said.quantiles.max() <= 1
    assert said.mean.mean() == pytest.approx(0.9, abs=0.02)


def test_intervals_without_weight_say_nothing() -> None:
    y, n, _ = made(21, np.random.default_rng(1))
    odd = y.values.copy()
    odd[100] = 9000.0
    weight = n.values.copy()
    weight[100] = 0.0
    with_it = forecast_ratio(RatioParams(DAY), Series(y.starts, odd, STEP), Series(y.starts, weight, STEP))
    without = np.where(np.arange(odd.size) == 100, np.nan, y.values)
    plain = forecast_ratio(RatioParams(DAY), Series(y.starts, without, STEP), Series(y.starts, weight, STEP))
    assert np.array_equal(with_it.mean, plain.mean)


def test_too_little_or_bad_input_gives_no_number() -> None:
    y, n, _ = made(3, np.random.default_rng(1))
    assert forecast_ratio(RatioParams(DAY), y, n).status is Status.TOO_SHORT
    with pytest.raises(BadInput):
        forecast_ratio(RatioParams(DAY), y, Series(y.starts[:-1], n.values[:-1], STEP))
    with pytest.raises(BadInput, match="at most 1"):
        forecast_ratio(RatioParams(DAY, highest=1.0), y, n)


def test_nothing_ever_lost_is_forecast_as_nothing_not_as_nan() -> None:
    y, n, _ = made(28, np.random.default_rng(1))
    never = Series(y.starts, np.zeros(y.values.size), STEP)
    said = forecast_ratio(RatioParams(7 * DAY, highest=1.0), never, n)
    assert (said.mean.max(), said.quantiles.max()) == (0.0, 0.0)
