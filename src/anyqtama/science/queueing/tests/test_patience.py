"""Erlang A against its definition: the birth-death chain in 60 digits, and the density of the wait integrated."""

from __future__ import annotations

from decimal import Decimal, getcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.science.queueing import (
    Need,
    QueueResult,
    ServiceLevel,
    Status,
    Target,
    Traffic,
    erlang_a,
    erlang_c,
    servers_for_impatient,
)
from anyqtama.science.refusals import BadInput

HANDLE = 180.0


def traffic(load: float, patience: float | None) -> Traffic:
    return Traffic(offered=load, interval_seconds=HANDLE, handle_seconds=HANDLE, patience_seconds=patience)


def chain(load: float, servers: int, ratio: float) -> tuple[Decimal, Decimal]:
    """P(wait) and P(abandon) from the stationary chain, summed up in Decimal. `ratio` is patience / handling."""
    getcontext().prec = 60
    a, leave = Decimal(load), 1 / Decimal(ratio)
    weight, total, late, lost, m = Decimal(1), Decimal(1), Decimal(0), Decimal(0), 0
    if servers == 0:
        late = Decimal(1)
    while m <= servers or weight * m > late * Decimal(10) ** -40:
        m += 1
        beyond = max(m - servers, 0)
        weight *= a / (min(m, servers) + beyond * leave)
        total += weight
        late += weight if m >= servers else 0
        lost += weight * beyond * leave
    return late / total, lost / total / a


@settings(max_examples=60, deadline=None)
@given(load=st.floats(0.05, 150), part=st.floats(0.4, 2), ratio=st.floats(0.01, 30))
def test_waiting_and_abandonment_equal_the_chain(load: float, part: float, ratio: float) -> None:
    servers = int(load * part) + 1
    found = erlang_a(traffic(load, ratio * HANDLE), servers, Target())
    late, lost = chain(load, servers, ratio)
    assert found.wait_probability == pytest.approx(float(late), rel=1e-11)
    assert found.abandonment == pytest.approx(float(lost), rel=1e-10)


def by_integration(load: float, servers: int, patience: float, within: float) -> tuple[float, float, float]:
    """P(answered within T), P(abandoned within T), E[wait; answered] by quadrature of the offered wait's density."""
    arrive, serve, leave = load / HANDLE, servers / HANDLE, 1 / patience
    nodes, weights = np.polynomial.legendre.leggauss(60)

    def density(v: np.ndarray) -> np.ndarray:
        return arrive * np.exp(arrive * -np.expm1(-leave * v) / leave - serve * v)

    def integral(a: float, b: float, f: object) -> float:
        edges = np.linspace(a, b, 200)
        half = (edges[1:] - edges[:-1])[:, None] / 2
        v = edges[:-1, None] + half * (nodes + 1)
        return float((half * weights * density(v) * f(v)).sum())  # type: ignore[operator]

    below = 1.0  # sum over states under n, relative to n - 1
    for n in range(1, servers):
        below = 1 + below * n / load
    end = 60 * max(patience, HANDLE)
    total = below + integral(0, within, np.ones_like) + integral(within, end, np.ones_like)

    def stays(v: np.ndarray) -> np.ndarray:
        return np.exp(-leave * v)

    quick = (below + integral(0, within, stays)) / total
    gone = (
        integral(0, within, lambda v: 1 - np.exp(-leave * v))
        + (1 - np.exp(-leave * within)) * integral(within, end, np.ones_like)
    ) / total
    waited = (integral(0, within, lambda v: v * stays(v)) + integral(within, end, lambda v: v * stays(v))) / total
    return quick, gone, waited


@settings(max_examples=40, deadline=None)
@given(
    load=st.floats(1, 120),
    part=st.floats(0.6, 1.5),
    patience=st.floats(20, 1500),
    within=st.floats(1, 200),
)
def test_all_four_service_levels_and_the_wait_equal_the_integrals(
    load: float, part: float, patience: float, within: float
) -> None:
    servers = int(load * part) + 1
    found = erlang_a(traffic(load, patience), servers, Target(answer_within_seconds=within))
    quick, gone, waited = by_integration(load, servers, patience, within)
    answered = 1 - float(chain(load, servers, patience / HANDLE)[1])
    four = dict(found.service_levels)
    assert four[ServiceLevel.SL_A] == pytest.approx(quick, rel=1e-9)
    assert four[ServiceLevel.SL_B] == pytest.approx(quick / answered, rel=1e-9)
    assert four[ServiceLevel.SL_C] == pytest.approx(quick / (1 - gone), rel=1e-9)
    assert four[ServiceLevel.SL_D] == pytest.approx(quick + gone, rel=1e-9)
    assert found.asa_seconds == pytest.approx(waited / answered, rel=1e-8, abs=1e-9)


