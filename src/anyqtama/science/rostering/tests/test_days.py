"""Shift design, breaks and activities: proven small answers, windows kept, cover counted again."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.science.refusals import BadInput
from anyqtama.science.rostering import (
    Activity,
    Break,
    BreakQuestion,
    DesignQuestion,
    Duty,
    RosterStatus,
    ShiftShape,
    Wanted,
    check_breaks,
    design_shifts,
    place_activities,
    place_breaks,
    read_shift_design,
)

TEA = Break(name="tea", minutes=15, earliest=60, latest=180)
MEAL = Break(name="meal", minutes=30, earliest=180, latest=300, paid=False)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=6, max_size=6), st.sampled_from([0.0, 300.0]))
def test_a_design_is_the_cheapest_of_all(demand: list[int], price: float) -> None:
    shapes = tuple(ShiftShape(begins=b * 240, lasts=n * 240) for b, n in ((0, 2), (1, 2), (2, 3)))
    question = DesignQuestion(
        wanted=tuple(demand), slot_minutes=240, days=1, shapes=shapes, under=1.0, over=1.0, shape=price
    )
    found = design_shifts(question, seconds=10)
    reached = ((0,), (0, 1), (1, 2), (2,), (2,), ())
    best = min(
        sum(240 * abs(sum(many[k] for k in shapes_) - d) for shapes_, d in zip(reached, demand, strict=True))
        + price * sum(n > 0 for n in many)
        for many in itertools.product(range(4), repeat=3)
    )
    assert found.status is RosterStatus.OPTIMAL
    assert found.objective == pytest.approx(best)
    assert found.linear_bound <= found.objective + 1e-6


def test_full_cover_with_breaks_leaves_nobody_missing() -> None:
    wanted = [0] * 34 + [2] * 36 + [0] * 26
    shapes = tuple(ShiftShape(begins=b, lasts=510, breaks=(TEA, MEAL)) for b in range(420, 691, 15))
    question = DesignQuestion(wanted=tuple(wanted), slot_minutes=15, days=1, shapes=shapes, paid=1.0, cyclic=False)
    found = design_shifts(question, seconds=20)
    assert found.missing == 0
    assert found.bound >= found.linear_bound - 1e-6
    assert all(len(started.breaks) == 2 for started in found.started)


def test_breaks_keep_their_windows_and_the_cover() -> None:
    duties = tuple(Duty(name=f"p{i}", begins=480, lasts=510, breaks=(TEA, MEAL)) for i in range(6))
    question = BreakQuestion(duties=duties, wanted=(Wanted(begins=480, people=(4,) * 34),), slot_minutes=15)
    plan = place_breaks(question)
    assert plan.status is RosterStatus.OPTIMAL
    assert (plan.missing, plan.broken, plan.unavoidable) == (0, (), 0)
    assert len(plan.rests) == 12
    wrong, _ = check_breaks(question, plan.rests[1:])
    assert wrong == [f"{duties[plan.rests[0].duty].name}: has 1 of 2 breaks"]


def test_a_window_without_room_is_refused() -> None:
    late = Break(name="late", minutes=30, earliest=500, latest=600)
    with pytest.raises(BadInput, match="does not fit into the duty"):
        BreakQuestion(duties=(Duty(name="p", begins=0, lasts=510, breaks=(late,)),), wanted=())
    tight = Break(name="tight", minutes=15, earliest=61, latest=62)
    question = BreakQuestion(duties=(Duty(name="p", begins=0, lasts=510, breaks=(tight,)),), wanted=())
    with pytest.raises(BadInput, match="widen their windows"):
        place_breaks(question)


def test_activities_go_where_slack_is_and_say_why_not() -> None:
    duties = (Duty(name="a", begins=480, lasts=240), Duty(name="b", begins=480, lasts=240))
    people = (2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 2, 2, 2, 2)
    question = BreakQuestion(duties=duties, wanted=(Wanted(begins=480, people=people),), slot_minutes=15)
    together = Activity(name="talk", minutes=60, duties=(0, 1))
    alone = Activity(name="coaching", minutes=60, duties=(0,), worth=10.0)
    never = Activity(name="late", minutes=60, duties=(0,), earliest=700)
    talk, coaching, late = place_activities(question, (), (together, alone, never))
    assert talk.begins == 600
    assert coaching.begins is None
    assert "people missing" in coaching.reason
    assert late.begins is None
    assert "never at work together" in late.reason


DZN = """interval = 240; days = 1; demand = [0,2,2,1,0,0]; shiftTypes = 1; minStart = [1]; maxStart = [2];
minLength = [2]; maxLength = [3]; minDuties = 1; maxDuties = 5; avgMinutes = 480;
weightUnderCover = 1; weightOverCover = 1; weightDutiesPerWeek = 0; weightShiftInstances = 60;"""


def test_a_data_file_of_minimum_shift_design_is_read() -> None:
    found = design_shifts(read_shift_design(DZN), seconds=5)
    assert (found.status, found.objective, found.shapes) == (RosterStatus.OPTIMAL, 120.0, 2)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("interval = 240", "interval = 0", "lasts is 0"),
        ("[0,2,2,1,0,0]", "[0,2,2,1,0]", "has 5 slots"),
        ("[0,2,2,1,0,0]", "[0,2,-2,1,0,0]", "wanted[2] is -2"),
        ("[0,2,2,1,0,0]", "[0,2,NaN,1,0,0]", "has nan"),
        ("maxStart = [2]", "maxStart = [2,3]", "unequal number"),
        ("days = 1;", "", "has no days"),
        ("maxLength = [3]", "maxLength = [7]", "longer than a day"),
    ],
)
def test_senseless_data_files_are_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_shift_design(DZN.replace(old, new))
    assert message in str(refused.value)
