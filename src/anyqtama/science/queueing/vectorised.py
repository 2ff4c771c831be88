"""Erlang C and A over many intervals at once in numpy alone: a second witness beside the compiled form."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
_BIG = 1e200
_SMALL = 1e-18


def inverse_blocking(load: Floats, servers: Whole) -> Floats:
    """Return 1 / B for every interval. Intervals stand by falling `servers`, so those still counting are a prefix."""
    order = np.argsort(-servers, kind="stable")
    sorted_load, sorted_servers = load[order], servers[order]
    inverse = np.ones(len(load))
    share = np.empty(len(load))
    most = int(sorted_servers[0]) if len(load) else 0
    active = np.searchsorted(-sorted_servers, -np.arange(1, most + 1), side="right")
    with np.errstate(over="ignore"):
        for n, m in enumerate(active.tolist(), start=1):
            np.divide(n, sorted_load[:m], out=share[:m])
            np.multiply(inverse[:m], share[:m], out=inverse[:m])
            np.add(inverse[:m], 1.0, out=inverse[:m])
    found = np.empty(len(load))
    found[order] = inverse
    return found


def waits(load: Floats, servers: Whole, inverse: Floats) -> Floats:
    busy = load / servers
    with np.errstate(over="ignore"):
        return 1.0 / (busy + (1.0 - busy) * inverse)


def least_for_occupancy(load: Floats, max_occupancy: float) -> Whole:
    n = np.maximum((load / max_occupancy).astype(np.int64) - 1, 1)
    while (over := load / n > max_occupancy).any():
        n += over
    return n


def least_c(
    load: Floats, handle: Floats, within: float, level: float, max_asa: float, max_occupancy: float
) -> tuple[Whole, Floats]:
    """Return the least n and Erlang C there for every interval; loads are above 0."""
    found = np.maximum(load.astype(np.int64) + 1, least_for_occupancy(load, max_occupancy))
    waiting = np.empty(len(load))
    rows = np.arange(len(load))
    n, inverse, own_load, own_handle = found.copy(), inverse_blocking(load, found), load, handle
    while len(rows):
        late = waits(own_load, n, inverse)
        spare = n - own_load
        done = (1.0 - late * np.exp(-spare * within / own_handle) >= level) & (late * own_handle / spare <= max_asa)
        found[rows[done]], waiting[rows[done]] = n[done], late[done]
        keep = ~done
        rows, own_load, own_handle = rows[keep], own_load[keep], own_handle[keep]
        n = n[keep] + 1
        with np.errstate(over="ignore"):
            inverse = 1.0 + inverse[keep] * (n / own_load)
    return found, waiting


def patience_series(x: Floats, z: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """The sums of `formulas.patience_series` for every interval."""
    shape = x.shape
    queue, count, log_scale = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    served = x / (x + 1.0) / (x + 1.0)
    rows = np.arange(len(x))
    term, hold, own_x, own_z = np.ones(shape), 1.0 / (x + 1.0), x, z
    own_queue, own_count, own_served, own_scale = queue.copy(), count.copy(), served.copy(), log_scale.copy()
    j = 0
    while len(rows):
        j += 1
        ratio = own_z / (own_x + j)
        term = term * ratio
        own_queue += term
        own_count += j * term
        step = 1.0 / (own_x + j + 1.0)
        hold = hold + step
        own_served += term * own_x * step * hold
        big = term > _BIG
        if big.any():
            for sums in (term, own_queue, own_count, own_served):
                sums[big] /= _BIG
            own_scale[big] += np.log(_BIG)
        left = ratio / np.where(ratio < 1.0, 1.0 - ratio, np.nan)
        done = (term * left * (j + 1.0 + left) <= _SMALL * own_count) & (term * left <= _SMALL * own_queue)
        done |= term == 0.0
        if done.any():
            at, keep = rows[done], ~done
            queue[at], count[at] = own_queue[done], own_count[done]
            served[at], log_scale[at] = own_served[done], own_scale[done]
            rows, term, hold, own_x, own_z = rows[keep], term[keep], hold[keep], own_x[keep], own_z[keep]
            own_queue, own_count = own_queue[keep], own_count[keep]
            own_served, own_scale = own_served[keep], own_scale[keep]
    return queue, count, served, log_scale


def perform_a(load: Floats, servers: Whole, handle: Floats, patience: Floats, within: float) -> Floats:
    """The six figures of `formulas.perform_a` for every interval, shape (6, intervals); servers are 1 or more."""
    x, y = servers * patience / handle, load * patience / handle
    early = np.exp(-within / patience)
    inverse = inverse_blocking(load, servers)
    queue, count, served, scale = patience_series(x, y)
    down = np.exp(-scale)
    busy = down + queue
    with np.errstate(over="ignore", invalid="ignore"):
        total = busy + (inverse - 1.0) * down
        out = np.empty((6, len(load)))
        out[0], out[1], out[2] = busy / total, count / total / y, served / total * patience
    z = y * early
    log_tail = y * -np.expm1(-within / patience) - x * within / patience
    safe = (z > 0.0) & np.isfinite(inverse)
    late_queue, _, _, late_scale = patience_series(x, np.where(safe, z, 1.0))
    with np.errstate(over="ignore"):
        factor = np.where(safe, np.exp(np.where(safe, log_tail + late_scale - scale, 0.0)) / total, 0.0)
    out[5] = factor * (np.exp(-late_scale) + late_queue)
    out[3] = factor * x / y * late_queue
    out[4] = out[5] * early
    return out


def service_levels(gives_up: Floats, answered_late: Floats, waits_late: Floats) -> Floats:
    """SL-A to SL-D for every interval, shape (4, intervals); NaN where 0/0."""
    answered = 1.0 - gives_up
    in_time = np.maximum(answered - answered_late, 0.0)
    gave_up_late = np.maximum(waits_late - answered_late, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.stack([in_time, in_time / answered, in_time / (answered + gave_up_late), 1.0 - waits_late])


def least_a(
    load: Floats,
    handle: Floats,
    patience: Floats,
    within: float,
    level: float,
    which: int,
    max_asa: float,
    max_occupancy: float,
    max_abandonment: float,
) -> Whole:
    """Return the least n >= 1 for every interval; loads are above 0."""

    def meets(rows: Whole, n: Whole) -> NDArray[np.bool_]:
        figures = perform_a(load[rows], n, handle[rows], patience[rows], within)
        gives_up = figures[1]
        reached = service_levels(gives_up, figures[3], figures[4])[which]
        answered = 1.0 - gives_up
        fits: NDArray[np.bool_] = (
            (reached >= level)
            & (gives_up <= max_abandonment)
            & (np.minimum(load[rows] * answered / n, 1.0) <= max_occupancy)
            & (figures[2] <= max_asa * answered)
        )
        return fits

    low = np.zeros(len(load), dtype=np.int64)
    high = np.maximum(load.astype(np.int64), 1)
    step = np.maximum(np.sqrt(load).astype(np.int64), 1)
    rows = np.arange(len(load))
    while len(rows := rows[~meets(rows, high[rows])]):
        low[rows] = high[rows]
        high[rows] += step[rows]
        step[rows] *= 2
    while len(rows := np.flatnonzero(high - low > 1)):
        middle = (low[rows] + high[rows]) // 2
        fits = meets(rows, middle)
        high[rows[fits]] = middle[fits]
        low[rows[~fits]] = middle[~fits]
    return high
