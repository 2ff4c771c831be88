from anyqtama.contacts.models.contact import Contact, ContactState, EndedHow, PhoneCall, Segment
from anyqtama.contacts.models.conversation import Attachment, Consultation, Message, MessageKind, Side
from anyqtama.contacts.models.offer import Offer, OfferOutcome, RoutingLock
from anyqtama.contacts.models.queue import Queue, QueueClosure, QueueMember, QueueSkill, ServiceLevelFormula
from anyqtama.contacts.models.topic import Topic
from anyqtama.contacts.models.wrap_up import ContactResult, Hold, ScriptRun, WrapUp

__all__ = [
    "Attachment",
    "Consultation",
    "Contact",
    "ContactResult",
    "ContactState",
    "EndedHow",
    "Hold",
    "Message",
    "MessageKind",
    "Offer",
    "OfferOutcome",
    "PhoneCall",
    "Queue",
    "QueueClosure",
    "QueueMember",
    "QueueSkill",
    "RoutingLock",
    "ScriptRun",
    "Segment",
    "ServiceLevelFormula",
    "Side",
    "Topic",
    "WrapUp",
]
