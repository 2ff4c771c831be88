"""The arithmetic of Erlang B, C and A on bare numbers, written so that numba can compile it as it stands."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_BIG = 1e200
_LOG_BIG = math.log(_BIG)
_SMALL = 1e-18


def inverse_blocking(load: float, servers: int) -> float:
    """Return 1 / B(n, a) by the recursion I(n) = 1 + I(n-1) n/a, I(0) = 1.

    All terms are positive, so the relative error stays below 2 n eps: 2e-12 at 5,000 servers. inf where 1/B leaves the
    range of a float (a blocking below 1e-308).
    """
    inverse = 1.0
    for n in range(1, servers + 1):
        inverse = 1.0 + inverse * (n / load)
    return inverse


def waits(load: float, servers: int, inverse: float) -> float:
    """Return Erlang C from I = 1/B: C = 1 / (rho + (1 - rho) I). Nothing cancels."""
    busy = load / servers
    return 1.0 / (busy + (1.0 - busy) * inverse)


def least_for_occupancy(load: float, max_occupancy: float) -> int:
    """Return the least n with a / n <= `max_occupancy`; the quotient itself is tested, not a rounded a / occupancy."""
    n = max(int(load / max_occupancy) - 1, 1)
    while load / n > max_occupancy:
        n += 1
    return n


def least_c(
    load: float, handle: float, within: float, level: float, max_asa: float, max_occupancy: float
) -> tuple[int, float]:
    """Return the least stable n that meets the demands in Erlang C, and 1/B there.

    A `level` below 0, `max_asa` and `max_occupancy` of inf switch a demand off.
    """
    n = max(int(load) + 1, least_for_occupancy(load, max_occupancy))
    inverse = inverse_blocking(load, n)
    while True:
        late = waits(load, n, inverse)
        spare = n - load
        if 1.0 - late * math.exp(-spare * within / handle) >= level and late * handle / spare <= max_asa:
            return n, inverse
        n += 1
        inverse = 1.0 + inverse * (n / load)


def patience_series(x: float, z: float) -> tuple[float, float, float, float]:
    """Return the sums over j >= 0 of the queue beyond n servers, t(j) = z^j / ((x+1) ... (x+j)).

    Returns
    -------
    (sum t(j) for j >= 1,  sum j t(j),  sum t(j) x/(x+j+1) sum_{i=1..j+1} 1/(x+i),  log of a common factor)

    All terms are positive. Summed until what is left out is below 1e-18 of each sum (geometric bound).
    """
    log_scale = 0.0
    first = 1.0
    term = 1.0
    step = 1.0 / (x + 1.0)
    hold = step
    queue = 0.0
    count = 0.0
    served_wait = x * step * hold
    j = 0
    while True:
        j += 1
        ratio = z * step
        term *= ratio
        queue += term
        count += j * term
        step = 1.0 / (x + j + 1.0)
        hold += step
        served_wait += term * x * step * hold
        if ratio < 1.0:
            if term * ratio <= _SMALL * queue:  # what is left is more than this: mostly no division is needed
                left = ratio / (1.0 - ratio)
                rest = term * left * (j + 1.0 + left)
                if rest <= _SMALL * count and term * left <= _SMALL * queue:
                    break
        elif term > _BIG:
            term /= _BIG
            first /= _BIG
            queue /= _BIG
            count /= _BIG
            served_wait /= _BIG
            log_scale += _LOG_BIG
        if term == 0.0:
            break
    return queue, count, served_wait, log_scale


def perform_beyond(
    inverse: float, x: float, y: float, patience: float, within: float
) -> tuple[float, float, float, float, float, float]:
    """Return how an impatient queue performs behind any stage that serves at a steady rate while it is full.

    Parameters
    ----------
    inverse : P(stage not beyond full) / P(exactly full), the queue left aside: 1/B for n equal servers
    x, y : service rate of the full stage and arrival rate, both times the mean patience
    patience, within : seconds

    Returns
    -------
    (P(wait > 0), P(abandon), E[wait; answered] in seconds, P(answered after T), P(wait > T), P(offered wait > T))
    """
    early = math.exp(-within / patience)
    queue, count, served_wait, scale = patience_series(x, y)
    down = math.exp(-scale)
    busy = down + queue
    total = busy + (inverse - 1.0) * down
    waiting = busy / total
    gives_up = count / total / y
    answered_wait = served_wait / total * patience
    z = y * early
    log_tail = y * -math.expm1(-within / patience) - x * within / patience
    if z == 0.0 or not inverse < math.inf:
        return waiting, gives_up, answered_wait, 0.0, 0.0, 0.0
    late_queue, _, _, late_scale = patience_series(x, z)
    factor = math.exp(log_tail + late_scale - scale) / total
    offered_late = factor * (math.exp(-late_scale) + late_queue)
    answered_late = factor * x / y * late_queue
    return waiting, gives_up, answered_wait, answered_late, offered_late * early, offered_late


def perform_a(
    load: float, servers: int, handle: float, patience: float, within: float
) -> tuple[float, float, float, float, float, float]:
    """Return the six figures of `perform_beyond` for M/M/n+M: Erlang A (Palm 1957; Zeltyn, Mandelbaum 2005)."""
    if servers == 0:
        return 1.0, 1.0, 0.0, 0.0, math.exp(-within / patience), 1.0
    ratio = patience / handle
    return perform_beyond(inverse_blocking(load, servers), servers * ratio, load * ratio, patience, within)


def service_levels(gives_up: float, answered_late: float, waits_late: float) -> tuple[float, float, float, float]:
    """Return SL-A, SL-B, SL-C, SL-D from P(abandon), P(answered after T) and P(wait > T); NaN where 0/0."""
    answered = 1.0 - gives_up
    in_time = max(answered - answered_late, 0.0)
    gave_up_late = max(waits_late - answered_late, 0.0)
    b = in_time / answered if answered > 0.0 else math.nan
    c = in_time / (answered + gave_up_late) if answered + gave_up_late > 0.0 else math.nan
    return in_time, b, c, 1.0 - waits_late


def meets_a(
    load: float,
    servers: int,
    handle: float,
    patience: float,
    within: float,
    level: float,
    which: int,
    max_asa: float,
    max_occupancy: float,
    max_abandonment: float,
) -> bool:
    """Tell whether n servers meet the demands in Erlang A; `which` is 0-3 for SL-A to SL-D."""
    if servers == 0:
        return False
    _, gives_up, answered_wait, answered_late, waits_late, _ = perform_a(load, servers, handle, patience, within)
    answered = 1.0 - gives_up
    a, b, c, d = service_levels(gives_up, answered_late, waits_late)
    reached = a
    if which == 1:
        reached = b
    elif which == 2:
        reached = c
    elif which == 3:
        reached = d
    return (
        reached >= level
        and gives_up <= max_abandonment
        and min(load * answered / servers, 1.0) <= max_occupancy
        and answered_wait <= max_asa * answered
    )


def least_a(
    load: float,
    handle: float,
    patience: float,
    within: float,
    level: float,
    which: int,
    max_asa: float,
    max_occupancy: float,
    max_abandonment: float,
) -> int:
    """Return the least n >= 1 that meets the demands in Erlang A: each is monotone in n; doubling, then bisection."""
    low = 0
    high = max(int(load), 1)
    step = max(int(math.sqrt(load)), 1)
    while not meets_a(load, high, handle, patience, within, level, which, max_asa, max_occupancy, max_abandonment):
        low = high
        high += step
        step *= 2
    while high - low > 1:
        middle = (low + high) // 2
        if meets_a(load, middle, handle, patience, within, level, which, max_asa, max_occupancy, max_abandonment):
            high = middle
        else:
            low = middle
    return high


def fill_least_c(
    load: NDArray[np.float64],
    handle: NDArray[np.float64],
    within: float,
    level: float,
    max_asa: float,
    max_occupancy: float,
    servers: NDArray[np.int64],
    waiting: NDArray[np.float64],
) -> None:
    """Write the least n and Erlang C there for every interval; loads are above 0."""
    for i in range(len(load)):
        n, inverse = least_c(load[i], handle[i], within, level, max_asa, max_occupancy)
        servers[i] = n
        waiting[i] = waits(load[i], n, inverse)


def fill_waits(load: NDArray[np.float64], servers: NDArray[np.int64], waiting: NDArray[np.float64]) -> None:
    """Write Erlang C for every interval; 1 where the load is not below the servers."""
    for i in range(len(load)):
        if load[i] < servers[i]:
            waiting[i] = waits(load[i], servers[i], inverse_blocking(load[i], servers[i]))
        else:
            waiting[i] = 1.0


def fill_least_a(
    load: NDArray[np.float64],
    handle: NDArray[np.float64],
    patience: NDArray[np.float64],
    within: float,
    level: float,
    which: int,
    max_asa: float,
    max_occupancy: float,
    max_abandonment: float,
    servers: NDArray[np.int64],
) -> None:
    """Write the least n of Erlang A for every interval; loads are above 0."""
    for i in range(len(load)):
        servers[i] = least_a(
            load[i], handle[i], patience[i], within, level, which, max_asa, max_occupancy, max_abandonment
        )


def fill_perform_a(
    load: NDArray[np.float64],
    servers: NDArray[np.int64],
    handle: NDArray[np.float64],
    patience: NDArray[np.float64],
    within: float,
    out: NDArray[np.float64],
) -> None:
    """Write the six figures of `perform_a` for every interval into `out`, shape (6, intervals)."""
    for i in range(len(load)):
        six = perform_a(load[i], servers[i], handle[i], patience[i], within)
        out[0, i] = six[0]
        out[1, i] = six[1]
        out[2, i] = six[2]
        out[3, i] = six[3]
        out[4, i] = six[4]
        out[5, i] = six[5]
