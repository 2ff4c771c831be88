"""Which rival to trust, learnt from how each would have forecast the last weeks: a rolling origin inside the
history.

Weights are an exponential of the error beyond the best (J. M. Bates, C. W. J. Granger (1969), Oper. Res. Q.
20, p. 451, for why combinations win), by lead time. The weeks a forecast is judged on are never among the
weeks that chose it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .candidates import SIMPLE, Candidate
from .checks import Bools, Floats, Ints
from .daily_level import SPEEDS
from .history import History
from .structural import Structure, fit_structure

ORIGINS = 5
NEEDED_DAYS = 28  # of history before an origin
VALIDATION_DAYS = 126  # whole days a model is fitted to at an origin in the past
LEAD_ENDS = (7, 14, 28)  # days; later ones share the last lead's weights
TOLERANCE = 0.04  # a method worse by so much than the best keeps 1/e of its weight
SPARSE = 1.0  # contacts an interval; below, methods are judged by the total of a lead
PRIOR_OF_OTHERS = 0.25  # of a plain method before any judgement; the six-week median, the sturdiest, has 1
STRUCTURAL = tuple(f"profile × day level, {speed}" for speed in SPEEDS)


@dataclass(frozen=True, slots=True)
class Judged:
    """One origin in the past: what each rival said and what came. forecasts : (methods, days, S)."""

    lead_days: Ints
    forecasts: Floats
    actual: Floats
    special: Bools
    level_variance: Floats


@dataclass(frozen=True, slots=True)
class Selection:
    """Errors and weights of the rivals by lead: shapes (leads, methods). wape is NaN where nothing could be
    judged."""

    methods: tuple[str, ...]
    lead_ends: tuple[int, ...]
    wape: Floats
    weights: Floats
    judged: tuple[Judged, ...]

    def weights_at(self, lead_days: Ints) -> Floats:
        """Weights for each day of a horizon: shape (days, methods)."""
        bucket = np.minimum(np.searchsorted(self.lead_ends, lead_days), len(self.lead_ends) - 1)
        found: Floats = self.weights[bucket]
        return found


def candidate_forecasts(structure: Structure, days: Ints, extra: Sequence[Candidate]) -> Floats:
    """All rivals for some days, structural first: shape (methods, days, S)."""
    history = structure.history
    shares = structure.shares(days)
    open_at = history.open_at(days)
    tables = [np.exp(level.log_total)[:, None] * shares for level in structure.levels(days).values()]
    tables += [rival.forecast(history, days) for rival in (*SIMPLE, *extra)]
    return np.where(open_at, np.array(tables), np.nan)


def select(history: History, horizon_days: int, extra: Sequence[Candidate] = ()) -> Selection:
    """Judge the rivals on the last weeks of a history and weigh them."""
    methods = (*STRUCTURAL, *(rival.name for rival in (*SIMPLE, *extra)))
    ends = (*(end for end in LEAD_ENDS[:-1] if end < horizon_days), max(horizon_days, LEAD_ENDS[0]))
    judged = tuple(_judge(history, min(ends[-1], LEAD_ENDS[-1]), extra))
    wape = np.array([wape_of(judged, begin, end, len(methods)) for begin, end in zip((0, *ends), ends, strict=False)])
    return Selection(methods, ends, wape, weigh(wape), judged)


def weigh(wape: Floats) -> Floats:
    """Weights of methods by their errors; before any judgement those that know the calendar lead."""
    known = ~np.isnan(wape)
    best = np.min(np.where(known, wape, np.inf), axis=-1, keepdims=True)
    usable = np.isfinite(best) & (best > 0)
    beyond = np.where(known & usable, wape, np.inf) / np.where(usable, best, 1.0) - 1.0
    raw = np.exp(-beyond / TOLERANCE)
    prior = np.full(wape.shape[-1], PRIOR_OF_OTHERS)
    prior[: len(STRUCTURAL) + 1] = 1.0
    raw = np.where(usable, raw, 1.0) * prior
    found: Floats = raw / raw.sum(axis=-1, keepdims=True)
    return found


def combine(forecasts: Floats, weights: Floats, special: Bools) -> Floats:
    """Weighted mean of what the rivals say; on special days of those alone that know the calendar.

    Shapes: forecasts (methods, days, S), weights (days, methods), special (days,).
    """
    w = weights.T[:, :, None] * np.ones_like(forecasts)
    w[len(STRUCTURAL) :, special] = 0.0
    only_simple = (w[: len(STRUCTURAL)].sum(axis=0) == 0) & special[:, None]
    w[: len(STRUCTURAL)] = np.where(only_simple, 1.0, w[: len(STRUCTURAL)])
    w = np.where(np.isnan(forecasts), 0.0, w)
    total = w.sum(axis=0)
    summed = (w * np.nan_to_num(forecasts)).sum(axis=0)
    mixed: Floats = np.divide(summed, total, out=np.full(total.shape, np.nan), where=total > 0)
    return mixed


def _judge(history: History, lead: int, extra: Sequence[Candidate]) -> list[Judged]:
    found = []
    last = history.origin_day
    for week in range(1, ORIGINS + 1):
        origin = last - 7 * week
        if origin - int(history.grid.days[0]) < NEEDED_DAYS:
            break
        past = history.until(origin)
        if (~np.isnan(past.totals)).sum() < NEEDED_DAYS // 2:
            break
        days = np.arange(origin, min(origin + lead, last))
        rows = days - int(history.grid.days[0])
        structure = fit_structure(past, whole_days=VALIDATION_DAYS)
        forecasts = candidate_forecasts(structure, days, extra)
        found.append(
            Judged(
                lead_days=days - origin + 1,
                forecasts=forecasts,
                actual=history.grid.values[rows],
                special=past.features(days).special,
                level_variance=structure.level_variance(days),
            )
        )
    return found


def is_sparse(judged: Sequence[Judged]) -> bool:
    counts = [origin.actual[~np.isnan(origin.actual)] for origin in judged]
    known = np.concatenate(counts) if counts else np.zeros(0)
    return bool(known.size) and float(known.mean()) < SPARSE


def wape_of(judged: Sequence[Judged], after: int, until: int, methods: int) -> Floats:
    """Errors of the rivals over ordinary days of a lead, on the intervals that all of them know.

    With less than a contact an interval the whole lead is one count: by interval the best forecast is nothing at all.
    """
    error, total, sparse = np.zeros(methods), 0.0, is_sparse(judged)
    for origin in judged:
        rows = (origin.lead_days > after) & (origin.lead_days <= until) & ~origin.special
        forecasts, actual = origin.forecasts[:, rows], origin.actual[rows]
        known = ~np.isnan(actual) & ~np.isnan(forecasts).any(axis=0)
        off = (forecasts - actual)[:, known]
        error += np.abs(off.sum(axis=1)) if sparse else np.abs(off).sum(axis=1)
        total += float(actual[known].sum())
    found: Floats = error / total if total > 0 else np.full(methods, np.nan)
    return found
