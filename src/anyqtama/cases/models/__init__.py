from anyqtama.cases.models.case import Case, CaseState, LegalType, Regime
from anyqtama.cases.models.complaints import Cause, Check, CheckResult, Decision, Involved, Outcome, UnitNotice
from anyqtama.cases.models.incidents import ClientWord, Incident, IncidentCase, MassNotice
from anyqtama.cases.models.kind import CaseKind
from anyqtama.cases.models.orders import (
    ClientNeed,
    OfferOutcome,
    OfferRefusal,
    OfferWay,
    OrderConfirmation,
    OrderLine,
    ServiceOffer,
)
from anyqtama.cases.models.relations import Relation, RelationKind
from anyqtama.cases.models.reminders import DateOf, Reminder, ReminderRule, Rung
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
from anyqtama.cases.models.support import Clock, ClockOf, Need, Recognition, SupportTerm, TreeRun
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
    "ClientNeed",
    "ClientWord",
    "Clock",
    "ClockOf",
    "Closure",
    "Comment",
    "DateOf",
    "Decision",
    "District",
    "DueChange",
    "Extension",
    "FormalRequest",
    "Incident",
    "IncidentCase",
    "Involved",
    "LegalType",
    "MassNotice",
    "Need",
    "OfferOutcome",
    "OfferRefusal",
    "OfferWay",
    "OrderConfirmation",
    "OrderLine",
    "Outcome",
    "Promise",
    "Recognition",
    "Regime",
    "Relation",
    "RelationKind",
    "Reminder",
    "ReminderRule",
    "Reply",
    "Rung",
    "ServiceOffer",
    "SupportTerm",
    "Term",
    "TreeRun",
    "UnitNotice",
    "Urgency",
    "Verdict",
]
