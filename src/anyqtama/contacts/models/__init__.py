from anyqtama.contacts.models.call_back import CallBack
from anyqtama.contacts.models.contact import Contact, ContactState, EndedHow, PhoneCall, Segment
from anyqtama.contacts.models.conversation import Attachment, Consultation, Message, MessageKind, Side
from anyqtama.contacts.models.difficult import (
    ConflictMethod,
    ConflictStep,
    MethodAct,
    RescueHandover,
    RescueService,
    StepOutcome,
)
from anyqtama.contacts.models.offer import Offer, OfferOutcome, RoutingLock
from anyqtama.contacts.models.outbound import (
    ListState,
    OutboundAttempt,
    OutboundList,
    OutboundResult,
    OutboundRow,
    RowState,
)
from anyqtama.contacts.models.queue import Queue, QueueClosure, QueueMember, QueueSkill, ServiceLevelFormula
from anyqtama.contacts.models.topic import Topic
from anyqtama.contacts.models.wrap_up import ContactResult, Hold, ScriptRun, WrapUp

__all__ = [
    "Attachment",
    "CallBack",
    "ConflictMethod",
    "ConflictStep",
    "Consultation",
    "Contact",
    "ContactResult",
    "ContactState",
    "EndedHow",
    "Hold",
    "ListState",
    "Message",
    "MessageKind",
    "MethodAct",
    "Offer",
    "OfferOutcome",
    "OutboundAttempt",
    "OutboundList",
    "OutboundResult",
    "OutboundRow",
    "PhoneCall",
    "Queue",
    "QueueClosure",
    "QueueMember",
    "QueueSkill",
    "RescueHandover",
    "RescueService",
    "RoutingLock",
    "RowState",
    "ScriptRun",
    "Segment",
    "ServiceLevelFormula",
    "Side",
    "StepOutcome",
    "Topic",
    "WrapUp",
]
