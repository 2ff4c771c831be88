"""The forecast of one queue: read its history, weigh the rivals on its own past, combine, and say how the
number came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from anyqtama.science import VERSION
from anyqtama.science.refusals import number, whole

from .adjustments import Adjustment, apply_adjustments
from .bands import Band, fit_band
from .calendars import SpecialDay
from .candidates import HISTORICAL_AVERAGE, MEDIAN_OF_SIX, SIMPLE, Candidate
from .checks import Floats, Ints, Status
from .grid import SECONDS_A_DAY, Series, fold, without_unheard
from .history import History, read_history
from .intraday import IntradayParams, reforecast
from .selection import STRUCTURAL, candidate_forecasts, combine, is_sparse, select
from .structural import Structure, fit_structure
from .threads import one_thread

WEEK_OF_DAYS = 7
SHORT_DAYS = 28


@dataclass(frozen=True, slots=True)
class ForecastParams:
    """What is wanted: how far from the end of history, and which quantiles."""

    horizon_seconds: int
    probabilities: tuple[float, ...] = (0.1, 0.5, 0.9)

    def __post_init__(self) -> None:
        whole(self.horizon_seconds, "horizon_seconds", least=60, most=400 * SECONDS_A_DAY)
        for i, probability in enumerate(self.probabilities):
            number(probability, f"probabilities[{i}]", above=0, below=1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """One row an open interval of the horizon. Shapes: starts, mean (n,); quantiles (probabilities, n).

    rivals : what other methods say of the same intervals, always with the historical average; NaN where they
    cannot. explanation : components in contacts; in each interval they sum to the mean.
    """

    status: Status
    starts: Ints
    mean: Floats
    quantiles: Floats
    probabilities: tuple[float, ...]
    explanation: Mapping[str, Floats]
    rivals: Mapping[str, Floats]
    weights: Mapping[str, float]
    past_wape: Mapping[str, float]
    band: Band | None
    notes: tuple[str, ...] = field(default=())
    version: str = VERSION


def forecast(
    params: ForecastParams,
    series: Series,
    special: Sequence[SpecialDay] = (),
    *,
    adjustments: Sequence[Adjustment] = (),
    extra: Sequence[Candidate] = (),
) -> Forecast:
    """Forecast contacts by interval.

    Parameters
    ----------
    series : history of one queue; the horizon begins after its last row
    special : days unlike their weekday, past and to come (calendars.py, or the user's); effects are learnt
    adjustments : what people know and history cannot, laid over the forecast and shown apart
    extra : further rivals (extras.py)

    Returns
    -------
    Forecast
        Status ``too_short`` (no numbers) under a week of known values, ``short_history`` under four weeks,
        ``no_demand`` when every known value is 0. Hours in which history has no rows are closed: no rows come
        back.
    """
    with one_thread():
        return _forecast(params, series, special, adjustments, extra)


def _forecast(
    params: ForecastParams,
    series: Series,
    special: Sequence[SpecialDay],
    adjustments: Sequence[Adjustment],
    extra: Sequence[Candidate],
) -> Forecast:
    end = int(series.starts[-1]) + series.step_seconds
    grid, unheard = without_unheard(fold(series))
    history, outages = read_history(grid, special)
    notes = [f"{outages} intervals of zeros look like outages and were left out"] if outages else []
    if unheard:
        notes.append(f"no known count in {len(unheard)} intervals of the week, first {unheard[0]}: no forecast there")
    known_days = int((~np.isnan(history.totals)).sum())
    if known_days < WEEK_OF_DAYS or known_days < history.grid.open_slots.any(axis=1).sum():
        return _nothing(params, f"{known_days} days with known values; a week is needed")
    starts, days, place = horizon_intervals(series, history, end, params.horizon_seconds)
    if not starts.size:
        return _nothing(params, "no open interval in the horizon: in history these hours have no rows")
    if known_days < SHORT_DAYS:
        notes.append(f"{known_days} days of history: the bands are wide guesses")
    if not np.nansum(history.grid.values):
        return _no_demand(params, starts, notes)
    today = _running_day(history, int(starts[0]) // SECONDS_A_DAY)
    if today is not None:
        history = history.until(int(days[0]))
    structure = fit_structure(history)
    selection = select(history, int(days[-1]) - history.origin_day + 1, extra)
    if is_sparse(selection.judged):
        notes.append("less than one contact an interval: methods are judged by the totals of weeks, not by interval")
    lead = np.maximum(days - history.origin_day + 1, 1)
    special_day = history.features(days).special
    tables = candidate_forecasts(structure, days, extra)
    weights = selection.weights_at(lead)
    mean = combine(tables, weights, special_day)
    band = fit_band(selection, params.probabilities)
    doubt = structure.level_variance(days)[:, None] * np.ones(mean.shape[1])
    pick = (place // mean.shape[1], place % mean.shape[1])
    explained = _explain(structure, days, weights, mean)
    if today is not None:
        busier = _busier_today(band, mean[0], today)
        explained["intraday"] = np.zeros_like(mean)
        explained["intraday"][0] = busier * mean[0]
        mean[0] += busier * mean[0]
    flat_mean, parts, scale = apply_adjustments(
        starts,
        series.step_seconds,
        mean[pick],
        {name: table[pick] for name, table in explained.items()},
        adjustments,
    )
    quantiles = band.quantiles(mean[pick], doubt[pick]) * scale
    names = [*STRUCTURAL, *(rival.name for rival in (*SIMPLE, *extra))]
    return Forecast(
        status=Status.OK if known_days >= SHORT_DAYS else Status.SHORT,
        starts=starts,
        mean=flat_mean,
        quantiles=quantiles,
        probabilities=params.probabilities,
        explanation=parts,
        rivals={name: tables[i][pick] for i, name in enumerate(names)},
        weights={name: float(w) for name, w in zip(names, weights.mean(axis=0), strict=True)},
        past_wape={name: float(e) for name, e in zip(names, selection.wape[0], strict=True)},
        band=band,
        notes=tuple(notes + _closed_notes(history, days)),
    )


def _running_day(history: History, first_day: int) -> Floats | None:
    """Counts so far of the day that history ends in, shape (S,), if open hours of it are left; else None.

    A model fitted to half a day would count it twice: as a day's total, and as what the day has shown.
    """
    if first_day != int(history.grid.days[-1]):
        return None
    before = history.until(first_day)
    known_days = int((~np.isnan(before.totals)).sum())
    if known_days < max(WEEK_OF_DAYS, int(history.grid.open_slots.any(axis=1).sum())):
        return None
    counts: Floats = history.grid.values[-1]
    return counts


def _busier_today(band: Band, mean: Floats, counts: Floats) -> float:
    """How much busier than forecast the running day proves to be, as a share (intraday.py)."""
    known = ~np.isnan(counts) & ~np.isnan(mean)
    params = IntradayParams(relative=band.relative, dispersion=band.dispersion)
    return reforecast(params, np.where(known, mean, 0.0), np.where(known, counts, np.nan)).factor - 1.0


def horizon_intervals(series: Series, history: History, begin: int, horizon_seconds: int) -> tuple[Ints, Ints, Ints]:
    """Starts of the open intervals in [begin, begin + horizon), their days, and places in the (days, S)
    table."""
    step = series.step_seconds
    starts = np.arange(begin, begin + horizon_seconds, step)
    days = np.arange(starts[0] // SECONDS_A_DAY, starts[-1] // SECONDS_A_DAY + 1)
    slots = SECONDS_A_DAY // step
    place = (starts // SECONDS_A_DAY - days[0]) * slots + starts % SECONDS_A_DAY // step
    keep = history.open_at(days).reshape(-1)[place]
    return starts[keep], days, place[keep]


def _explain(structure: Structure, days: Ints, weights: Floats, mean: Floats) -> dict[str, Floats]:
    """Components in contacts: each is what the forecast gains when it is let in, in a fixed order."""
    history = structure.history
    shares = structure.shares(days)
    flat = history.open_at(days) / np.maximum(history.open_at(days).sum(axis=1, keepdims=True), 1)
    levels = structure.levels(days)
    trust = weights[:, : len(STRUCTURAL)].T + 1e-9
    trust = trust / trust.sum(axis=0)
    so_far = sum(w * level.base for w, level in zip(trust, levels.values(), strict=True))
    before, parts = np.zeros(days.size), {}
    for name in ("level", "trend", "season", "weekday", "month", "events"):
        gains = [level.components.get(name, np.zeros(days.size)) for level in levels.values()]
        so_far = so_far + np.sum(trust * np.array(gains), axis=0)
        now = np.exp(so_far)
        parts[name] = (now - before)[:, None] * flat
        before = now
    parts["profile"] = before[:, None] * (shares - flat)
    parts["combination"] = mean - before[:, None] * shares
    return parts


def _closed_notes(history: History, days: Ints) -> list[str]:
    never = [s for s in history.special if _day(s) in days and not _seen_open(history, s)]
    return [f"{s.day} {s.name}: no day of this kind was seen with contacts; forecast as its weekday" for s in never]


def _seen_open(history: History, day: SpecialDay) -> bool:
    rows = [_day(s) - int(history.grid.days[0]) for s in history.special if s.kind == day.kind]
    return any(0 <= row < history.totals.size and not np.isnan(history.totals[row]) for row in rows)


def _day(special: SpecialDay) -> int:
    return int(np.datetime64(special.day, "D").astype(np.int64))


def _nothing(params: ForecastParams, note: str) -> Forecast:
    empty, none = np.zeros(0), np.zeros((len(params.probabilities), 0))
    return Forecast(
        Status.TOO_SHORT,
        np.zeros(0, np.int64),
        empty,
        none,
        params.probabilities,
        {},
        {},
        {},
        {},
        None,
        (note,),
    )


def _no_demand(params: ForecastParams, starts: Ints, notes: Sequence[str]) -> Forecast:
    zero = np.zeros(starts.size)
    rivals = {HISTORICAL_AVERAGE.name: zero, MEDIAN_OF_SIX.name: zero}
    return Forecast(
        status=Status.NO_DEMAND,
        starts=starts,
        mean=zero,
        quantiles=np.zeros((len(params.probabilities), starts.size)),
        probabilities=params.probabilities,
        explanation={"level": zero},
        rivals=rivals,
        weights={},
        past_wape={},
        band=None,
        notes=(*notes, "every known value is 0"),
    )
