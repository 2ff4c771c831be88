from anyqtama.cases.models.answering import (
    AnswerTemplate,
    Confirmation,
    Draft,
    DraftState,
    DraftVerdict,
    Proof,
    ReplyFile,
    Revision,
    Signature,
)
from anyqtama.cases.models.bulk import BulkRegistration
from anyqtama.cases.models.case import Case, CaseState, LegalType, Regime, Tell
from anyqtama.cases.models.complaints import Cause, Check, CheckResult, Decision, Involved, Outcome, UnitNotice
from anyqtama.cases.models.forwarding import Forwarding
from anyqtama.cases.models.incidents import ClientWord, Incident, IncidentCase, MassNotice
from anyqtama.cases.models.indexed import IndexedWord
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
from anyqtama.cases.models.papers import OutsideNumber, Paper, PaperCorrection, Scan
from anyqtama.cases.models.places import CasePlace
from anyqtama.cases.models.relations import Relation, RelationKind
from anyqtama.cases.models.reminders import DateOf, Reminder, ReminderRule, Rung
from anyqtama.cases.models.responsible import Responsible
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
    "AnswerTemplate",
    "Assignment",
    "BulkRegistration",
    "Case",
    "CaseKind",
    "CasePlace",
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
    "Confirmation",
    "DateOf",
    "Decision",
    "District",
    "Draft",
    "DraftState",
    "DraftVerdict",
    "DueChange",
    "Extension",
    "FormalRequest",
    "Forwarding",
    "Incident",
    "IncidentCase",
    "IndexedWord",
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
    "OutsideNumber",
    "Paper",
    "PaperCorrection",
    "Promise",
    "Proof",
    "Recognition",
    "Regime",
    "Relation",
    "RelationKind",
    "Reminder",
    "ReminderRule",
    "Reply",
    "ReplyFile",
    "Responsible",
    "Revision",
    "Rung",
    "Scan",
    "ServiceOffer",
    "Signature",
    "SupportTerm",
    "Tell",
    "Term",
    "TreeRun",
    "UnitNotice",
    "Urgency",
    "Verdict",
]
