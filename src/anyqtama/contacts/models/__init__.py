from anyqtama.contacts.models.call_back import CallBack
from anyqtama.contacts.models.contact import Contact, ContactState, EndedHow, PhoneCall, Segment
from anyqtama.contacts.models.conversation import Attachment, Consultation, Message, MessageKind, Side
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
    "Consultation",
    "Contact",
    "ContactResult",
    "ContactState",
    "EndedHow",
    "Hold",
    "ListState",
    "Message",
    "MessageKind",
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
    "RoutingLock",
    "RowState",
    "ScriptRun",
    "Segment",
    "ServiceLevelFormula",
    "Side",
    "Topic",
    "WrapUp",
]
