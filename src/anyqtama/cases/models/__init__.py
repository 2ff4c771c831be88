from anyqtama.cases.models.case import Case, CaseState, LegalType, Regime
from anyqtama.cases.models.complaints import Cause, Check, CheckResult, Decision, Involved, Outcome, UnitNotice
from anyqtama.cases.models.kind import CaseKind
from anyqtama.cases.models.relations import Relation, RelationKind
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
    "Cause",
    "Check",
    "CheckResult",
    "Closure",
    "Comment",
    "Decision",
    "District",
    "DueChange",
    "Extension",
    "FormalRequest",
    "Involved",
    "LegalType",
    "Outcome",
    "Promise",
    "Regime",
    "Relation",
    "RelationKind",
    "Reply",
    "Term",
    "UnitNotice",
    "Urgency",
    "Verdict",
]
