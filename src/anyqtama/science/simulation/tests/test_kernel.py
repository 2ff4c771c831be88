"""The kernel against a second simulation that asks the product's routing for every choice: the same contacts meet the
same people after the same wait, one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.science.compiling import can_compile
from anyqtama.science.routing import Criterion, Policy
from anyqtama.science.simulation import Centre, Duration, Group, Law, SimulatedQueue, simulate
from anyqtama.science.simulation import kernel as kernel_module
from anyqtama.science.simulation.deck import deal
from anyqtama.science.simulation.layout import lay_out
from anyqtama.science.simulation.playing import play_once
from anyqtama.science.simulation.tests.reference import play_plainly

SKILLS, LANGUAGES = ["tax", "land"], ["kk", "ru"]
HOUR = 3600.0


@st.composite
def centres(draw: st.DrawFn) -> Centre:
    def levels(names: list[str], least: int) -> dict[str, int]:
        return draw(st.dictionaries(st.sampled_from(names), st.integers(1, 3), min_size=least))

    queues = tuple(
        SimulatedQueue(
            name=name,
            offered=tuple(draw(st.lists(st.floats(0, 25), min_size=2, max_size=2))),
            handling=Duration(law=Law.LOGNORMAL, mean_seconds=draw(st.sampled_from([120.0, 400.0])), variation=0.8),
            patience=draw(st.sampled_from([None, Duration(law=Law.EXPONENTIAL, mean_seconds=150)])),
            skills=levels(SKILLS, 0),
            languages=draw(st.sampled_from([{}, {"kk": 0.6, "ru": 0.4}])),
            priority=draw(st.integers(0, 2)),
        )
        for name in ("north", "south", "east")[: draw(st.integers(1, 3))]
    )
    duties = [((0.0, 2 * HOUR),), ((0.0, 0.7 * HOUR), (0.9 * HOUR, 2.5 * HOUR)), ((0.5 * HOUR, 1.5 * HOUR),)]
    groups = tuple(
        Group(
            name=name,
            people=draw(st.integers(0, 3)),
            skills=levels(SKILLS, 1),
            languages=levels(LANGUAGES, 1),
            duty=draw(st.sampled_from(duties)),
            preferred_queues=frozenset(draw(st.sets(st.sampled_from(["north", "south"])))),
        )
        for name in ("a", "b", "c")[: draw(st.integers(1, 3))]
    )
    orders = [Policy().person_order, (Criterion.SPARE_SKILLS, Criterion.IDLE), (Criterion.IDLE,), ()]
    contact_orders = [
        Policy().contact_order,
        (Criterion.PREFERRED_QUEUE, Criterion.PRIORITY, Criterion.WAITING),
        (Criterion.WAITING,),
    ]
    policy = Policy(
        person_order=draw(st.sampled_from(orders)),
        contact_order=draw(st.sampled_from(contact_orders)),
        ageing_seconds=draw(st.sampled_from([None, 120.0])),
    )
    return Centre(queues=queues, groups=groups, interval_seconds=HOUR, policy=policy)


@settings(max_examples=60, deadline=None)
@given(centre=centres(), seed=st.integers(0, 10_000))
def test_the_kernel_equals_the_second_simulation_contact_by_contact(centre: Centre, seed: int) -> None:
    lay, deck = lay_out(centre), deal(centre, seed, 0)
    played = play_once(lay, deck, (len(centre.queues), 2), kernel_module.play)
    floor = play_plainly(centre, deck)
    for c in range(len(deck.arrive)):
        assert played.contacts[c]["by"] == floor.by.get(c, -1)
        assert played.contacts[c]["waited"] == pytest.approx(floor.waited.get(c, np.nan), abs=1e-6, nan_ok=True)


@pytest.mark.skipif(not can_compile(), reason="numba is not installed")
@settings(max_examples=15, deadline=None)
@given(centre=centres(), seed=st.integers(0, 10_000))
def test_compiled_and_plain_give_the_same_counts(centre: Centre, seed: int) -> None:
    plain = simulate(centre, seed=seed, replications=2, engine="plain")
    fast = simulate(centre, seed=seed, replications=2, engine="compiled")
    np.testing.assert_allclose(fast.counts, plain.counts, rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(fast.waits, plain.waits)
    assert (fast.events, fast.status, fast.described_by) == (plain.events, plain.status, plain.described_by)


def test_the_draws_of_a_contact_are_even_and_independent() -> None:
    draws = np.array([[kernel_module.chance(salt, 0, p) for p in range(1, 8)] for salt in range(20_000)])
    assert abs(draws.mean(axis=0) - 0.5).max() < 0.012
    assert abs(np.corrcoef(draws.T) - np.eye(7)).max() < 0.04
    ordered = np.sort(draws[:, 0])
    assert abs(ordered - (np.arange(20_000) + 0.5) / 20_000).max() < 0.012
