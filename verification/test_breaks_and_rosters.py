"""Break cover against the bound of its linear program, rosters against random questions, all by the checkers."""

from __future__ import annotations

import numpy as np
import pytest

from anyqtama.science.rostering import (
    Break,
    BreakQuestion,
    Cover,
    Duty,
    Effort,
    Person,
    Problem,
    RosterStatus,
    Rule,
    RuleKind,
    Shift,
    Wanted,
    check_breaks,
    make_roster,
    place_breaks,
)

pytestmark = pytest.mark.slow

DUE = (
    Break(name="tea", minutes=15, earliest=60, latest=150),
    Break(name="meal", minutes=30, earliest=195, latest=285, paid=False),
    Break(name="rest", minutes=15, earliest=345, latest=435),
)


class TestBreakCover:
    @pytest.mark.parametrize("seed", range(5))
    def test_breaks_leave_no_more_missing_than_the_bound_plus_a_percent(self, seed: int) -> None:
        draw = np.random.default_rng(seed)
        duties = tuple(
            Duty(name=str(i), begins=int(b) * 30, lasts=510, breaks=DUE)
            for i, b in enumerate(draw.integers(14, 28, size=120))
        )
        there = [sum(d.begins <= s * 15 and s * 15 + 15 <= d.begins + d.lasts for d in duties) for s in range(96)]
        wanted = Wanted(begins=0, people=tuple(int(n * 0.9) for n in there))
        question = BreakQuestion(duties=duties, wanted=(wanted,))
        plan = place_breaks(question, seconds=30)
        wrong, missing = check_breaks(question, plan.rests)
        assert not wrong
        assert missing == plan.missing
        on_place = sum(wanted.people) * question.slot_minutes
        assert plan.missing - plan.bound <= 0.01 * on_place


class TestRosterBound:
    @pytest.mark.parametrize("seed", range(5))
    def test_the_bound_is_below_every_roster_and_near_the_best(self, seed: int) -> None:
        draw = np.random.default_rng(seed)
        rules = (
            Rule(name="time", kind=RuleKind.MINUTES, least=7 * 480, most=9 * 480),
            Rule(name="run", kind=RuleKind.RUN, least=2, most=5),
            Rule(name="off", kind=RuleKind.DAYS_OFF, least=2),
            Rule(name="weekends", kind=RuleKind.WEEKENDS, most=1),
        )
        problem = Problem(
            days=14,
            shifts=(Shift(name="E", minutes=480, begins=420), Shift(name="L", minutes=480, begins=840)),
            people=tuple(Person(name=f"p{i}", rules=rules) for i in range(14)),
            cover=tuple(
                Cover(day=d, shifts=frozenset({n}), wanted=int(draw.integers(3, 6)), under=100.0, over=1.0)
                for d in range(14)
                for n in "EL"
            ),
        )
        found = make_roster(problem, effort=Effort(seconds=30), seed=seed)
        assert found.status in (RosterStatus.OPTIMAL, RosterStatus.FEASIBLE)
        assert found.bound <= found.objective
        assert found.gap <= 0.02
