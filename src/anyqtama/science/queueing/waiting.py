"""Erlang C: n servers, everyone waits until served. The plain form, one interval at a time; the arrays must
equal it.
"""

from __future__ import annotations

import math
from dataclasses import replace

from anyqtama.science.queueing.formulas import inverse_blocking, least_for_occupancy, waits
from anyqtama.science.queueing.values import (
    MOST_SERVERS,
    Model,
    Need,
    QueueResult,
    ServiceLevel,
    Status,
    Target,
    Traffic,
)
from anyqtama.science.refusals import BadInput, number, whole


def wait_probability(load_erlangs: float, servers: int) -> float:
    """Return C(n, a), the share that has to wait; 1 where a >= n (Erlang 1917).

    C = 1 / (rho + (1 - rho) / B(n, a)), rho = a / n: sums and products of positive numbers only, so nothing
    cancels.
    """
    number(load_erlangs, "load_erlangs", least=0)
    whole(servers, "servers", least=0, most=MOST_SERVERS)
    if load_erlangs == 0:
        return 0.0 if servers else 1.0
    if load_erlangs >= servers:
        return 1.0
    return waits(load_erlangs, servers, inverse_blocking(load_erlangs, servers))


def erlang_c(traffic: Traffic, servers: int, target: Target) -> QueueResult:
    """Return how `servers` people cope with the traffic when nobody gives up.

    SL(T) = 1 - C e^{-(n - a) T / h}, ASA = C h / (n - a), occupancy = a / n. `traffic.patience_seconds` must
    be None: with patience use `erlang_a`. Of the target only the threshold and the name of the service level
    are used.
    """
    _refuse_patience(traffic)
    whole(servers, "servers", least=0, most=MOST_SERVERS)
    load = traffic.load_erlangs
    inverse = inverse_blocking(load, servers) if 0 < load < servers else math.inf
    return _result(traffic, servers, target, inverse)


def servers_for(traffic: Traffic, target: Target) -> QueueResult:
    """Return the result with the least servers that meet every demand of the target, and what each demand
    asks for.

    >>> from anyqtama.science.queueing import Target, Traffic, servers_for
    >>> hour = Traffic(offered=780, interval_seconds=3600, handle_seconds=210)
    >>> found = servers_for(hour, Target(service_level=0.8, answer_within_seconds=20))
    >>> found.servers, round(found.service_level, 3), round(found.asa_seconds, 1), round(found.occupancy, 3)
    (51, 0.807, 12.5, 0.892)

    Raises
    ------
    BadInput : the traffic has patience, abandonment is limited, or the load exceeds what the formula is kept
    to.
    """
    _refuse_patience(traffic)
    if target.max_abandonment is not None:
        raise BadInput(
            what="is limited, but Erlang C knows no abandonment",
            where="max_abandonment",
            mend="give patience_seconds (Erlang A) or drop the limit",
        )
    load = traffic.load_erlangs
    if load == 0:
        return _result(traffic, 0, target, math.inf)
    traffic.refuse_too_large(target)
    stable = math.floor(load) + 1
    needs = {Need.STABILITY: stable}
    if target.max_occupancy is not None:
        needs[Need.OCCUPANCY] = least_for_occupancy(load, target.max_occupancy)
    unmet = {
        Need.SERVICE_LEVEL: target.service_level is not None,
        Need.ASA: target.max_asa_seconds is not None,
    }
    n, inverse = stable, inverse_blocking(load, stable)
    while True:
        found = _result(traffic, n, target, inverse)
        if unmet[Need.SERVICE_LEVEL] and _at_least(found.service_level, target.service_level):
            needs[Need.SERVICE_LEVEL], unmet[Need.SERVICE_LEVEL] = n, False
        if unmet[Need.ASA] and _at_most(found.asa_seconds, target.max_asa_seconds):
            needs[Need.ASA], unmet[Need.ASA] = n, False
        if not any(unmet.values()) and n >= max(needs.values()):
            return replace(found, needs=tuple(needs.items()))
        n += 1
        inverse = 1.0 + inverse * (n / load)


def _result(traffic: Traffic, servers: int, target: Target, inverse: float) -> QueueResult:
    load = traffic.load_erlangs
    late: float | None
    level: float | None
    asa: float | None
    if load == 0:
        status, late, level, asa, busy = Status.EMPTY, None, None, None, 0.0
    elif load >= servers:
        status, late, level, asa, busy = Status.UNSTABLE, 1.0, 0.0, None, 1.0
    else:
        status, busy = Status.STABLE, load / servers
        late = waits(load, servers, inverse)
        spare = servers - load
        level = 1.0 - late * math.exp(-spare * target.answer_within_seconds / traffic.handle_seconds)
        asa = late * traffic.handle_seconds / spare
    return QueueResult(
        status=status,
        model=Model.ERLANG_C,
        servers=servers,
        load_erlangs=load,
        wait_probability=late,
        service_level=level,
        measured_as=target.measured_as,
        answer_within_seconds=target.answer_within_seconds,
        service_levels=tuple((name, level) for name in ServiceLevel),
        asa_seconds=asa,
        mean_wait_seconds=asa,
        occupancy=busy,
        abandonment=None if status is Status.EMPTY else 0.0,
    )


def _refuse_patience(traffic: Traffic) -> None:
    if traffic.patience_seconds is not None:
        raise BadInput(
            what="is set, but in Erlang C nobody gives up",
            where="patience_seconds",
            mend="use erlang_a, or leave patience out",
        )


def _at_least(value: float | None, limit: float | None) -> bool:
    return value is not None and limit is not None and value >= limit


def _at_most(value: float | None, limit: float | None) -> bool:
    return value is not None and limit is not None and value <= limit
