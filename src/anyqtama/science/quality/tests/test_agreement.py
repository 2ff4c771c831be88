from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.science.quality import (
    Agreement,
    Level,
    Status,
    Weights,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    raw_agreement,
)
from anyqtama.science.refusals import BadInput

NAN = float("nan")

# K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: 12 units, 4 observers.
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
).T

# J. L. Fleiss (1971)-style table in wide use: 10 subjects, 14 raters, 5 categories; kappa 0.210.
FLEISS = [
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
]


def table(cells: dict[tuple[int, int], int]) -> np.ndarray:
    return np.array([pair for pair, times in cells.items() for _ in range(times)], dtype=float)


def value(found: Agreement) -> float:
    assert found.status is Status.OK
    assert found.value is not None
    return found.value


@pytest.mark.parametrize(
    ("level", "published"), [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849)]
)
def test_alpha_equals_the_published_example_with_missing_marks(level: Level, published: float) -> None:
    assert value(krippendorff_alpha(KRIPPENDORFF, level=level)) == pytest.approx(published, abs=5e-4)


def test_fleiss_kappa_equals_the_published_example() -> None:
    rows = np.array([np.repeat(np.arange(5), row) for row in FLEISS], dtype=float)
    found = fleiss_kappa(rows)
    assert value(found) == pytest.approx(0.210, abs=5e-4)
    assert (found.observed, found.expected) == pytest.approx((0.378, 0.213), abs=1e-3)


def test_cohen_kappa_equals_the_textbook_table() -> None:
    found = cohen_kappa(table({(1, 1): 20, (1, 0): 5, (0, 1): 10, (0, 0): 15}))
    assert (value(found), found.observed, found.expected) == pytest.approx((0.4, 0.7, 0.5))


def test_kappa_collapses_at_high_prevalence_where_ac1_does_not() -> None:
    # K. L. Gwet (2002): 125 subjects, 118 both positive, 7 disagreements: kappa -0.0234, AC1 0.9408.
    ratings = table({(1, 1): 118, (1, 0): 5, (0, 1): 2})
    assert value(cohen_kappa(ratings)) == pytest.approx(-0.0234, abs=1e-4)
    assert value(gwet_ac1(ratings)) == pytest.approx(0.9408, abs=1e-4)


def test_quadratic_weighted_kappa_is_the_intraclass_correlation_of_many_items() -> None:
    # J. L. Fleiss, J. Cohen (1973): the two are equal but for terms of order 1/n.
    from anyqtama.science.quality import icc_2_1

    rng = np.random.default_rng(2)
    truth = rng.integers(0, 5, 4000)
    ratings = np.clip(np.column_stack([truth + rng.integers(-1, 2, 4000) for _ in range(2)]), 0, 4).astype(float)
    icc = icc_2_1(ratings).value
    assert icc is not None
    assert value(cohen_kappa(ratings, weights=Weights.QUADRATIC)) == pytest.approx(icc, abs=1e-3)


def test_weighted_kappa_equals_a_sum_written_out() -> None:
    ratings = np.array([[0, 0], [0, 1], [1, 1], [2, 1], [2, 2], [0, 2]], dtype=float)
    seen = np.abs(ratings[:, 0] - ratings[:, 1]).mean()
    chance = np.mean([abs(a - b) for a in ratings[:, 0] for b in ratings[:, 1]])
    assert value(cohen_kappa(ratings, weights=Weights.LINEAR)) == pytest.approx(1 - seen / chance)


