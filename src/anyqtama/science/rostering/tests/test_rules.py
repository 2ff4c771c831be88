"""Rosters under rules of our own kind: three witnesses (the search, the checker, every row by hand) agree."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.science.refusals import BadInput
from anyqtama.science.rostering import (
    Cover,
    Effort,
    Fairness,
    Period,
    Person,
    Problem,
    Progress,
    RosterStatus,
    Rotation,
    Rule,
    RuleKind,
    Shift,
    Wish,
    check_roster,
    make_roster,
    rank_candidates,
    repair_roster,
)

SHORT = Effort(seconds=5, threads=1)
PATIENT = Effort(seconds=120, threads=1)
"""For what ends by itself: the first call of a process compiles."""
EARLY = Shift(name="E", begins=7 * 60, minutes=480)
LATE = Shift(name="L", begins=14 * 60, minutes=480, tags=frozenset({"late"}))
RUN = Rule(name="run", kind=RuleKind.RUN, least=2, most=4)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    kind = draw(st.sampled_from(list(RuleKind)))
    weight = draw(st.sampled_from([None, 2.0, 5.0]))
    values: dict[str, Any] = {"name": kind.value, "kind": kind, "weight": weight}
    if kind is RuleKind.MINUTES:
        values |= {"least": draw(st.sampled_from([0, 480])), "most": draw(st.sampled_from([960, 1440]))}
        values["per"] = draw(st.sampled_from(list(Period)))
    elif kind is RuleKind.SHIFTS:
        values |= {"most": draw(st.integers(0, 2)), "shifts": frozenset({"L"}), "squared": weight is not None}
        values["per"] = draw(st.sampled_from(list(Period)))
    elif kind is RuleKind.REST:
        values["least"] = 660
    elif kind is RuleKind.NOT_AFTER:
        values |= {"shifts": frozenset({"late"}), "then": frozenset({"E"})}
    elif kind is RuleKind.WEEKENDS:
        values["most"] = draw(st.integers(0, 1))
    else:
        values |= {"least": draw(st.integers(1, 2)), "most": draw(st.integers(2, 3))}
    return Rule(**values)


@st.composite
def people(draw: st.DrawFn) -> Person:
    return Person(
        name="A",
        rules=tuple(draw(st.lists(rules(), max_size=3))),
        history=tuple(draw(st.lists(st.sampled_from([None, "E", "L"]), max_size=3))),
        absent=draw(st.frozensets(st.integers(0, 4), max_size=1)),
        wishes=tuple(
            Wish(day=draw(st.integers(0, 4)), shift=name, wanted=draw(st.booleans()), weight=3.0)
            for name in draw(st.lists(st.sampled_from([None, "E"]), max_size=2))
        ),
        rotation=draw(st.sampled_from([None, Rotation(families=(frozenset({"E"}), frozenset({"late"})), weight=1.0)])),
    )


def test_a_rest_broken_before_the_horizon_forbids_nothing_in_it() -> None:
    rest = Rule(name="rest_minutes", kind=RuleKind.REST, least=660)
    problem = Problem(
        days=3, shifts=(EARLY, LATE), people=(Person(name="A", rules=(rest,), history=("L", "E")),), cover=()
    )
    assert make_roster(problem, effort=PATIENT).status is RosterStatus.OPTIMAL


@settings(max_examples=60, deadline=None)
@given(people(), st.integers(0, 6))
def test_the_search_finds_the_row_that_trying_all_finds(person: Person, weekday: int) -> None:
    cover = tuple(Cover(day=d, shifts=frozenset({n}), wanted=1, under=4.0) for d in range(5) for n in "EL")
    problem = Problem(days=5, shifts=(EARLY, LATE), people=(person,), cover=cover, first_weekday=weekday)
    best = min(
        (
            check.objective
            for row in itertools.product((None, "E", "L"), repeat=5)
            if not (check := check_roster(problem, (row,))).hard
        ),
        default=None,
    )
    found = make_roster(problem, effort=PATIENT)
    if best is None:
        assert found.status is RosterStatus.INFEASIBLE
        assert found.conflict
        return
    assert found.status is RosterStatus.OPTIMAL
    assert found.objective == pytest.approx(best)
    assert found.bound == pytest.approx(best)


def test_skills_languages_locks_and_shifts_past_midnight_are_kept() -> None:
    night = Shift(name="N", begins=22 * 60, minutes=600, needs=frozenset({"night"}))
    problem = Problem(
        days=3,
        shifts=(EARLY, night),
        people=(
            Person(name="A", skills=frozenset({"night"}), languages=frozenset({"kk"}), locked={1: None}),
            Person(name="B", languages=frozenset({"ru"})),
        ),
        cover=(
            Cover(day=1, from_minute=0, to_minute=360, wanted=1, under=50.0),
            Cover(day=2, from_minute=480, to_minute=600, wanted=1, needs=frozenset({"kk"}), under=None),
            *(Cover(day=d, shifts=frozenset({"E"}), wanted=1, under=1.0, over=5.0) for d in range(3)),
        ),
    )
    found = make_roster(problem, effort=PATIENT)
    assert found.roster == (("N", None, "E"), ("E", "E", None))
    assert (found.status, found.objective) == (RosterStatus.OPTIMAL, 0.0)


def test_fairness_spreads_a_burden_by_working_time() -> None:
    half = Rule(name="time", kind=RuleKind.MINUTES, most=1440)
    full = Rule(name="time", kind=RuleKind.MINUTES, most=2880)
    problem = Problem(
        days=6,
        shifts=(LATE,),
        people=(Person(name="A", rules=(full,)), Person(name="B", rules=(half,))),
        cover=tuple(Cover(day=d, shifts=frozenset({"L"}), wanted=1, under=50.0, over=1.0) for d in range(6)),
        fairness=(Fairness(name="late", weight=3.0, shifts=frozenset({"late"})),),
    )
    found = make_roster(problem, effort=SHORT)
    assert [sum(name == "L" for name in row) for row in found.roster] == [4, 2]
    assert found.objective == 0.0


def test_contradicting_rules_of_all_people_are_named_and_none_is_too_many() -> None:
    few = Rule(name="few", kind=RuleKind.SHIFTS, most=1, source="contract")
    problem = Problem(
        days=3,
        shifts=(EARLY,),
        people=(Person(name="A", rules=(few, RUN)), Person(name="B", absent=frozenset({0, 1, 2}))),
        cover=tuple(Cover(day=d, shifts=frozenset({"E"}), wanted=1, name=f"day {d}") for d in range(3)),
    )
    found = make_roster(problem, effort=SHORT)
    assert found.status is RosterStatus.INFEASIBLE
    assert found.hard_violations > 0
    assert any("few (contract)" in words for words in found.conflict)
    assert len(found.conflict) <= 5  # two days, each with B absent, and the rule of A; or one day and a run too short
    assert any("cover" in words for words in found.conflict)


def test_nobody_skilled_is_said_by_what_is_lacking() -> None:
    rare = Shift(name="R", minutes=60, needs=frozenset({"sign language"}))
    problem = Problem(
        days=1, shifts=(rare,), people=(Person(name="A"),), cover=(Cover(day=0, shifts=frozenset({"R"}), wanted=1),)
    )
    found = make_roster(problem, effort=SHORT)
    assert found.status is RosterStatus.INFEASIBLE
    assert any("A lacks sign language for R" in words for words in found.conflict)


def _plain() -> Problem:
    people = tuple(Person(name=name, rules=(RUN,)) for name in "ABCDEF")
    cover = tuple(Cover(day=d, shifts=frozenset({n}), wanted=1, under=30.0, over=1.0) for d in range(7) for n in "EL")
    return Problem(days=7, shifts=(EARLY, LATE), people=people, cover=cover)


def test_repair_changes_little_and_covers_who_is_ill() -> None:
    problem = _plain()
    before = make_roster(problem, effort=SHORT).roster
    ill = next(i for i, row in enumerate(before) if row[3] is not None)
    people = list(problem.people)
    people[ill] = Person(name=people[ill].name, rules=(RUN,), absent=frozenset({3, 4}))
    changed = Problem(days=7, shifts=problem.shifts, people=tuple(people), cover=problem.cover)
    mended = repair_roster(changed, before, from_day=2, effort=SHORT)
    assert mended.result.hard_violations == 0
    assert mended.result.bound <= mended.result.objective
    assert all(change.day >= 2 for change in mended.changes)
    assert 1 <= len(mended.changes) <= 6
    assert mended.result.roster[ill][3] is None


def test_candidates_come_best_first_with_reasons() -> None:
    problem = _plain()
    roster = make_roster(problem, effort=SHORT).roster
    ranked = rank_candidates(problem, roster, day=3, shift="E")
    assert len(ranked) == sum(row[3] != "E" for row in roster)
    assert [c.possible for c in ranked] == sorted((c.possible for c in ranked), reverse=True)
    for candidate in ranked:
        assert candidate.reasons
        assert candidate.possible or not candidate.moves
    with pytest.raises(BadInput, match="'X'"):
        rank_candidates(problem, roster, day=3, shift="X")


def test_progress_is_told_and_stops_the_search() -> None:
    seen: list[Progress] = []

    def once(moment: Progress) -> bool:
        seen.append(moment)
        return False

    found = make_roster(_plain(), effort=Effort(seconds=30, threads=1), watch=once)
    assert len(seen) <= 2
    assert found.seconds < 25
    assert found.hard_violations == 0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Shift(name="X", minutes=1500), "longer than a day"),
        (lambda: Shift(name="-", minutes=60), "is no name"),
        (lambda: Rule(name="r", kind=RuleKind.RUN), "has no limit"),
        (lambda: Rule(name="r", kind=RuleKind.RUN, most=2, weight=float("nan")), "weight is nan"),
        (lambda: Rule(name="r", kind=RuleKind.RUN, least=3, most=2), "at least 3, at most 2"),
        (lambda: Rule(name="r", kind=RuleKind.NOT_AFTER, shifts=frozenset("E")), "may not follow"),
        (lambda: Cover(day=0, wanted=-1, shifts=frozenset("E")), "wanted is -1"),
        (lambda: Cover(day=0, wanted=1), "neither shifts nor a time"),
        (lambda: Problem(days=0, shifts=(EARLY,), people=(Person(name="A"),)), "days is 0"),
        (lambda: Problem(days=1, shifts=(), people=(Person(name="A"),)), "shifts are missing"),
        (lambda: Problem(days=1, shifts=(EARLY,), people=()), "people are missing"),
        (lambda: Effort(seconds=0), "seconds is 0"),
    ],
)
def test_senseless_questions_are_refused(make: Any, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        make()
    assert message in str(refused.value)
