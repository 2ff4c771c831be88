"""Heads: losses on one base add, nested bases multiply."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.science.refusals import BadInput
from anyqtama.science.staffing import Loss, Shrinkage


def losses(*shares: float) -> tuple[Loss, ...]:
    return tuple(Loss(name=str(i), share=share) for i, share in enumerate(shares))


def test_losses_on_one_base_add_and_nested_ones_multiply() -> None:
    assert Shrinkage((losses(0.1, 0.05, 0.12),)).share == pytest.approx(0.27)
    assert Shrinkage((losses(0.1), losses(0.2), losses(0.05))).share == pytest.approx(1 - 0.9 * 0.8 * 0.95)
    assert Shrinkage(()).share == 0.0


@given(shares=st.lists(st.floats(0, 0.3), max_size=3), positions=st.floats(0, 1000))
def test_heads_at_work_after_all_losses_are_the_positions(shares: list[float], positions: float) -> None:
    shrinkage = Shrinkage(tuple(losses(share) for share in shares))
    left = float(shrinkage.heads([positions])[0])
    for share in shares:
        left -= left * share
    assert left == pytest.approx(positions, abs=1e-9)


@pytest.mark.parametrize("bad", [1.0, -0.1, float("nan"), float("inf")])
def test_impossible_shares_are_refused(bad: float) -> None:
    with pytest.raises(BadInput, match="loss"):
        Loss(name="leave", share=bad)


def test_a_layer_that_leaves_nobody_is_refused() -> None:
    with pytest.raises(BadInput, match="leaves nobody"):
        Shrinkage((losses(0.6, 0.5),))