def test_the_published_example_of_garnett() -> None:
    found = erlang_a(Traffic(offered=48, interval_seconds=60, handle_seconds=60, patience_seconds=120), 50, Target())
    assert found.wait_probability == pytest.approx(0.4678, abs=5e-5)
    assert found.abandonment == pytest.approx(0.0309, abs=5e-5)
    assert found.mean_wait_seconds == pytest.approx(3.71, abs=5e-3)


def test_endless_patience_is_erlang_c_and_heavy_overload_stays_finite() -> None:
    calm, endless = traffic(45.5, None), traffic(45.5, 1e5 * HANDLE)
    c, a = erlang_c(calm, 51, Target()), erlang_a(endless, 51, Target())
    assert a.service_level == pytest.approx(c.service_level, rel=1e-3)
    crush = erlang_a(traffic(2000.0, 40 * HANDLE), 500, Target())
    assert crush.abandonment == pytest.approx(0.75, rel=1e-9)
    assert crush.occupancy == pytest.approx(1.0, rel=1e-9)
    assert crush.status is Status.STABLE


@settings(max_examples=60, deadline=None)
@given(
    load=st.floats(0.2, 200),
    patience=st.floats(10, 1000),
    level=st.floats(0.05, 0.99),
    name=st.sampled_from(list(ServiceLevel)),
    occupancy=st.one_of(st.none(), st.floats(0.3, 0.99)),
    lost=st.one_of(st.none(), st.floats(0.005, 0.5)),
    asa=st.one_of(st.none(), st.floats(0.5, 60)),
)
def test_the_inverse_is_the_least_that_meets_all_demands(
    load: float,
    patience: float,
    level: float,
    name: ServiceLevel,
    occupancy: float | None,
    lost: float | None,
    asa: float | None,
) -> None:
    target = Target(
        service_level=level, measured_as=name, max_occupancy=occupancy, max_abandonment=lost, max_asa_seconds=asa
    )

    def meets(r: QueueResult) -> bool:
        assert r.service_level is not None
        assert r.abandonment is not None
        assert r.asa_seconds is not None
        return (
            r.service_level >= level
            and (occupancy is None or r.occupancy <= occupancy)
            and (lost is None or r.abandonment <= lost)
            and (asa is None or r.asa_seconds <= asa * (1 + 1e-12))
        )

    found = servers_for_impatient(traffic(load, patience), target)
    assert meets(found)
    if found.servers > 1:
        assert not meets(erlang_a(traffic(load, patience), found.servers - 1, target))
    assert found.servers == max(n for _, n in found.needs)


def test_each_demand_tells_what_it_alone_asks_for() -> None:
    target = Target(service_level=0.8, max_abandonment=0.02, max_occupancy=0.8)
    needs = dict(servers_for_impatient(traffic(45.5, 120), target).needs)
    assert set(needs) == {Need.SERVICE_LEVEL, Need.ABANDONMENT, Need.OCCUPANCY}
    assert needs[Need.SERVICE_LEVEL] < needs[Need.OCCUPANCY]


def test_nobody_on_shift_loses_everyone() -> None:
    found = erlang_a(traffic(5, 60), 0, Target())
    assert (found.abandonment, found.service_level, found.asa_seconds) == (1.0, 0.0, None)
    assert dict(found.service_levels)[ServiceLevel.SL_B] is None


def test_missing_or_endless_patience_is_refused() -> None:
    with pytest.raises(BadInput, match="patience_seconds is missing"):
        erlang_a(traffic(5, None), 5, Target())
    with pytest.raises(BadInput, match="leave it out"):
        servers_for_impatient(traffic(500, 1e9), Target())


def test_nothing_offered_is_a_status() -> None:
    empty = servers_for_impatient(traffic(0, 60), Target())
    assert (empty.status, empty.servers, empty.service_level) == (Status.EMPTY, 0, None)
