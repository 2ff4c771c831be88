import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.science.quality import Status, mean, share, stratified_mean
from anyqtama.science.quality.distributions import (
    fisher_cdf,
    fisher_quantile,
    student_cdf,
    student_quantile,
    two_sided_t,
)
from anyqtama.science.refusals import BadInput


@pytest.mark.parametrize(("good", "of", "low", "high"), [(7, 8, 53, 98), (36, 40, 77, 96), (90, 100, 83, 94)])
def test_share_gives_the_published_person_score_intervals(good: int, of: int, low: int, high: int) -> None:
    found = share(good, of)
    assert found.low is not None
    assert found.high is not None
    assert (round(100 * found.low), round(100 * found.high)) == (low, high)


def test_share_covers_the_truth_as_often_as_it_says() -> None:
    # Exact coverage: the sum of binomial probabilities whose interval holds p, averaged over p.
    n, covered = 30, []
    for p in np.linspace(0.05, 0.95, 37):
        chance = np.array([_binomial(n, k, p) for k in range(n + 1)])
        holds = np.array([_holds(share(k, n), p) for k in range(n + 1)])
        covered.append(float(chance[holds].sum()))
    assert 0.94 < np.mean(covered) < 0.97
    assert min(covered) > 0.90


def test_share_of_nothing_has_no_value() -> None:
    found = share(0, 0)
    assert found.status is Status.TOO_FEW
    assert found.value is None
    assert found.low is None


@pytest.mark.parametrize(("good", "of"), [(5, 4), (-1, 3), (1.5, 3), (float("nan"), 3), (1, float("inf"))])
def test_share_refuses_what_is_not_a_share(good: float, of: float) -> None:
    with pytest.raises(BadInput):
        share(good, of)


@given(st.integers(0, 200), st.integers(0, 200))
def test_share_holds_its_own_value_within_zero_and_one(a: int, b: int) -> None:
    found = share(a, a + b)
    if a + b:
        assert found.low is not None
        assert found.value is not None
        assert found.high is not None
        assert 0 <= found.low <= found.value <= found.high <= 1


def test_people_with_overlapping_intervals_are_not_ranked() -> None:
    assert share(7, 8).overlaps(share(36, 40))
    assert not share(5, 100).overlaps(share(90, 100))
    assert share(0, 0).overlaps(share(90, 100))


@pytest.mark.parametrize(("freedom", "table"), [(1, 12.706), (4, 2.776), (9, 2.262), (30, 2.042), (120, 1.980)])
def test_student_quantiles_equal_the_printed_table(freedom: int, table: float) -> None:
    assert two_sided_t(0.95, freedom) == pytest.approx(table, abs=6e-4)


@pytest.mark.parametrize(("f", "m", "n"), [(4.10, 2, 10), (2.71, 5, 20), (19.4, 12, 2)])
def test_fisher_quantiles_equal_the_printed_table(f: float, m: int, n: int) -> None:
    assert fisher_quantile(0.95, m, n) == pytest.approx(f, rel=3e-3)


@given(st.floats(0.001, 0.999), st.floats(1, 300), st.floats(1, 300))
def test_quantile_functions_undo_their_distributions(p: float, a: float, b: float) -> None:
    assert student_cdf(student_quantile(p, a), a) == pytest.approx(p, abs=1e-9)
    assert fisher_cdf(fisher_quantile(p, a, b), a, b) == pytest.approx(p, abs=1e-9)


def test_distributions_agree_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    for freedom in (1, 2.5, 7, 50, 1e4):
        for t in (-3.0, -0.4, 0.0, 1.2, 8.0):
            assert student_cdf(t, freedom) == pytest.approx(stats.t.cdf(t, freedom), abs=1e-10)


def test_mean_is_student_s_interval_narrowed_by_the_finite_correction() -> None:
    values = [4.0, 6.0, 5.0, 9.0, 6.0]
    plain, finite = mean(values), mean(values, population=9)
    # s² = 3.5, so s/sqrt(5) = 0.836660; t(4) = 2.776445
    assert plain.high is not None
    assert plain.value is not None
    assert finite.high is not None
    assert plain.high - plain.value == pytest.approx(2.776445 * 0.836660, rel=1e-5)
    assert finite.high - plain.value == pytest.approx((plain.high - plain.value) * (1 - 5 / 9) ** 0.5, rel=1e-9)


def test_the_finite_correction_is_that_of_one_stratum_and_makes_the_variance_unbiased() -> None:
    values = [4.0, 6.0, 5.0, 9.0, 6.0]
    one, stratum = mean(values, population=9), stratified_mean(values, ["all"] * 5, {"all": 9})
    assert (one.low, one.high) == pytest.approx((stratum.low, stratum.high), rel=1e-12)
    # Every sample of 3 from 6: the mean of the estimated variances is the variance of the means.
    samples = np.array(list(itertools.combinations([1.0, 2.0, 4.0, 7.0, 8.0, 8.0], 3)))
    found = [mean(sample, population=6) for sample in samples.tolist()]
    errors = [(f.high - f.value) / 4.302652730 for f in found if f.high is not None and f.value is not None]
    assert np.mean(np.square(errors)) == pytest.approx(samples.mean(axis=1).var(), rel=1e-6)


def test_mean_of_the_whole_population_is_certain() -> None:
    whole = mean([1.0, 2.0, 3.0], population=3)
    assert whole.low == whole.high == 2.0


def test_mean_of_one_value_has_no_limits() -> None:
    one = mean([5.0])
    assert (one.status, one.value, one.low) == (Status.TOO_FEW, 5.0, None)


@pytest.mark.parametrize("wrong", [[1.0, float("nan")], [float("inf"), 1.0], ["a", "b"]])
def test_mean_refuses_what_is_not_a_finite_number(wrong: list[object]) -> None:
    with pytest.raises(BadInput):
        mean(wrong)  # type: ignore[arg-type]


def _binomial(n: int, k: int, p: float) -> float:
    from math import comb

    return float(comb(n, k) * p**k * (1 - p) ** (n - k))


def _holds(interval: object, p: float) -> bool:
    from anyqtama.science.quality import Interval

    assert isinstance(interval, Interval)
    assert interval.low is not None
    assert interval.high is not None
    return interval.low <= p <= interval.high
