import numpy as np
import pytest

from anyqtama.science.quality import Rule, Status, defects_per_unit, individuals, proportions
from anyqtama.science.refusals import BadInput


def test_individuals_have_the_limits_of_the_moving_range() -> None:
    chart = individuals([10, 12, 11, 13, 9])  # ranges 2, 1, 2, 4: mean 2.25; 3/1.128 = 2.66
    assert chart.centre == 11
    assert chart.upper[0] - 11 == pytest.approx(2.6596 * 2.25, abs=1e-3)


def test_proportions_have_limits_by_sample_size() -> None:
    chart = proportions([10, 20, 15], [100, 400, 100])
    assert chart.centre == pytest.approx(45 / 600)
    assert chart.upper[1] == pytest.approx(0.075 + 3 * (0.075 * 0.925 / 400) ** 0.5)
    assert chart.lower[0] == 0.0


def test_steady_series_signals_rarely_and_a_shift_soon() -> None:
    rng = np.random.default_rng(2)
    false = sum(
        any(s.rule is Rule.BEYOND_LIMITS for s in individuals(rng.normal(0, 1, 60), baseline=40).signals)
        for _ in range(200)
    )
    assert false < 80  # 60 points × 0.27 % each, plus the doubt of limits from 40 points
    moved = np.r_[rng.normal(0, 1, 40), rng.normal(3, 1, 10)]
    assert any(s.position >= 40 for s in individuals(moved, baseline=40).signals)


def test_rules_stand_at_the_last_point_of_their_pattern() -> None:
    base = [0.0, 1.0] * 10
    assert (28, Rule.NINE_ON_ONE_SIDE) in _found(base + [0.9] * 9)
    assert (25, Rule.SIX_RISING_OR_FALLING) in _found([*base, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    assert (20, Rule.BEYOND_LIMITS) in _found([*base, 9.0])
    assert (22, Rule.TWO_OF_THREE_FAR) in _found([*base, 2.5, 0.5, 2.5])


def test_large_samples_need_the_overdispersed_chart() -> None:
    rng = np.random.default_rng(6)
    rates = np.clip(rng.normal(0.1, 0.01, 50), 0, 1)
    sizes = np.full(50, 20_000)
    bad = rng.binomial(sizes, rates)
    plain = [s for s in proportions(bad, sizes).signals if s.rule is Rule.BEYOND_LIMITS]
    wide = [s for s in proportions(bad, sizes, overdispersed=True).signals if s.rule is Rule.BEYOND_LIMITS]
    assert len(plain) > 15
    assert len(wide) <= 2


def test_charts_say_when_there_is_nothing_to_judge() -> None:
    assert individuals([5.0]).status is Status.TOO_FEW
    assert individuals([5.0] * 10).status is Status.NO_VARIATION
    assert defects_per_unit([0, 0, 0], [5, 5, 5]).status is Status.NO_VARIATION


def test_charts_refuse_empty_samples_and_impossible_counts() -> None:
    with pytest.raises(BadInput, match=r"sizes\[1\]"):
        proportions([0, 0], [5, 0])
    with pytest.raises(BadInput, match=r"defective\[0\]"):
        proportions([6, 0], [5, 5])
    with pytest.raises(BadInput, match="baseline"):
        individuals([1, 2, 3], baseline=9)
    with pytest.raises(BadInput, match=r"values\[1\]"):
        individuals([1, float("nan"), 3])


def _found(values: list[float]) -> set[tuple[int, Rule]]:
    return {(s.position, s.rule) for s in individuals(values, baseline=20).signals}
