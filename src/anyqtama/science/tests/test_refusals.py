"""Refusals: every kind of senseless number is stopped, with what, where and what to do."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from anyqtama.science.refusals import BadInput, number, numbers, one_of, whole


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, True, "5", None, 1j])
def test_what_is_no_finite_number_is_refused(bad: object) -> None:
    with pytest.raises(BadInput, match="load"):
        number(bad, "load")  # type: ignore[arg-type]


def test_bounds_are_held_and_named() -> None:
    assert number(0, "x", least=0) == 0.0
    assert number(np.float64(0.5), "x", above=0, below=1) == 0.5
    for bounds, told in (({"above": 1}, "above 1"), ({"least": 2}, "2 or more"), ({"below": 1}, "below 1")):
        with pytest.raises(BadInput, match=told):
            number(1, "x", **bounds)
    with pytest.raises(BadInput, match="3 or less"):
        number(4, "x", most=3)


def test_whole_numbers_stay_whole() -> None:
    assert whole(int(np.int64(3)), "n", least=0) == 3
    senseless: list[Any] = [1.0, 2.5, True, "3"]
    for bad in senseless:
        with pytest.raises(BadInput, match="whole number"):
            whole(bad, "n")


def test_the_first_offending_position_is_named() -> None:
    with pytest.raises(BadInput, match=r"load\[1\]\[0\] is nan"):
        numbers([[1.0, 2.0], [math.nan, math.inf]], "load")
    with pytest.raises(BadInput, match=r"load\[2\] is -1: give 0 or more"):
        numbers([0, 1, -1], "load", least=0)
    with pytest.raises(BadInput, match="not an array of numbers"):
        numbers(["a"], "load")


def test_a_refusal_tells_what_where_and_what_to_do() -> None:
    with pytest.raises(BadInput) as refused:
        one_of("x", "letter", {"B", "A"})
    told = refused.value
    assert (told.what, told.where, told.mend) == ("is 'x'", "letter", "use one of A, B")
    assert str(told) == "letter is 'x': use one of A, B"