@given(st.lists(st.lists(st.sampled_from([0.0, 1.0, 2.0, NAN]), min_size=3, max_size=3), min_size=4, max_size=12))
def test_alpha_and_raw_agreement_equal_brute_force_over_pairs(rows: list[list[float]]) -> None:
    ratings = np.array(rows)
    units = [[m for m in row if m == m] for row in rows]
    units = [unit for unit in units if len(unit) >= 2]
    raw = raw_agreement(ratings)
    found = krippendorff_alpha(ratings, level=Level.INTERVAL)
    if not units:
        assert raw.status is Status.TOO_FEW
        assert found.status is Status.TOO_FEW
        return
    assert value(raw) == pytest.approx(np.mean([np.mean([a == b for a, b in combinations(u, 2)]) for u in units]))
    marks = [m for unit in units for m in unit]
    n = len(marks)
    apart = sum(2 * (a - b) ** 2 / (len(u) - 1) for u in units for a, b in combinations(u, 2)) / n
    chance = sum(2 * (a - b) ** 2 for a, b in combinations(marks, 2)) / (n * (n - 1))
    if chance == 0:
        assert found.status is Status.ONE_CATEGORY
        assert found.value is None
    else:
        assert value(found) == pytest.approx(1 - apart / chance)


def test_kappa_interval_is_that_of_fleiss_cohen_everitt() -> None:
    # Closed large-sample error of an unweighted kappa (Psychol. Bull. 72, 1969, p. 325) as second witness.
    times = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    cells = {(i, j): times[i][j] for i in range(3) for j in range(3)}
    p = np.array(times) / 200
    r, c, po = p.sum(1), p.sum(0), float(np.trace(p))
    pe = float(r @ c)
    k = (po - pe) / (1 - pe)
    a = sum(p[i, i] * (1 - (r[i] + c[i]) * (1 - k)) ** 2 for i in range(3))
    b = (1 - k) ** 2 * sum(p[i, j] * (c[i] + r[j]) ** 2 for i in range(3) for j in range(3) if i != j)
    error = ((a + b - (k - pe * (1 - k)) ** 2) / (200 * (1 - pe) ** 2)) ** 0.5
    rng = np.random.default_rng(1)
    found = cohen_kappa(rng.permutation(table(cells)))
    assert found.low is not None
    assert found.high is not None
    assert (found.high - found.low) / 2 == pytest.approx(1.972 * error, rel=0.03)


def test_alpha_interval_covers_the_truth() -> None:
    rng = np.random.default_rng(9)
    # Three raters right with chance 0.8, else a random mark of two: alpha = 0.8².
    held = 0
    for _ in range(300):
        truth = rng.integers(0, 2, 60)
        marks = np.where(rng.random((60, 3)) < 0.8, truth[:, None], rng.integers(0, 2, (60, 3)))
        found = krippendorff_alpha(marks)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 0.64 <= found.high
    assert 0.91 < held / 300 < 0.98


def test_measures_say_when_they_do_not_apply() -> None:
    same = np.ones((5, 2))
    assert cohen_kappa(same).status is Status.ONE_CATEGORY
    assert fleiss_kappa(same).status is Status.ONE_CATEGORY
    assert krippendorff_alpha(same).status is Status.ONE_CATEGORY
    assert gwet_ac1(same).status is Status.ONE_CATEGORY
    assert value(gwet_ac1(same, categories=[0, 1])) == 1.0
    assert cohen_kappa(np.ones((5, 3))).status is Status.WRONG_RATERS
    assert fleiss_kappa(KRIPPENDORFF).status is Status.UNEQUAL_RATERS
    assert raw_agreement(np.full((3, 2), NAN)).status is Status.TOO_FEW


def test_measures_refuse_infinity_one_rater_and_unknown_categories() -> None:
    with pytest.raises(BadInput, match=r"ratings\[0\]\[1\]"):
        raw_agreement([[1.0, float("inf")]])
    with pytest.raises(BadInput, match="two columns"):
        fleiss_kappa([[1.0], [2.0]])
    with pytest.raises(BadInput, match="categories"):
        gwet_ac1([[1.0, 7.0]], categories=[1, 2])


def test_large_calibrations_stay_fast() -> None:
    import time

    ratings = np.random.default_rng(1).integers(0, 5, (5000, 4)).astype(float)
    start = time.perf_counter()
    krippendorff_alpha(ratings, level=Level.ORDINAL)
    assert time.perf_counter() - start < 3
