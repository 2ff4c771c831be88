from datetime import date

import numpy as np
import pytest

from anyqtama.science.forecasting import special_days
from anyqtama.science.forecasting.extras import EXTRAS, extra_candidates
from anyqtama.science.forecasting.forecast import ForecastParams, forecast
from anyqtama.science.forecasting.grid import fold
from anyqtama.science.forecasting.history import read_history
from anyqtama.science.forecasting.tests.centre import DAY, series, truth, wape
from anyqtama.science.refusals import BadInput


@pytest.mark.parametrize(("method", "package"), [("mstl", "statsforecast"), ("boosting", "lightgbm")])
def test_a_rival_forecasts_open_hours_or_says_what_to_install(method: str, package: str) -> None:
    special = special_days("KZ", date(2025, 8, 1), date(2025, 12, 31))
    history, _ = read_history(fold(series(truth(12), np.random.default_rng(1))), special)
    days = np.arange(history.origin_day, history.origin_day + 7)
    try:
        __import__(package)
    except ImportError:
        with pytest.raises(BadInput, match=f"pip install {package}"):
            EXTRAS[method].forecast(history, days)
        return
    said = EXTRAS[method].forecast(history, days)
    assert np.isnan(said[:, :16]).all()
    assert wape(said[:, 16:40], truth(1)[:, 16:40]) < 0.15


def test_a_rival_takes_part_in_the_selection() -> None:
    class Oracle:
        name = "oracle"

        def forecast(self, history: object, days: np.ndarray) -> np.ndarray:
            shown: np.ndarray = np.where(truth(1) > 0, truth(1), np.nan)[(days + 3) % 7]
            return shown

    said = forecast(ForecastParams(7 * DAY), series(truth(10), np.random.default_rng(2), noise=0.0), extra=[Oracle()])
    assert said.past_wape["oracle"] == min(said.past_wape.values())
    assert 0 < said.weights["oracle"] < 1


def test_an_unknown_rival_is_refused() -> None:
    with pytest.raises(BadInput, match="--with"):
        extra_candidates(["oracle"])
    assert [c.name for c in extra_candidates(["ets", "boosting"])] == ["ets", "boosting"]
