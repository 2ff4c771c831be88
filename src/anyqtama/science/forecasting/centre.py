"""The queues of a centre together: each forecast alone, their sum forecast too, and both made to agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from anyqtama.science.refusals import BadInput

from .calendars import SpecialDay
from .checks import Floats, Ints
from .forecast import Forecast, ForecastParams, forecast
from .grid import Series
from .reconciliation import reconcile

CENTRE = "centre"
RECONCILED = "reconciliation"


@dataclass(frozen=True, slots=True)
class CentreForecast:
    """queues : by name; whole : of their sum. In each interval the queues' means sum to the whole's."""

    queues: Mapping[str, Forecast]
    whole: Forecast


def forecast_centre(
    params: ForecastParams, queues: Sequence[Series], special: Sequence[SpecialDay] = ()
) -> CentreForecast:
    """Forecast queues and their sum so that they agree.

    Parameters
    ----------
    queues : of different names and one interval length, all ending at the same interval

    Notes
    -----
    The sum is steadier than its parts: reconciled by least squares with the variances of the bands
    (reconciliation.py). Quantiles move with the mean. Where a queue has no numbers, the sum of the others is
    the whole.
    """
    names = [queue.name for queue in queues]
    if not queues or len(set(names)) < len(names):
        raise BadInput(where="queues", what=f"are {names}", mend="give one series or more, each of its own name")
    if len({(queue.step_seconds, int(queue.starts[-1])) for queue in queues}) > 1:
        what = "end at different intervals or differ in interval length"
        raise BadInput(where="queues", what=what, mend="cut them to one end and one length")
    alone = {queue.name: forecast(params, queue, special) for queue in queues}
    told = [queue for queue in queues if alone[queue.name].starts.size]
    whole = forecast(params, _sum(told or queues), special)
    starts = np.unique(np.concatenate([f.starts for f in alone.values()]))
    if not starts.size or not whole.starts.size:
        return CentreForecast(alone, whole)
    said = {name: _spread_out(f, starts) for name, f in alone.items()}
    top, top_variance = _spread_out(whole, starts)
    covered = np.isin(starts, whole.starts)
    parts, agreed = reconcile(
        [mean for mean, _ in said.values()],
        [variance for _, variance in said.values()],
        np.where(covered, top, np.sum([mean for mean, _ in said.values()], axis=0)),
        top_variance,
    )
    moved = {name: _moved(alone[name], starts, part) for name, part in zip(said, parts, strict=True)}
    return CentreForecast(moved, _moved(whole, starts, agreed))


def _sum(queues: Sequence[Series]) -> Series:
    """The sum where every queue that has a row knows its value."""
    starts = np.unique(np.concatenate([queue.starts for queue in queues]))
    total = np.zeros(starts.size)
    for queue in queues:
        total[np.searchsorted(starts, queue.starts)] += queue.values
    return Series(starts, total, queues[0].step_seconds, CENTRE)


def _spread_out(f: Forecast, starts: Ints) -> tuple[Floats, Floats]:
    """Mean and variance on common starts, 0 where the queue is closed; the variance from the width of the
    band."""
    mean, variance = np.zeros(starts.size), np.zeros(starts.size)
    at = np.searchsorted(starts, f.starts)
    normal = NormalDist()
    width = normal.inv_cdf(f.probabilities[-1]) - normal.inv_cdf(f.probabilities[0])
    mean[at] = f.mean
    variance[at] = np.square((f.quantiles[-1] - f.quantiles[0]) / width) if width > 0 else f.mean
    return mean, variance


def _moved(f: Forecast, starts: Ints, mean: Floats) -> Forecast:
    after = mean[np.searchsorted(starts, f.starts)]
    shift = after - f.mean
    return replace(
        f,
        mean=after,
        quantiles=np.maximum(f.quantiles + shift, 0.0),
        explanation={**f.explanation, RECONCILED: shift},
    )
