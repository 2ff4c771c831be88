"""A made-up centre for the tests: counts whose truth is known."""

from datetime import date

import numpy as np

from anyqtama.science.forecasting import Series
from anyqtama.science.forecasting.events import days_since

WEEKDAYS = np.array([1.25, 1.1, 1.0, 1.0, 0.95, 0.45, 0.25])
MONDAY = date(2025, 9, 1)
DAY = 86400
STEP = 1800


def profile(opens: int = 16, closes: int = 40) -> np.ndarray:
    shape = np.zeros(48)
    at = np.arange(opens, closes)
    shape[at] = 1 + 1.5 * np.sin((at - opens) / (closes - opens) * np.pi)
    made: np.ndarray = shape / shape.sum()
    return made


def truth(weeks: int, *, volume: float = 800.0, first: date = MONDAY) -> np.ndarray:
    """Expected counts, shape (days, 48)."""
    days = np.arange(weeks * 7)
    weekday = (days + first.weekday()) % 7
    made: np.ndarray = volume * WEEKDAYS[weekday][:, None] * profile()
    return made


def series(expected: np.ndarray, rng: np.random.Generator, *, first: date = MONDAY, noise: float = 0.03) -> Series:
    """Poisson counts around the truth, each day a little off; open hours 08:00 to 20:00 only."""
    level = np.exp(rng.normal(0, noise, len(expected)))[:, None]
    counts = rng.poisson(expected * level).astype(float)
    starts = (days_since(first) + np.arange(len(expected)))[:, None] * DAY + np.arange(48) * STEP
    return Series(starts[:, 16:40].ravel(), counts[:, 16:40].ravel(), STEP, "voice")


def wape(said: np.ndarray, actual: np.ndarray) -> float:
    return float(np.abs(said - actual).sum() / actual.sum())
