import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.science.forecasting import reconcile
from anyqtama.science.refusals import BadInput


def test_parts_give_way_as_far_as_they_are_in_doubt() -> None:
    parts, whole = reconcile([10.0, 20.0], [1.0, 3.0], 38.0, 4.0)
    # The gap of 8 is shared 1 : 3 : 4 between the parts and the whole.
    assert parts == pytest.approx([11.0, 23.0])
    assert whole == pytest.approx(34.0)


def test_reconciliation_is_generalised_least_squares() -> None:
    rng = np.random.default_rng(1)
    parts, variance = rng.uniform(50, 100, 5), rng.uniform(1, 9, 5)
    whole, whole_variance = 420.0, 7.0
    summing = np.vstack([np.eye(5), np.ones(5)])
    weight = np.diag(1 / np.r_[variance, whole_variance])
    best = np.linalg.solve(summing.T @ weight @ summing, summing.T @ weight @ np.r_[parts, whole])
    found, total = reconcile(parts, variance, whole, whole_variance)
    assert found == pytest.approx(best)
    assert total == pytest.approx(best.sum())


def test_a_fixed_day_total_is_met_by_its_intervals() -> None:
    parts, whole = reconcile(np.array([[4.0, 0.0], [6.0, 0.0]]), np.zeros((2, 2)), [20.0, 8.0], [0.0, 0.0])
    assert parts[:, 0] == pytest.approx([8.0, 12.0])
    assert parts[:, 1] == pytest.approx([4.0, 4.0])
    assert whole == pytest.approx([20.0, 8.0])


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(0, 50)), min_size=1, max_size=6),
    st.floats(0, 300),
    st.floats(0, 50),
)
def test_parts_always_sum_to_the_whole_and_stay_positive(
    rows: list[tuple[float, float]], whole: float, doubt: float
) -> None:
    parts, total = reconcile([p for p, _ in rows], [v for _, v in rows], whole, doubt)
    assert (parts >= 0).all()
    assert parts.sum() == pytest.approx(float(total), abs=1e-6)
    low, high = sorted((sum(p for p, _ in rows), whole))
    assert low - 1e-6 <= float(total) <= high + 1e-6


def test_reconciliation_beats_both_when_errors_are_independent() -> None:
    rng = np.random.default_rng(2)
    before, after = 0.0, 0.0
    for _ in range(300):
        true = rng.uniform(50, 150, 4)
        said = np.maximum(true + rng.normal(0, 12, 4), 0)
        whole = max(true.sum() + rng.normal(0, 8), 0)
        better, _ = reconcile(said, np.full(4, 144.0), whole, 64.0)
        before += float(np.square(said - true).sum())
        after += float(np.square(better - true).sum())
    assert after < 0.9 * before


def test_shapes_and_signs_are_checked() -> None:
    with pytest.raises(BadInput):
        reconcile([1.0], [1.0, 2.0], 1.0, 1.0)
    with pytest.raises(BadInput):
        reconcile([-1.0], [1.0], 1.0, 1.0)
    with pytest.raises(BadInput):
        reconcile([1.0], [float("nan")], 1.0, 1.0)
