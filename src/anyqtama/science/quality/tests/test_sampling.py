from collections.abc import Hashable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.science.quality import (
    SampleParams,
    SampleSizeParams,
    Status,
    draw,
    sample_size,
    stratified_mean,
)
from anyqtama.science.refusals import BadInput


@pytest.mark.parametrize(
    ("margin", "population", "expected"),
    [(0.05, None, 385), (0.03, None, 1068), (0.05, 1000, 278), (0.05, 500, 218), (0.05, 1, 1)],
)
def test_sample_size_gives_the_published_figures(margin: float, population: int | None, expected: int) -> None:
    assert sample_size(SampleSizeParams(margin=margin, population=population)) == expected


def test_sample_size_reaches_the_margin_in_simulated_draws() -> None:
    rng = np.random.default_rng(5)
    population = np.r_[np.ones(500), np.zeros(500)]
    n = sample_size(SampleSizeParams(margin=0.05, population=1000))
    means = [rng.choice(population, n, replace=False).mean() for _ in range(2000)]
    assert 0.935 < np.mean(np.abs(np.array(means) - 0.5) <= 0.05) < 0.975


@pytest.mark.parametrize("wrong", [{"margin": 0.0}, {"margin": 0.05, "expected": 1.0}, {"margin": float("nan")}])
def test_sample_size_refuses_impossible_precision(wrong: dict[str, float]) -> None:
    with pytest.raises(BadInput):
        SampleSizeParams(**wrong)  # type: ignore[arg-type]


STRATA = ["voice-kk"] * 600 + ["voice-ru"] * 300 + ["chat-ru"] * 95 + ["chat-en"] * 5


def test_draw_spreads_the_sample_in_proportion_and_keeps_the_minimum() -> None:
    found = draw(SampleParams(size=100, seed=1, minimum_per_stratum=3), STRATA)
    assert found.drawn_by_stratum == {"voice-kk": 59, "voice-ru": 29, "chat-ru": 9, "chat-en": 3}
    assert found.random.size == len(set(found.random.tolist())) == 100
    assert found.population_by_stratum["chat-ru"] == 95


def test_draw_repeats_by_seed_and_differs_by_seed() -> None:
    first, again = draw(SampleParams(size=50, seed=7), STRATA), draw(SampleParams(size=50, seed=7), STRATA)
    other = draw(SampleParams(size=50, seed=8), STRATA)
    assert first.seed == 7
    assert np.array_equal(first.random, again.random)
    assert not np.array_equal(first.random, other.random)


def test_draw_gives_each_contact_of_a_stratum_the_same_chance() -> None:
    hits = np.zeros(20)
    for seed in range(3000):
        hits[draw(SampleParams(size=5, seed=seed), ["a"] * 20).random] += 1
    chi_square = float(((hits - 750) ** 2 / 750).sum()) / (1 - 5 / 20)
    assert chi_square < 43.8  # 99.9 % point of chi-square with 19 degrees of freedom


def test_draw_takes_risky_contacts_apart_and_never_those_without_risk() -> None:
    risk = np.zeros(1000)
    risk[::10] = np.arange(100)
    found = draw(SampleParams(size=100, seed=3, risk_size=20), STRATA, risk)
    assert found.risk.size == 20
    assert not set(found.risk.tolist()) & set(found.random.tolist())
    assert (risk[found.risk] > 0).all()


def test_risk_picks_follow_the_weights() -> None:
    wins = sum(
        int(draw(SampleParams(size=0, seed=s, risk_size=1), ["a", "a"], [1.0, 3.0]).risk[0]) for s in range(4000)
    )
    assert wins / 4000 == pytest.approx(0.75, abs=0.025)


def test_draw_says_when_there_are_too_few_contacts() -> None:
    found = draw(SampleParams(size=10, seed=1), ["a"] * 4)
    assert (found.status, found.random.size, found.shortfall) == (Status.TOO_FEW, 4, 6)
    assert draw(SampleParams(size=1, seed=1), []).status is Status.TOO_FEW


def test_draw_refuses_a_minimum_that_cannot_fit_and_risk_without_weights() -> None:
    with pytest.raises(BadInput, match="minimum_per_stratum"):
        draw(SampleParams(size=3, seed=1, minimum_per_stratum=1), STRATA)
    with pytest.raises(BadInput, match="risk_scores"):
        draw(SampleParams(size=3, seed=1, risk_size=1), STRATA)


@given(st.lists(st.integers(0, 4), max_size=60), st.integers(0, 80), st.integers(0, 9))
def test_draw_never_takes_more_than_there_is(strata: list[int], size: int, seed: int) -> None:
    found = draw(SampleParams(size=size, seed=seed), strata)
    assert found.random.size == min(size, len(strata))
    labels = [strata[i] for i in found.random]
    assert all(labels.count(label) == drawn for label, drawn in found.drawn_by_stratum.items())


def test_stratified_mean_covers_the_population_mean() -> None:
    rng = np.random.default_rng(11)
    population = {"a": rng.normal(60, 10, 700), "b": rng.normal(80, 5, 300)}
    truth = np.concatenate(list(population.values())).mean()
    sizes: dict[Hashable, int] = {"a": 700, "b": 300}
    held = 0
    for _ in range(1000):
        a, b = rng.choice(population["a"], 12, replace=False), rng.choice(population["b"], 20, replace=False)
        found = stratified_mean(np.r_[a, b], ["a"] * 12 + ["b"] * 20, sizes)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= truth <= found.high
    assert 0.93 < held / 1000 < 0.97


def test_stratified_mean_needs_two_values_in_each_stratum() -> None:
    assert stratified_mean([1.0, 2.0, 3.0], ["a", "a", "b"], {"a": 5, "b": 5}).status is Status.TOO_FEW
    with pytest.raises(BadInput, match="population"):
        stratified_mean([1.0], ["z"], {"a": 5})
