import numpy as np
import pytest

from anyqtama.science.forecasting import ForecastParams, Series, forecast, forecast_centre
from anyqtama.science.forecasting.tests.centre import DAY, STEP, series, truth, wape
from anyqtama.science.refusals import BadInput

WEEK = ForecastParams(7 * DAY)


def queues(seed: int, weeks: int = 10) -> tuple[list[Series], list[np.ndarray]]:
    rng = np.random.default_rng(seed)
    level = np.exp(rng.normal(0, 0.06, weeks * 7))[:, None]
    expected = [truth(weeks, volume=v) * level for v in (300.0, 120.0, 40.0)]
    made = [series(e, rng, noise=0.0) for e in expected]
    named = [Series(s.starts, s.values, STEP, n) for s, n in zip(made, ("voice", "chat", "mail"), strict=True)]
    return named, expected


def test_queues_sum_to_the_centre_and_components_still_sum() -> None:
    made, _ = queues(1)
    found = forecast_centre(WEEK, made)
    total = np.sum([f.mean for f in found.queues.values()], axis=0)
    assert total == pytest.approx(found.whole.mean)
    for f in (*found.queues.values(), found.whole):
        assert np.sum(list(f.explanation.values()), axis=0) == pytest.approx(f.mean)
        assert (f.quantiles >= 0).all()
        assert (np.diff(f.quantiles, axis=0) >= 0).all()


def test_reconciled_numbers_are_no_further_from_the_truth() -> None:
    alone, together = [], []
    for seed in range(4):
        made, _ = queues(seed, weeks=11)
        past = [Series(s.starts[:-168], s.values[:-168], STEP, s.name) for s in made]
        found = forecast_centre(WEEK, past)
        for s, volume in zip(past, (300.0, 120.0, 40.0), strict=True):
            true = truth(11, volume=volume)[-7:, 16:40].ravel()
            alone.append(wape(forecast(WEEK, s).mean, true))
            together.append(wape(found.queues[s.name].mean, true))
    assert np.mean(together) < 1.01 * np.mean(alone)
    assert np.mean(together) < 0.1


def test_a_queue_that_opens_later_is_zero_when_closed() -> None:
    made, _ = queues(2)
    late = Series(made[2].starts[12::24], made[2].values[12::24], STEP, "mail")
    last = np.r_[late.starts, made[0].starts[-1]]
    late = Series(last, np.r_[late.values, 1.0], STEP, "mail")
    found = forecast_centre(WEEK, [made[0], late])
    mail = dict(zip(found.queues["mail"].starts.tolist(), found.queues["mail"].mean, strict=True))
    for start, voice, whole in zip(
        found.whole.starts.tolist(), found.queues["voice"].mean, found.whole.mean, strict=True
    ):
        assert voice + mail.get(start, 0.0) == pytest.approx(whole, abs=1e-6)


def test_queues_must_end_together_and_have_names() -> None:
    made, _ = queues(3)
    with pytest.raises(BadInput, match="own name"):
        forecast_centre(WEEK, [made[0], made[0]])
    with pytest.raises(BadInput, match="end at different"):
        forecast_centre(WEEK, [made[0], Series(made[1].starts[:-1], made[1].values[:-1], STEP, "chat")])
    with pytest.raises(BadInput):
        forecast_centre(WEEK, [])


def test_a_queue_too_new_to_forecast_does_not_swell_the_others() -> None:
    """Its few days were in the sum that the others had to make up."""
    made, _ = queues(3)
    new = Series(made[0].starts[-96:], np.full(96, 40.0), STEP, "new")
    without, beside = forecast_centre(WEEK, made), forecast_centre(WEEK, [*made, new])
    assert beside.queues["new"].starts.size == 0
    for s in made:
        assert beside.queues[s.name].mean == pytest.approx(without.queues[s.name].mean)
