"""Erlang A: n servers, everyone waits until served or out of patience. One interval at a time, exact sums."""

from __future__ import annotations

import math
from dataclasses import replace

from anyqtama.science.queueing.formulas import least_a, perform_a, service_levels
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
from anyqtama.science.refusals import BadInput, whole

MOST_TERMS = 1e7
"""Bound on load x patience / handling time: beyond it the sums take seconds and Erlang C says the same."""


def erlang_a(traffic: Traffic, servers: int, target: Target) -> QueueResult:
    """Return how `servers` people cope when waiting clients give up after an exponential patience.

    Always stable. All four service levels, the mean wait of those answered and of all, and the abandonment come from
    one series of positive terms (Garnett, Mandelbaum, Reiman 2002; Zeltyn, Mandelbaum 2005, section 5).

    >>> from anyqtama.science.queueing import Target, Traffic, erlang_a
    >>> minute = Traffic(offered=48, interval_seconds=60, handle_seconds=60, patience_seconds=120)
    >>> found = erlang_a(minute, 50, Target())
    >>> round(found.wait_probability, 4), round(found.abandonment, 4), round(found.mean_wait_seconds, 2)
    (0.4678, 0.0309, 3.71)
    """
    patience = checked_patience(traffic)
    whole(servers, "servers", least=0, most=MOST_SERVERS)
    load, within = traffic.load_erlangs, target.answer_within_seconds
    if load == 0:
        return _empty(servers, target)
    late, gives_up, answered_wait, answered_late, waits_late, _ = perform_a(
        load, servers, traffic.handle_seconds, patience, within
    )
    answered = 1.0 - gives_up
    levels = [None if math.isnan(v) else v for v in service_levels(gives_up, answered_late, waits_late)]
    four = tuple(zip(ServiceLevel, levels, strict=True))
    return QueueResult(
        status=Status.STABLE,
        model=Model.ERLANG_A,
        servers=servers,
        load_erlangs=load,
        wait_probability=late,
        service_level=dict(four)[target.measured_as],
        measured_as=target.measured_as,
        answer_within_seconds=within,
        service_levels=four,
        asa_seconds=answered_wait / answered if servers else None,
        mean_wait_seconds=gives_up * patience,
        occupancy=min(load * answered / servers, 1.0) if servers else 1.0,
        abandonment=gives_up,
    )


def servers_for_impatient(traffic: Traffic, target: Target) -> QueueResult:
    """Return the result with the least servers that meet every demand, and what each demand alone asks for.

    Raises
    ------
    BadInput : the traffic has no patience, or so much that Erlang C is meant.
    """
    patience = checked_patience(traffic)
    load = traffic.load_erlangs
    if load == 0:
        return _empty(0, target)
    traffic.refuse_too_large(target)
    needs: list[tuple[Need, int]] = []
    for need, demand in (
        (Need.SERVICE_LEVEL, target.service_level),
        (Need.ASA, target.max_asa_seconds),
        (Need.OCCUPANCY, target.max_occupancy),
        (Need.ABANDONMENT, target.max_abandonment),
    ):
        if demand is not None:
            needs.append((need, least_a(load, traffic.handle_seconds, patience, *_alone(need, target))))
    found = erlang_a(traffic, max(n for _, n in needs), target)
    return replace(found, needs=tuple(needs))


def checked_patience(traffic: Traffic) -> float:
    """Return the patience, or refuse a traffic for which Erlang C is the model."""
    if traffic.patience_seconds is None:
        raise BadInput(what="is missing", where="patience_seconds", mend="give it, or use Erlang C")
    if traffic.load_erlangs * traffic.patience_seconds / traffic.handle_seconds > MOST_TERMS:
        raise BadInput(
            what=f"is {traffic.patience_seconds:g}",
            where="patience_seconds",
            mend="nobody gives up so late: leave it out",
        )
    return traffic.patience_seconds


def switched_off(target: Target) -> tuple[float, float, int, float, float, float]:
    """Return (within, level, which, max_asa, max_occupancy, max_abandonment) with harmless values for None."""
    return (
        target.answer_within_seconds,
        -1.0 if target.service_level is None else target.service_level,
        list(ServiceLevel).index(target.measured_as),
        math.inf if target.max_asa_seconds is None else target.max_asa_seconds,
        math.inf if target.max_occupancy is None else target.max_occupancy,
        math.inf if target.max_abandonment is None else target.max_abandonment,
    )


def _alone(need: Need, target: Target) -> tuple[float, float, int, float, float, float]:
    within, level, which, asa, occupancy, abandonment = switched_off(target)
    return (
        within,
        level if need is Need.SERVICE_LEVEL else -1.0,
        which,
        asa if need is Need.ASA else math.inf,
        occupancy if need is Need.OCCUPANCY else math.inf,
        abandonment if need is Need.ABANDONMENT else math.inf,
    )


def _empty(servers: int, target: Target) -> QueueResult:
    return QueueResult(
        status=Status.EMPTY,
        model=Model.ERLANG_A,
        servers=servers,
        load_erlangs=0.0,
        wait_probability=None,
        service_level=None,
        measured_as=target.measured_as,
        answer_within_seconds=target.answer_within_seconds,
        service_levels=tuple((name, None) for name in ServiceLevel),
        asa_seconds=None,
        mean_wait_seconds=None,
        occupancy=0.0,
        abandonment=None,
    )
