"""From positions to shifts, people and breaks: shift design, rosters under rules, repair, candidates, breaks.

`make_roster(Problem(...))` gives a roster with its cost, a bound and the word of a checker that shares no code with it.
"""

from anyqtama.science.rostering.checking import Check, check_roster
from anyqtama.science.rostering.curtois_qu import read_curtois_qu, read_roster, roster_text
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
    "Check",
    "Cover",
    "Effort",
    "Fairness",
    "Period",
    "Person",
    "Problem",
    "Progress",
    "Roster",
    "RosterResult",
    "RosterStatus",
    "Rotation",
    "Rule",
    "RuleKind",
    "Shift",
    "Wish",
    "check_roster",
    "make_roster",
    "read_curtois_qu",
    "read_roster",
    "roster_text",
]
