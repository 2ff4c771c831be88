from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.science.forecasting import (
    Adjustment,
    ForecastParams,
    Series,
    SpecialDay,
    Status,
    forecast,
    special_days,
)
from anyqtama.science.forecasting.tests.centre import DAY, MONDAY, STEP, series, truth, wape
from anyqtama.science.refusals import BadInput

WEEK = ForecastParams(7 * DAY)


def split(whole: Series, weeks: int) -> tuple[Series, np.ndarray]:
    """The history before the last weeks, and the counts of the first week after."""
    a_day = 24
    cut = whole.starts.size - weeks * 7 * a_day
    past = Series(whole.starts[:cut], whole.values[:cut], STEP, whole.name)
    return past, whole.values[cut : cut + 7 * a_day]


def test_forecast_comes_close_to_the_truth_and_beats_the_median() -> None:
    ours, median = [], []
    for seed in range(6):
        expected = truth(11)
        past, _ = split(series(expected, np.random.default_rng(seed)), 1)
        said = forecast(WEEK, past)
        true = expected[70:, 16:40].ravel()
        ours.append(wape(said.mean, true))
        median.append(wape(said.rivals["median of 6 weeks"], true))
    assert np.mean(ours) < 0.035
    assert np.mean(ours) < 0.7 * np.mean(median)


def test_components_sum_to_the_number() -> None:
    past, _ = split(series(truth(9), np.random.default_rng(1)), 1)
    layer = Adjustment("campaign", int(past.starts[-1]) + STEP, int(past.starts[-1]) + 2 * DAY, factor=1.3, add=2)
    said = forecast(WEEK, past, special_days("KZ", date(2025, 8, 1), date(2025, 12, 1)), adjustments=[layer])
    assert np.sum(list(said.explanation.values()), axis=0) == pytest.approx(said.mean, abs=1e-9)
    assert set(said.explanation) >= {"level", "trend", "weekday", "month", "events", "profile", "combination"}


def test_adjustment_is_a_layer_that_leaves_the_rest_alone() -> None:
    past, _ = split(series(truth(9), np.random.default_rng(1)), 1)
    plain = forecast(WEEK, past)
    begin = int(plain.starts[0])
    said = forecast(WEEK, past, adjustments=[Adjustment("bill run", begin, begin + DAY, factor=1.5)])
    inside = plain.starts < begin + DAY
    assert said.mean[inside] == pytest.approx(1.5 * plain.mean[inside])
    assert said.quantiles[:, inside] == pytest.approx(1.5 * plain.quantiles[:, inside])
    assert said.mean[~inside] == pytest.approx(plain.mean[~inside])
    assert said.explanation["adjustment: bill run"].sum() == pytest.approx(0.5 * plain.mean[inside].sum())


