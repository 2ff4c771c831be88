from anyqtama.cases.models.case import Case, CaseState, Regime
from anyqtama.cases.models.kind import CaseKind
from anyqtama.cases.models.steps import Answer, Assignment, Closure, Comment, DueChange, FormalRequest

__all__ = [
    "Answer",
    "Assignment",
    "Case",
    "CaseKind",
    "CaseState",
    "Closure",
    "Comment",
    "DueChange",
    "FormalRequest",
    "Regime",
]
