"""Slow proofs, apart from the tests: simulation against every formula, with the chance of a false alarm stated.

    pytest verification            (some minutes; needs numba)

Each estimate may lie 4 standard errors off (1 in 16,000 by chance for each of about sixty comparisons).
"""

from __future__ import annotations

import math

import pytest

from anyqtama.science.queueing import (
    ChatTraffic,
    Intervals,
    Target,
    Traffic,
    blocking,
    carry_over,
    erlang_a,
    erlang_c,
    perform_chat,
    servers_for,
)
from anyqtama.science.simulation import (
    Centre,
    Duration,
    Estimate,
    Group,
    Law,
    SimulatedQueue,
    SimulationResult,
    simulate,
)
from anyqtama.science.simulation import kernel as columns

HOUR = 3600.0
ALWAYS = ((0.0, 1e12),)


def law(mean: float, kind: Law = Law.EXPONENTIAL, variation: float = 1.0) -> Duration:
    return Duration(law=kind, mean_seconds=mean, variation=variation)


def play(
    people: int,
    load: float,
    *,
    patience: Duration | None = None,
    handling: Duration | None = None,
    capacity: int = 1,
    stretch: tuple[float, ...] = (1.0,),
    contacts: int = 4_000_000,
    within: float = 20.0,
) -> SimulationResult:
    """Play M/G/n (+G) at so many erlangs, handling 180 s unless given."""
    work = handling or law(180)
    offered = load * HOUR / work.mean_seconds
    hours = max(int(contacts / 40 / offered), 20)
    queue = SimulatedQueue(
        name="q",
        offered=(offered,) * hours,
        handling=work,
        patience=patience,
        skills={"s": 1},
        answer_within_seconds=within,
    )
    group = Group(name="g", people=people, skills={"s": 1}, duty=ALWAYS, capacity=capacity, stretch=stretch)
    centre = Centre(queues=(queue,), groups=(group,), interval_seconds=HOUR, warm_up_seconds=hours // 5 * HOUR)
    return simulate(centre, seed=20261122, replications=40)


def agrees(estimate: Estimate, value: float | None) -> None:
    assert value is not None
    assert estimate.error is not None
    assert abs(estimate.mean - value) <= 4 * estimate.error + 1e-12, (estimate, value)


def traffic(load: float, patience: float | None = None) -> Traffic:
    return Traffic(offered=load, interval_seconds=180, handle_seconds=180, patience_seconds=patience)


@pytest.mark.parametrize(("people", "load"), [(1, 0.6), (5, 4.0), (51, 45.5), (200, 190.0)])
def test_mmc_is_erlang_c(people: int, load: float) -> None:
    found, theory = play(people, load), erlang_c(traffic(load), people, Target())
    agrees(found.service_level("q"), theory.service_level)
    agrees(found.asa_seconds("q"), theory.asa_seconds)
    agrees(found.occupancy("g"), theory.occupancy)


@pytest.mark.parametrize("patience", [30.0, 180.0, 900.0])
@pytest.mark.parametrize(("people", "load"), [(3, 4.0), (50, 50.0), (100, 120.0), (60, 50.0)])
def test_mmc_with_patience_is_erlang_a_overload_included(people: int, load: float, patience: float) -> None:
    found = play(people, load, patience=law(patience), contacts=2_000_000)
    theory = erlang_a(traffic(load, patience), people, Target())
    agrees(found.abandonment("q"), theory.abandonment)
    agrees(found.asa_seconds("q"), theory.asa_seconds)
    for letter, (_, level) in zip("ABCD", theory.service_levels, strict=True):
        agrees(found.service_level("q", letter), level)


@pytest.mark.parametrize("handling", [law(180), law(180, Law.LOGNORMAL, 1.2), law(180, Law.CONSTANT)])
def test_no_patience_at_all_is_erlang_b_whatever_the_work(handling: Duration) -> None:
    found = play(20, 16.0, patience=law(1e-6), handling=handling)
    agrees(found.abandonment("q"), blocking(16.0, 20))


def test_littles_law() -> None:
    found, theory = play(51, 45.5), erlang_c(traffic(45.5), 51, Target())
    assert theory.asa_seconds is not None
    # Busy positions are the arrival rate times the handling time, whatever the queue.
    agrees(found.occupancy("g"), 45.5 / 51)
    agrees(found.handle_seconds("q"), 180.0)
    waited = found.per_replication("q", columns.WAIT_ALL).mean
    offered = found.per_replication("q", columns.OFFERED).mean
    assert waited / offered == pytest.approx(theory.asa_seconds, rel=0.05)


def test_regular_work_waits_half_as_long_as_exponential_with_one_person() -> None:
    """Pollaczek and Khinchine: E[W] = load / (1 - load) x handling (1 + variation^2) / 2."""
    for handling, factor in ((law(180, Law.CONSTANT), 0.5), (law(180, Law.LOGNORMAL, 0.8), 0.82), (law(180), 1.0)):
        agrees(play(1, 0.7, handling=handling).asa_seconds("q"), 0.7 / 0.3 * 180 * factor)


def test_chats_are_close_to_the_even_spread() -> None:
    stretch = (1.0, 1.25, 1.6)
    found = play(10, 18.0, patience=law(240), capacity=3, stretch=stretch, contacts=2_000_000)
    chat = ChatTraffic(
        offered=18, interval_seconds=180, handle_seconds_at=tuple(180 * s for s in stretch), patience_seconds=240
    )
    theory = perform_chat(chat, 10, Target())
    assert theory.service_level is not None
    assert found.service_level("q").mean == pytest.approx(theory.service_level, abs=0.01)
    assert found.occupancy("g").mean == pytest.approx(theory.occupancy, abs=0.01)


def test_a_rush_is_the_transient_chain_interval_by_interval() -> None:
    offered = (100.0, 160.0, 120.0, 60.0)
    queue = SimulatedQueue(name="q", offered=offered, handling=law(180), patience=law(300), skills={"s": 1})
    group = Group(name="g", people=25, skills={"s": 1}, duty=ALWAYS)
    found = simulate(Centre(queues=(queue,), groups=(group,), interval_seconds=900.0), seed=5, replications=8000)
    chain = carry_over(
        Intervals(offered=offered, interval_seconds=900, handle_seconds=180, patience_seconds=300), [25] * 4, Target()
    )
    for i in range(4):
        agrees(found.service_level("q", interval=i), float(chain.within_share[i]))


def test_the_two_skill_ring_lies_between_pooled_and_apart() -> None:
    kinds, each = range(6), 16
    queues = tuple(
        SimulatedQueue(
            name=f"q{k}", offered=(84.0,) * 400, handling=law(600), skills={f"s{k}": 1}, answer_within_seconds=30
        )
        for k in kinds
    )
    groups = tuple(
        Group(name=f"g{k}", people=each, skills={f"s{k}": 1, f"s{(k + 1) % 6}": 1}, duty=ALWAYS) for k in kinds
    )
    centre = Centre(queues=queues, groups=groups, interval_seconds=HOUR, warm_up_seconds=20 * HOUR)
    found = simulate(centre, seed=6, replications=20)
    promise = Target(answer_within_seconds=30)
    pooled = erlang_c(Traffic(offered=84, interval_seconds=600, handle_seconds=600), 96, promise).service_level
    apart = erlang_c(Traffic(offered=14, interval_seconds=600, handle_seconds=600), each, promise).service_level
    assert pooled is not None
    assert apart is not None
    for k in kinds:
        level = found.service_level(f"q{k}").mean
        assert apart < level < pooled
        assert level > 0.80


def test_breaks_spread_out_cover_better_than_breaks_together() -> None:
    queue = SimulatedQueue(name="q", offered=(100.0,) * 8, handling=law(180), patience=law(300), skills={"s": 1})

    def crew(name: str, start: float) -> Group:
        return Group(name=name, people=8, skills={"s": 1}, duty=((0.0, start), (start + 900, 4 * HOUR)))

    def worst(starts: tuple[float, float, float]) -> float:
        groups = tuple(crew(f"g{i}", start) for i, start in enumerate(starts))
        found = simulate(Centre(queues=(queue,), groups=groups, interval_seconds=1800.0), seed=7, replications=400)
        return min(found.service_level("q", interval=i).mean for i in range(8))

    together, spread = worst((7200.0, 7200.0, 7200.0)), worst((5400.0, 7200.0, 9000.0))
    assert spread > together + 0.3


def test_published_examples() -> None:
    """The points of the literature, each by formula and by simulation."""
    minute = Traffic(offered=48, interval_seconds=60, handle_seconds=60)
    assert erlang_c(minute, 50, Target()).asa_seconds == pytest.approx(20.83, abs=0.005)
    found = play(50, 48.0, patience=law(120), handling=law(60))
    agrees(found.abandonment("q"), 0.030912249)
    hour = servers_for(Traffic(offered=780, interval_seconds=HOUR, handle_seconds=210), Target())
    assert (hour.servers, math.floor((hour.service_level or 0) * 1000)) == (51, 806)
    agrees(play(51, 45.5, handling=law(210)).service_level("q"), hour.service_level)
