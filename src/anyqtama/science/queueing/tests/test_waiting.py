"""Erlang B and C one interval at a time: published points, exact fractions, inverses, refusals."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.science.queueing import (
    Need,
    ServiceLevel,
    Status,
    Target,
    Traffic,
    blocking,
    erlang_c,
    load_for_blocking,
    servers_for,
    servers_for_blocking,
    wait_probability,
)
from anyqtama.science.refusals import BadInput

HOUR = Traffic(offered=780, interval_seconds=3600, handle_seconds=210)


@pytest.mark.parametrize(("servers", "load"), [(10, 4.461), (20, 12.03), (50, 37.90), (100, 84.06)])
def test_blocking_of_one_percent_equals_the_printed_tables(servers: int, load: float) -> None:
    assert blocking(load, servers) == pytest.approx(0.01, abs=1.5e-5)
    assert load_for_blocking(servers, 0.01) == pytest.approx(load, abs=0.006)
    assert servers_for_blocking(load_for_blocking(servers, 0.01), 0.01) == servers


@settings(max_examples=100, deadline=None)
@given(servers=st.integers(1, 120), load=st.fractions(Fraction(1, 50), 100, max_denominator=50))
def test_waiting_and_blocking_equal_exact_fractions(servers: int, load: Fraction) -> None:
    term, total = Fraction(1), Fraction(1)
    for k in range(1, servers + 1):
        term = term * load / k
        total += term
    lost = term / total
    assert blocking(float(load), servers) == pytest.approx(float(lost), rel=1e-12)
    if load < servers:
        waits = lost / (1 - load / servers * (1 - lost))
        assert wait_probability(float(load), servers) == pytest.approx(float(waits), rel=1e-12)


@pytest.mark.parametrize(("max_occupancy", "servers"), [(None, 51), (0.88, 52), (0.85, 54)])
def test_the_computed_requirement_of_780_an_hour(max_occupancy: float | None, servers: int) -> None:
    found = servers_for(HOUR, Target(max_occupancy=max_occupancy))
    assert found.load_erlangs == 45.5
    assert found.servers == servers == max(n for _, n in found.needs)
    if max_occupancy is None:
        assert found.service_level == pytest.approx(0.807, abs=5e-4)
        assert found.asa_seconds == pytest.approx(12.5, abs=0.05)
        assert found.occupancy == pytest.approx(0.892, abs=5e-4)
        assert found.measured_as is ServiceLevel.SL_A
    else:
        assert dict(found.needs)[Need.OCCUPANCY] == servers


def test_published_examples() -> None:
    minute = Traffic(offered=48, interval_seconds=60, handle_seconds=60)
    assert erlang_c(minute, 50, Target()).asa_seconds == pytest.approx(20.83, abs=0.005)
    half_hour = Traffic(offered=100, interval_seconds=1800, handle_seconds=180)
    found = servers_for(half_hour, Target(service_level=0.8))
    assert found.servers == 14
    assert found.wait_probability == pytest.approx(0.17413, abs=5e-6)
    assert found.service_level == pytest.approx(0.88835, abs=5e-6)


@settings(max_examples=150, deadline=None)
@given(
    offered=st.floats(0.1, 3000),
    handle=st.floats(5, 600),
    level=st.floats(0, 0.999),
    within=st.floats(0, 300),
    occupancy=st.one_of(st.none(), st.floats(0.3, 1)),
    asa=st.one_of(st.none(), st.floats(0.5, 300)),
)
def test_the_inverse_is_the_least_that_meets_all_demands(
    offered: float, handle: float, level: float, within: float, occupancy: float | None, asa: float | None
) -> None:
    traffic = Traffic(offered=offered, interval_seconds=1800, handle_seconds=handle)
    target = Target(service_level=level, answer_within_seconds=within, max_occupancy=occupancy, max_asa_seconds=asa)

    def meets(servers: int) -> bool:
        r = erlang_c(traffic, servers, target)
        if r.status is not Status.STABLE or r.service_level is None or r.asa_seconds is None:
            return False
        fits = occupancy is None or r.occupancy <= occupancy
        return r.service_level >= level and fits and (asa is None or r.asa_seconds <= asa)

    found = servers_for(traffic, target).servers
    assert meets(found)
    assert not meets(found - 1)


def test_five_thousand_servers_stay_exact() -> None:
    load = Fraction(4950)
    inverse = Fraction(1)
    for n in range(1, 5001):
        inverse = Fraction(float(1 + inverse * n / load)) if n < 4000 else 1 + inverse * n / load
        inverse = inverse.limit_denominator(10**40)
    exact = 1 / (float(load / 5000) + (1 - float(load / 5000)) * float(inverse))
    assert wait_probability(4950.0, 5000) == pytest.approx(exact, rel=1e-11)


def test_overload_and_emptiness_are_a_status() -> None:
    overload = erlang_c(HOUR, 45, Target())
    assert (overload.status, overload.service_level, overload.asa_seconds) == (Status.UNSTABLE, 0.0, None)
    empty = servers_for(Traffic(offered=0, interval_seconds=3600, handle_seconds=210), Target())
    assert (empty.status, empty.servers, empty.service_level) == (Status.EMPTY, 0, None)


BAD = [math.nan, math.inf, -math.inf, -1.0]


@pytest.mark.parametrize("bad", BAD)
def test_senseless_traffic_and_targets_are_refused(bad: float) -> None:
    with pytest.raises(BadInput, match="offered"):
        Traffic(offered=bad, interval_seconds=1, handle_seconds=1)
    for name in ("interval_seconds", "handle_seconds", "patience_seconds"):
        for value in (bad, 0.0):
            good = {"offered": 1.0, "interval_seconds": 1.0, "handle_seconds": 1.0}
            with pytest.raises(BadInput, match=name):
                Traffic(**(good | {name: value}))
    for name in ("service_level", "max_asa_seconds", "max_occupancy", "max_abandonment", "answer_within_seconds"):
        with pytest.raises(BadInput, match=name):
            Target(**{name: bad})  # type: ignore[arg-type]
    with pytest.raises(BadInput):
        blocking(bad, 5)
    with pytest.raises(BadInput):
        servers_for_blocking(5.0, bad)


def test_a_target_of_nothing_certainty_or_abandonment_without_patience_is_refused() -> None:
    with pytest.raises(BadInput, match="asks for nothing"):
        Target(service_level=None)
    with pytest.raises(BadInput, match="below 1"):
        Target(service_level=1.0)
    with pytest.raises(BadInput, match="patience_seconds"):
        servers_for(HOUR, Target(max_abandonment=0.05))
    patient = Traffic(offered=1, interval_seconds=1, handle_seconds=1, patience_seconds=60)
    with pytest.raises(BadInput, match="erlang_a"):
        servers_for(patient, Target())
    with pytest.raises(BadInput, match="servers"):
        erlang_c(HOUR, -1, Target())


def test_an_occupancy_that_asks_for_a_whole_country_is_refused_at_once() -> None:
    with pytest.raises(BadInput, match="max_occupancy"):
        servers_for(HOUR, Target(max_occupancy=1e-9))
    with pytest.raises(BadInput, match="load_erlangs"):
        servers_for(Traffic(offered=1e12, interval_seconds=1, handle_seconds=1), Target())
