"""How many contacts will come, how long they take, how much paid time is lost: forecasts that say how they
came about."""

from .adjustments import Adjustment
from .backtest import Backtest, BacktestParams, backtest
from .bands import Band
from .calendars import CALENDARS, SpecialDay, special_days
from .candidates import Candidate, SameWeekday
from .centre import CentreForecast, forecast_centre
from .checks import Status
from .forecast import Forecast, ForecastParams, forecast
from .grid import Series
from .intraday import Intraday, IntradayParams, reforecast
from .ratios import RatioForecast, RatioParams, forecast_ratio
from .reconciliation import reconcile

__all__ = [
    "CALENDARS",
    "Adjustment",
    "Backtest",
    "BacktestParams",
    "Band",
    "Candidate",
    "CentreForecast",
    "Forecast",
    "ForecastParams",
    "Intraday",
    "IntradayParams",
    "RatioForecast",
    "RatioParams",
    "SameWeekday",
    "Series",
    "SpecialDay",
    "Status",
    "backtest",
    "forecast",
    "forecast_centre",
    "forecast_ratio",
    "reconcile",
    "reforecast",
    "special_days",
]
