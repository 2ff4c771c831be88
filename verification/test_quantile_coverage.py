"""Slow proof: the 80 % band of a forecast holds about 80 % of what comes, on centres of many kinds."""

import numpy as np
import pytest

from anyqtama.science.forecasting import ForecastParams, Series, forecast

DAY, STEP, SLOTS = 86400, 1800, np.arange(16, 40)
WEEKDAYS = np.array([1.25, 1.1, 1.0, 1.0, 0.95, 0.45, 0.25])


def centre(rng: np.random.Generator, weeks: int, volume: float, day_noise: float, drift: float) -> Series:
    days = np.arange(weeks * 7)
    level = np.exp(np.cumsum(rng.normal(0, drift, days.size)) + rng.normal(0, day_noise, days.size))
    shape = 1 + 1.5 * np.sin((SLOTS - 16) / 24 * np.pi)
    expected = volume * (level * WEEKDAYS[days % 7])[:, None] * shape / shape.sum()
    starts = (20002 + days)[:, None] * DAY + SLOTS * STEP
    return Series(starts.ravel(), rng.poisson(expected).astype(float).ravel(), STEP)


@pytest.mark.parametrize("volume", [60.0, 600.0, 6000.0])
@pytest.mark.parametrize(("day_noise", "drift"), [(0.0, 0.0), (0.05, 0.0), (0.05, 0.02), (0.15, 0.01)])
def test_eighty_percent_band_holds_eighty_percent(volume: float, day_noise: float, drift: float) -> None:
    held = []
    for seed in range(40):
        whole = centre(np.random.default_rng(seed), 14, volume, day_noise, drift)
        past = Series(whole.starts[:-168], whole.values[:-168], STEP)
        said = forecast(ForecastParams(7 * DAY), past)
        actual = whole.values[-168:]
        held.append(float(((actual >= said.quantiles[0]) & (actual <= said.quantiles[2])).mean()))
    print(volume, day_noise, drift, np.mean(held))
    assert 0.74 <= np.mean(held) <= 0.86
