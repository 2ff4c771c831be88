"""How good the forecast would have been: one origin a week over the last weeks, each from its own past
alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from anyqtama.science.refusals import BadInput, whole

from .calendars import SpecialDay
from .candidates import Candidate
from .checks import Bools, Floats, Ints, Status
from .forecast import Forecast, ForecastParams, forecast
from .grid import SECONDS_A_DAY, Series, fold
from .history import nan_quantiles_of_weeks

OURS = "forecast"
BAND = (0.1, 0.5, 0.9)
RESAMPLES = 2000
WEEK = 7


@dataclass(frozen=True, slots=True)
class BacktestParams:
    """weeks : origins, one a week, the last a week before the end; seed : of the bootstrap over weeks."""

    weeks: int
    seed: int = 1

    def __post_init__(self) -> None:
        whole(self.weeks, "weeks", least=1, most=200)
        whole(self.seed, "seed", least=0)


@dataclass(frozen=True, slots=True)
class Backtest:
    """Errors over all weeks, on the intervals that every method knows. shares, not percent.

    wape, bias : by method, `forecast` is ours; ratio_to_best : our WAPE over the best plain method's, with
    the 95 % interval of a bootstrap over weeks; coverage : of our band; interval_score_ratio : ours over that
    of the empirical band of the last six weeks (T. Gneiting, A. E. Raftery (2007), JASA 102, eq. 43).
    """

    status: Status
    weeks: int
    intervals: int
    wape: Mapping[str, float]
    bias: Mapping[str, float]
    best_rival: str
    ratio_to_best: float | None
    ratio_low: float | None
    ratio_high: float | None
    coverage: float | None
    interval_score_ratio: float | None
    seconds_an_origin: float | None
    seed: int
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Week:
    error: dict[str, float]
    off: dict[str, float]
    actual: float
    intervals: int
    inside: int
    score: float
    rival_score: float


def backtest(
    params: BacktestParams,
    series: Series,
    special: Sequence[SpecialDay] = (),
    *,
    extra: Sequence[Candidate] = (),
    stopwatch: Callable[[], float] | None = None,
) -> Backtest:
    """Forecast each of the last weeks from what was known before it, and measure.

    stopwatch : a clock in seconds, to report the time of an origin; science itself reads none.
    """
    end_day = int(series.starts[-1]) // SECONDS_A_DAY + 1
    weeks, spent = [], []
    for back in range(params.weeks, 0, -1):
        origin = (end_day - WEEK * back) * SECONDS_A_DAY
        known = int(np.searchsorted(series.starts, origin))
        if known == 0:
            continue
        past = Series(series.starts[:known], series.values[:known], series.step_seconds, series.name)
        horizon = origin + WEEK * SECONDS_A_DAY - int(past.starts[-1]) - series.step_seconds
        begin = stopwatch() if stopwatch else 0.0
        said = forecast(ForecastParams(horizon, BAND), past, special, extra=extra)
        spent.append((stopwatch() if stopwatch else 0.0) - begin)
        if said.starts.size:
            weeks.append(_measure(said, past, series, origin))
    weeks = [week for week in weeks if week.intervals and week.actual > 0]
    if not weeks:
        where, what = series.name or "series", f"has no week to judge among the last {params.weeks}"
        raise BadInput(where=where, what=what, mend="give a longer history or fewer weeks")
    return _summary(params, weeks, float(np.median(spent)) if stopwatch else None)


def _measure(said: Forecast, past: Series, series: Series, origin: int) -> _Week:
    at = np.searchsorted(series.starts, said.starts)
    at = np.minimum(at, series.starts.size - 1)
    actual = np.where(series.starts[at] == said.starts, series.values[at], np.nan)
    methods = {OURS: said.mean, **said.rivals}
    known: Bools = ~np.isnan(actual) & (said.starts >= origin)
    for table in methods.values():
        known &= ~np.isnan(table)
    low, high = _six_week_band(past, said.starts)
    truth = actual[known]
    return _Week(
        error={name: float(np.abs(table[known] - truth).sum()) for name, table in methods.items()},
        off={name: float((table[known] - truth).sum()) for name, table in methods.items()},
        actual=float(truth.sum()),
        intervals=int(known.sum()),
        inside=int(((truth >= said.quantiles[0][known]) & (truth <= said.quantiles[-1][known])).sum()),
        score=interval_score(said.quantiles[0][known], said.quantiles[-1][known], truth),
        rival_score=interval_score(low[known], high[known], truth),
    )


def interval_score(low: Floats, high: Floats, actual: Floats, alpha: float = 0.2) -> float:
    """Sum of widths and of misses, a miss weighing 2/alpha: smaller is better."""
    below, above = np.maximum(low - actual, 0.0), np.maximum(actual - high, 0.0)
    return float(np.nansum(high - low + 2 / alpha * (below + above)))


def _six_week_band(past: Series, starts: Ints) -> tuple[Floats, Floats]:
    """The band a spreadsheet would give: the 10 and 90 % points of the same slot in the last six weeks."""
    grid = fold(past)
    tables = nan_quantiles_of_weeks(grid, 6, (BAND[0], BAND[-1]))
    weekday = (starts // SECONDS_A_DAY + 3) % 7
    slot = starts % SECONDS_A_DAY // past.step_seconds
    return tables[0][weekday, slot], tables[1][weekday, slot]


def _summary(params: BacktestParams, weeks: Sequence[_Week], seconds: float | None) -> Backtest:
    actual = np.array([week.actual for week in weeks])
    errors = {name: np.array([week.error[name] for week in weeks]) for name in weeks[0].error}
    wape = {name: float(error.sum() / actual.sum()) for name, error in errors.items()}
    plain = [name for name in wape if name != OURS and not name.startswith("profile")]
    best = min(plain, key=lambda name: wape[name])
    rng = np.random.Generator(np.random.PCG64(params.seed))
    drawn = rng.integers(0, len(weeks), (RESAMPLES, len(weeks)))
    rival = np.maximum(errors[best][drawn].sum(axis=1), 1e-12)
    low, high = np.quantile(errors[OURS][drawn].sum(axis=1) / rival, [0.025, 0.975])
    intervals = sum(week.intervals for week in weeks)
    rival_score = sum(week.rival_score for week in weeks)
    return Backtest(
        status=Status.OK if len(weeks) == params.weeks else Status.SHORT,
        weeks=len(weeks),
        intervals=intervals,
        wape=wape,
        bias={name: sum(week.off[name] for week in weeks) / float(actual.sum()) for name in wape},
        best_rival=best,
        ratio_to_best=wape[OURS] / wape[best] if wape[best] > 0 else None,
        ratio_low=float(low) if len(weeks) > 2 else None,
        ratio_high=float(high) if len(weeks) > 2 else None,
        coverage=sum(week.inside for week in weeks) / intervals,
        interval_score_ratio=sum(week.score for week in weeks) / rival_score if rival_score > 0 else None,
        seconds_an_origin=seconds,
        seed=params.seed,
    )
