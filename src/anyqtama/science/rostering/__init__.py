"""From positions to shifts, people and breaks: shift design, rosters under rules, repair, candidates, breaks.

`make_roster(Problem(...))` gives a roster with its cost, a bound and the word of a checker that shares no code with it.
"""

from anyqtama.science.rostering.activities import Activity, Placed, place_activities
from anyqtama.science.rostering.breaks import BreakPlan, place_breaks
from anyqtama.science.rostering.checking import Check, check_roster
from anyqtama.science.rostering.checking_breaks import check_breaks
from anyqtama.science.rostering.checking_design import check_design
from anyqtama.science.rostering.curtois_qu import read_curtois_qu, read_roster, roster_text
from anyqtama.science.rostering.day_values import (
    Break,
    BreakQuestion,
    DesignQuestion,
    Duty,
    Rest,
    ShiftShape,
    Started,
    Wanted,
)
from anyqtama.science.rostering.days import Errand, RosterDay, plan_days
from anyqtama.science.rostering.design import Design, design_shifts
from anyqtama.science.rostering.minimum_shift_design import read_shift_design
from anyqtama.science.rostering.repairing import Candidate, Change, Repair, rank_candidates, repair_roster
from anyqtama.science.rostering.rostering import make_roster
from anyqtama.science.rostering.values import (
    Cover,
    Effort,
    Fairness,
    Period,
    Person,
    Problem,
    Progress,
    Roster,
    RosterResult,
    RosterStatus,
    Rotation,
    Rule,
    RuleKind,
    Shift,
    Wish,
)

__all__ = [
    "Activity",
    "Break",
    "BreakPlan",
    "BreakQuestion",
    "Candidate",
    "Change",
    "Check",
    "Cover",
    "Design",
    "DesignQuestion",
    "Duty",
    "Effort",
    "Errand",
    "Fairness",
    "Period",
    "Person",
    "Placed",
    "Problem",
    "Progress",
    "Repair",
    "Rest",
    "Roster",
    "RosterDay",
    "RosterResult",
    "RosterStatus",
    "Rotation",
    "Rule",
    "RuleKind",
    "Shift",
    "ShiftShape",
    "Started",
    "Wanted",
    "Wish",
    "check_breaks",
    "check_design",
    "check_roster",
    "design_shifts",
    "make_roster",
    "place_activities",
    "place_breaks",
    "plan_days",
    "rank_candidates",
    "read_curtois_qu",
    "read_roster",
    "read_shift_design",
    "repair_roster",
    "roster_text",
]
