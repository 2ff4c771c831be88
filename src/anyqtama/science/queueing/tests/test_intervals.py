"""Many intervals at once: both engines give what the plain form gives, for every kind of target."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.science.compiling import can_compile
from anyqtama.science.queueing import (
    Intervals,
    ServiceLevel,
    Status,
    Target,
    Traffic,
    erlang_a,
    erlang_c,
    perform_intervals,
    servers_for,
    servers_for_impatient,
    staff_intervals,
)
from anyqtama.science.queueing.intervals import Engine
from anyqtama.science.refusals import BadInput

ENGINES: list[Engine] = ["numpy", "compiled"] if can_compile() else ["numpy"]
targets = st.builds(
    Target,
    service_level=st.floats(0.05, 0.98),
    answer_within_seconds=st.floats(0, 120),
    measured_as=st.sampled_from(list(ServiceLevel)),
    max_asa_seconds=st.one_of(st.none(), st.floats(1, 60)),
    max_occupancy=st.one_of(st.none(), st.floats(0.4, 1)),
)
days = st.lists(st.tuples(st.one_of(st.just(0.0), st.floats(0.01, 900)), st.floats(20, 400)), min_size=1, max_size=12)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=60, deadline=None)
@given(day=days, target=targets)
def test_erlang_c_equals_the_plain_form(engine: Engine, day: list[tuple[float, float]], target: Target) -> None:
    offered, handle = zip(*day, strict=True)
    found = staff_intervals(
        Intervals(offered=offered, interval_seconds=900, handle_seconds=handle), target, engine=engine
    )
    for i, (count, seconds) in enumerate(day):
        plain = servers_for(Traffic(offered=count, interval_seconds=900, handle_seconds=seconds), target)
        assert (found.positions[i], found.status(i)) == (plain.servers, plain.status)
        if plain.status is Status.EMPTY:
            assert math.isnan(found.service_level[i])
            continue
        assert found.service_level[i] == pytest.approx(plain.service_level, rel=1e-12)
        assert found.asa_seconds[i] == pytest.approx(plain.asa_seconds, rel=1e-12)
        assert found.occupancy[i] == plain.occupancy


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=40, deadline=None)
@given(day=days, target=targets, patience=st.floats(5, 2000), lost=st.floats(0.001, 0.4))
def test_erlang_a_equals_the_plain_form(
    engine: Engine, day: list[tuple[float, float]], target: Target, patience: float, lost: float
) -> None:
    wished = Target(
        service_level=target.service_level,
        answer_within_seconds=target.answer_within_seconds,
        measured_as=target.measured_as,
        max_abandonment=lost,
    )
    offered, handle = zip(*day, strict=True)
    intervals = Intervals(offered=offered, interval_seconds=900, handle_seconds=handle, patience_seconds=patience)
    found = staff_intervals(intervals, wished, engine=engine)
    for i, (count, seconds) in enumerate(day):
        own = Traffic(offered=count, interval_seconds=900, handle_seconds=seconds, patience_seconds=patience)
        plain = servers_for_impatient(own, wished)
        assert found.positions[i] == plain.servers
        if plain.status is Status.EMPTY:
            continue
        assert found.service_level[i] == pytest.approx(plain.service_level, rel=1e-10)
        assert found.abandonment[i] == pytest.approx(plain.abandonment, rel=1e-10)
        assert found.asa_seconds[i] == pytest.approx(plain.asa_seconds, rel=1e-10)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("patience", [None, 90.0])
def test_given_positions_may_be_too_few_or_none(engine: Engine, patience: float | None) -> None:
    intervals = Intervals(
        offered=[100, 100, 0, 100], interval_seconds=600, handle_seconds=60, patience_seconds=patience
    )
    found = perform_intervals(intervals, [12, 8, 3, 0], Target(), engine=engine)
    for i, n in enumerate((12, 8, 3, 0)):
        own = Traffic(offered=(100, 100, 0, 100)[i], interval_seconds=600, handle_seconds=60, patience_seconds=patience)
        plain = erlang_c(own, n, Target()) if patience is None else erlang_a(own, n, Target())
        assert found.status(i) == plain.status
        for name in ("wait_probability", "service_level", "asa_seconds", "abandonment", "occupancy"):
            value, expected = getattr(found, name)[i], getattr(plain, name)
            assert math.isnan(value) if expected is None else value == pytest.approx(expected, rel=1e-10)


def test_five_thousand_positions_in_both_engines() -> None:
    intervals = Intervals(offered=[4900.0], interval_seconds=60, handle_seconds=60)
    counts = {engine: staff_intervals(intervals, Target(), engine=engine).positions.tolist() for engine in ENGINES}
    assert all(found == [servers_for(Traffic(offered=4900, interval_seconds=60, handle_seconds=60), Target()).servers]
               for found in counts.values())  # fmt: skip


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1.0])
def test_the_first_bad_interval_is_named(bad: float) -> None:
    with pytest.raises(BadInput, match=r"offered\[1\]"):
        Intervals(offered=[1.0, bad], interval_seconds=1, handle_seconds=1)
    with pytest.raises(BadInput, match=r"handle_seconds\[0\]"):
        Intervals(offered=[1.0, 2.0], interval_seconds=1, handle_seconds=[bad, 1])
    intervals = Intervals(offered=[1.0, 2.0], interval_seconds=1, handle_seconds=1)
    with pytest.raises(BadInput, match=r"positions\[1\]"):
        perform_intervals(intervals, [1, bad], Target())


def test_wrong_shapes_fractions_and_engines_are_refused() -> None:
    with pytest.raises(BadInput, match="one number, or 2"):
        Intervals(offered=[1, 2], interval_seconds=[1, 2, 3], handle_seconds=1)
    with pytest.raises(BadInput, match="dimensions"):
        Intervals(offered=[[1, 2]], interval_seconds=1, handle_seconds=1)
    with pytest.raises(BadInput, match="not an array of numbers"):
        Intervals(offered=["x"], interval_seconds=1, handle_seconds=1)
    intervals = Intervals(offered=[1.0], interval_seconds=1, handle_seconds=1)
    with pytest.raises(BadInput, match="fraction"):
        perform_intervals(intervals, [1.5], Target())
    with pytest.raises(BadInput, match="engine"):
        staff_intervals(intervals, Target(), engine="gpu")  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="patience_seconds"):
        staff_intervals(intervals, Target(max_abandonment=0.1))


def test_no_intervals_give_no_positions() -> None:
    found = staff_intervals(Intervals(offered=[], interval_seconds=1, handle_seconds=1), Target())
    assert found.positions.dtype == np.int64
    assert len(found.positions) == 0
