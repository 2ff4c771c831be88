from anyqtama.cases.models.case import Case, CaseState, LegalType, Regime
from anyqtama.cases.models.kind import CaseKind
from anyqtama.cases.models.steps import (
    Answer,
    Assignment,
    Closure,
    Comment,
    DueChange,
    Extension,
    FormalRequest,
    Reply,
    Verdict,
)
from anyqtama.cases.models.terms import District, Promise, Term, Urgency

__all__ = [
    "Answer",
    "Assignment",
    "Case",
    "CaseKind",
    "CaseState",
    "Closure",
    "Comment",
    "District",
    "DueChange",
    "Extension",
    "FormalRequest",
    "LegalType",
    "Promise",
    "Regime",
    "Reply",
    "Term",
    "Urgency",
    "Verdict",
]
