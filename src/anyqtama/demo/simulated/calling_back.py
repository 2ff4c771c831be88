"""Live only: a promised call-back that rings at a simulated operator's desk is made and closed as any call."""

from datetime import datetime, timedelta

from anyqtama.contacts import accepting, wrap_up
from anyqtama.contacts.models import Contact, ContactResult, ContactState, Offer
from anyqtama.demo.simulated.stage import Stage

TALK = timedelta(seconds=70)
REFUSALS = (accepting.AlreadyTaken, accepting.NoLongerWaiting, accepting.NotYours, accepting.NotAvailable)


def call_back(contact: Contact, stage: Stage, at: datetime) -> None:
    """Looked at every few seconds: accepted where it is offered, closed when the talk has lasted."""
    if contact.state in {ContactState.WAITING, ContactState.OFFERED}:
        offer = Offer.objects.pending().select_related("person").filter(contact=contact).first()
        if offer and stage.plays(offer.person):
            try:
                accepting.accept(contact=contact, by=offer.person, at=at)
            except REFUSALS:  # a person was quicker
                return
    elif contact.owner and stage.plays(contact.owner) and contact.accepted_at and at - contact.accepted_at > TALK:
        result = ContactResult.objects.filter(active=True).order_by("order")[0]
        topic = contact.topic or stage.some_topic(contact.queue)
        wrap_up.close(contact=contact, by=contact.owner, topic=topic, result=result, note="", at=at, left_out="hurry")