def test_adjustment_covers_intervals_in_part() -> None:
    past, _ = split(series(truth(9), np.random.default_rng(1)), 1)
    begin = int(forecast(WEEK, past).starts[0])
    said = forecast(WEEK, past, adjustments=[Adjustment("drill", begin, begin + STEP // 2, add=-4.0)])
    assert said.explanation["adjustment: drill"][0] == pytest.approx(-2.0)


def test_holiday_effect_is_learnt_from_other_holidays() -> None:
    expected = truth(30)
    holidays = [MONDAY + timedelta(days=d) for d in (24, 60, 101, 150, 205)]  # one of them in the last week
    for day in holidays:
        expected[(day - MONDAY).days] *= 0.2
    whole = series(expected, np.random.default_rng(2))
    past, _ = split(whole, 1)
    special = [SpecialDay(day, f"holiday {i}", "holiday") for i, day in enumerate(holidays)]
    row = 205 - 203
    told = forecast(WEEK, past, special).mean.reshape(7, 24)[row].sum()
    untold = forecast(WEEK, past).mean.reshape(7, 24)[row].sum()
    true = expected[205].sum()
    assert told == pytest.approx(true, rel=0.25)
    assert untold > 3 * true


def test_payday_is_learnt_as_a_recurring_event() -> None:
    expected = truth(24)
    days = [MONDAY + timedelta(days=d) for d in range(168)]
    paydays = [day for day in days if day.day == 10]
    for day in paydays:
        expected[(day - MONDAY).days] *= 1.4
    past, _ = split(series(expected, np.random.default_rng(3)), 2)
    special = [SpecialDay(day, "payday", "payday") for day in paydays]
    said = forecast(ForecastParams(14 * DAY), past, special)
    within = [d for d in paydays if d >= days[154]]
    assert within
    row = (within[0] - days[154]).days
    assert said.mean.reshape(14, 24)[row].sum() == pytest.approx(expected[154 + row].sum(), rel=0.12)


def test_first_day_after_a_closure_carries_what_waited() -> None:
    rng = np.random.default_rng(4)
    expected = truth(20)
    expected = np.where((np.arange(140) % 7 >= 5)[:, None], np.nan, expected)
    closed = [MONDAY + timedelta(days=d) for d in (14, 49, 84, 133)]  # Mondays
    for day in closed:
        at = (day - MONDAY).days
        expected[at] = np.nan
        expected[at + 1] *= 1.25
    whole = series(np.nan_to_num(expected), rng)
    open_days = np.repeat(~np.isnan(expected[:, 20]), 24)
    weekday = np.repeat(np.arange(140) % 7 < 5, 24)
    values = np.where(open_days, whole.values, np.nan)
    keep = weekday & (np.arange(values.size) < 133 * 24)
    past = Series(whole.starts[keep], values[keep], STEP)
    special = [SpecialDay(day, f"closure {i}", "holiday") for i, day in enumerate(closed)]
    said = forecast(ForecastParams(10 * DAY), past, special)
    tuesday = (said.starts // DAY - int(past.starts[-1]) // DAY) == 4
    assert said.mean[tuesday].sum() == pytest.approx(np.nansum(expected[134]), rel=0.1)
    assert any("no day of this kind was seen" in note for note in said.notes)


def test_level_shift_is_followed_within_three_weeks() -> None:
    expected = truth(16)
    expected[-28:] *= 1.5
    past, _ = split(series(expected, np.random.default_rng(5)), 1)
    said = forecast(WEEK, past)
    true = expected[-7:, 16:40].ravel()
    assert wape(said.mean, true) < 0.08
    assert wape(said.mean, true) < 0.5 * wape(said.rivals["median of 6 weeks"], true)


def test_outage_is_left_out_and_said() -> None:
    expected = truth(10)
    whole = series(expected, np.random.default_rng(6))
    broken = whole.values.copy()
    broken[-24 * 8 : -24 * 8 + 18] = 0.0
    hurt = forecast(WEEK, Series(whole.starts, broken, STEP))
    assert any("18 intervals of zeros look like outages" in note for note in hurt.notes)
    assert hurt.mean.sum() == pytest.approx(forecast(WEEK, whole).mean.sum(), rel=0.02)


def test_lone_spikes_do_not_raise_the_forecast() -> None:
    whole = series(truth(10), np.random.default_rng(6))
    spiky = whole.values.copy()
    spiky[[30, 200, 500, 900, 1300, 1500, 1600]] += 600  # as much as a whole day
    hurt = forecast(WEEK, Series(whole.starts, spiky, STEP))
    assert hurt.mean.sum() == pytest.approx(forecast(WEEK, whole).mean.sum(), rel=0.03)


def test_gaps_are_unknown_and_never_zero() -> None:
    whole = series(truth(10), np.random.default_rng(7))
    values = whole.values.copy()
    values[np.random.default_rng(1).random(values.size) < 0.2] = np.nan
    said = forecast(WEEK, Series(whole.starts, values, STEP))
    assert said.mean.sum() == pytest.approx(forecast(WEEK, whole).mean.sum(), rel=0.03)


def test_nights_of_zeros_stay_near_zero() -> None:
    expected = np.maximum(truth(10), 0.0)
    rng = np.random.default_rng(8)
    counts = rng.poisson(expected).astype(float)
    starts = (20000 + np.arange(70))[:, None] * DAY + np.arange(48) * STEP
    said = forecast(WEEK, Series(starts.ravel(), counts.ravel(), STEP))
    night = said.starts % DAY < 14 * STEP
    assert said.starts.size == 7 * 48
    assert said.mean[night].max() < 0.2
    assert said.quantiles[0][night].max() == 0.0


def test_a_history_that_ends_at_noon_is_carried_on_from_noon() -> None:
    expected = truth(10)
    expected[-1] *= 1.6  # a busy day, half of it seen
    whole = series(expected, np.random.default_rng(9), noise=0.01)
    past = Series(whole.starts[:-10], whole.values[:-10], STEP)
    said = forecast(ForecastParams(DAY), past)
    assert said.starts[0] == past.starts[-1] + STEP
    assert said.starts.size == 24
    assert said.mean[:10].sum() > 1.05 * truth(1)[6, 30:40].sum()


def test_closed_hours_have_no_rows() -> None:
    said = forecast(WEEK, series(truth(10), np.random.default_rng(9)))
    assert said.starts.size == 7 * 24
    assert (said.starts % DAY // STEP).min() == 16


def test_new_queue_gets_numbers_and_a_warning() -> None:
    said = forecast(WEEK, series(truth(2), np.random.default_rng(10)))
    assert said.status is Status.SHORT
    assert said.mean.sum() == pytest.approx(truth(1).sum(), rel=0.12)
    assert any("14 days of history" in note for note in said.notes)


def test_less_than_a_week_gives_no_numbers() -> None:
    whole = series(truth(1), np.random.default_rng(11))
    said = forecast(WEEK, Series(whole.starts[:120], whole.values[:120], STEP))
    assert said.status is Status.TOO_SHORT
    assert said.mean.size == 0
    assert said.notes
    one = forecast(WEEK, Series(whole.starts[:1], whole.values[:1], STEP))
    assert one.status is Status.TOO_SHORT


def test_all_zeros_is_a_status() -> None:
    whole = series(truth(6), np.random.default_rng(11))
    said = forecast(WEEK, Series(whole.starts, np.zeros(whole.starts.size), STEP))
    assert said.status is Status.NO_DEMAND
    assert said.mean.sum() == 0
    assert "0" in said.notes[-1]


def test_band_covers_as_often_as_it_says() -> None:
    held = []
    for seed in range(8):
        past, actual = split(series(truth(13), np.random.default_rng(seed), noise=0.08), 1)
        said = forecast(WEEK, past)
        held.append(float(((actual >= said.quantiles[0]) & (actual <= said.quantiles[2])).mean()))
    assert 0.72 < np.mean(held) < 0.88


def test_historical_average_is_always_shown() -> None:
    whole = series(truth(8), np.random.default_rng(12))
    said = forecast(WEEK, whole)
    by_hand = whole.values.reshape(8, 7 * 24).mean(axis=0)
    assert said.rivals["historical average"] == pytest.approx(by_hand)
    assert said.rivals["median of 6 weeks"] == pytest.approx(np.median(whole.values.reshape(8, 168)[2:], axis=0))


def test_the_future_is_never_seen() -> None:
    whole = series(truth(12), np.random.default_rng(13))
    past, _ = split(whole, 2)
    first = forecast(WEEK, past)
    again = forecast(WEEK, Series(past.starts.copy(), past.values.copy(), STEP))
    assert np.array_equal(first.mean, again.mean)


def test_a_year_of_history_stays_quick() -> None:
    import time

    whole = series(truth(110), np.random.default_rng(14))
    forecast(WEEK, whole)
    begin = time.process_time()
    forecast(WEEK, whole)
    assert time.process_time() - begin < 1.5


@settings(max_examples=25, deadline=None)
@given(
    st.integers(8, 40),
    st.integers(0, 1000),
    st.sampled_from([0.5, 5.0, 300.0]),
    st.floats(0, 0.6),
    st.integers(1, 30),
)
def test_any_history_gives_finite_ordered_numbers(
    days: int, seed: int, volume: float, missing: float, ahead: int
) -> None:
    rng = np.random.default_rng(seed)
    whole = series(truth(6, volume=volume)[:days], rng, noise=0.3)
    values = np.where(rng.random(whole.values.size) < missing, np.nan, whole.values)
    said = forecast(ForecastParams(ahead * DAY), Series(whole.starts, values, STEP))
    assert np.isfinite(said.mean).all()
    assert (said.mean >= 0).all()
    assert np.isfinite(said.quantiles).all()
    assert (np.diff(said.quantiles, axis=0) >= 0).all()
    if said.status is Status.OK:
        assert np.sum(list(said.explanation.values()), axis=0) == pytest.approx(said.mean, abs=1e-6)


@pytest.mark.parametrize(
    ("starts", "values", "step", "message"),
    [
        ([0, 1800], [1.0, -2.0], 1800, "-2"),
        ([0, 1800], [1.0, float("inf")], 1800, "inf"),
        ([0, 0], [1.0, 2.0], 1800, "doubled"),
        ([1800, 0], [1.0, 2.0], 1800, "out of order"),
        ([0, 900], [1.0, 2.0], 1800, "not on a 1800 s step"),
        ([], [], 1800, "empty"),
        ([0], [1.0], 7000, "divides a day"),
        ([0, 1800], [1.0], 1800, "unequal"),
    ],
)
def test_series_refuses_what_cannot_be_meant(starts: list[int], values: list[float], step: int, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        Series(np.array(starts, dtype=np.int64), np.array(values), step)


def test_params_refuse_nonsense() -> None:
    for wrong in (0, -5, 10**9):
        with pytest.raises(BadInput):
            ForecastParams(wrong)
    with pytest.raises(BadInput):
        ForecastParams(DAY, (0.1, 1.0))
    with pytest.raises(BadInput):
        Adjustment("x", 10, 10)
    with pytest.raises(BadInput):
        Adjustment("x", 0, 10, factor=float("nan"))
