"""The nouns of rostering in one place: data only, checked when made."""

from anyqtama.science.rostering.cover import Cover, Fairness
from anyqtama.science.rostering.effort import Effort, Progress
from anyqtama.science.rostering.person import Person, Rotation, Wish
from anyqtama.science.rostering.problem import Problem
from anyqtama.science.rostering.result import Roster, RosterResult, RosterStatus
from anyqtama.science.rostering.rule import Rule
from anyqtama.science.rostering.rule_kind import Period, RuleKind
from anyqtama.science.rostering.shift import DAY_MINUTES, Shift

WEEK = 7
SATURDAY, SUNDAY = 5, 6

__all__ = [
    "DAY_MINUTES",
    "SATURDAY",
    "SUNDAY",
    "WEEK",
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
]
