"""Handing a contact on: to a queue, to a person, back to its queue when its person vanished, or by a lead's hand."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import accepting, routing, speaking
from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.entries import Requeued
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ContactState, Message, OfferOutcome, Queue
from anyqtama.contacts.releasing import end_segment
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person, Presence, StateKind

HANDED_OVER = "handed_over"
"""The quiet line that tells a new owner who passed the contact on to them and why."""


class CannotTransfer(Exception):
    message = _("Only a running contact can be handed on.")


class PersonIsAway(Exception):
    message = _("This colleague is not available now. Choose another one or the queue.")


def to_queue(*, contact: Contact, by: Person, queue: Queue, reason: str, at: datetime) -> Contact:
    """Hand on to a queue. The client keeps the waiting time since arrival: `queued_at` stays."""
    with transaction.atomic():
        contact = _running(contact, by)
        return requeue(contact, why="transfer", by=by.principal, at=at, queue=queue, reason=reason)


def to_person(*, contact: Contact, by: Person, person: Person, reason: str, at: datetime) -> Contact:
    """Hand on to a colleague who is available; they own it at once."""
    with transaction.atomic():
        contact = _running(contact, by)
        return _hand_over(contact, person, why="transfer", by=by, reason=reason, at=at)


def reassign(*, contact: Contact, by: Person, person: Person, reason: str, at: datetime) -> Contact:
    """A lead gives a running or waiting contact to a person."""
    with transaction.atomic():
        contact = locked(contact)
        if contact.state not in {ContactState.ACTIVE, ContactState.WAITING, ContactState.OFFERED}:
            raise CannotTransfer
        routing.end_offer(contact, OfferOutcome.WITHDRAWN, at=at, by=by.principal)
        return _hand_over(contact, person, why="reassigned", by=by, reason=reason, at=at)


def take_back(*, contact: Contact, by: Principal, at: datetime) -> Contact:
    """The owner vanished: back into the queue at its old place."""
    with transaction.atomic():
        contact = locked(contact)
        if contact.state != ContactState.ACTIVE:
            raise CannotTransfer
        return requeue(contact, why="returned", by=by, at=at, queue=contact.queue, reason="")


def requeue(contact: Contact, *, why: str, by: Principal, at: datetime, queue: Queue, reason: str) -> Contact:
    """Put a locked running contact back among the waiting."""
    moved = Requeued(why, contact.queue.code, queue.code, contact.owner_id, None, reason[:300])
    end_segment(contact, how=why, by=by, at=at)
    contact.owner, contact.state, contact.queue = None, ContactState.WAITING, queue
    contact.priority = max(contact.priority, queue.priority)
    speaking.event(contact, why, at=at, by=by, queue=queue.code)
    if reason and why != "returned":  # that reason is a code, and the line before says it in words
        speaking.event(contact, "reason", at=at, by=by, internal=True, text=reason[:300])
    journal.write(moved, subject=contact, by=by, at=at)
    routing.soon(at=at)
    return contact


def handed_over_unseen() -> Exists:
    """Annotates contacts: handed to their owner, who has not looked at them since."""
    line = Message.objects.filter(contact=OuterRef("pk"), event=HANDED_OVER, seq__gt=OuterRef("staff_read_seq"))
    return Exists(line)


def _hand_over(contact: Contact, person: Person, *, why: str, by: Person, reason: str, at: datetime) -> Contact:
    if not Presence.objects.filter(person=person, state__kind=StateKind.AVAILABLE).exists():
        raise PersonIsAway
    moved = Requeued(why, contact.queue.code, contact.queue.code, contact.owner_id, person.pk, reason[:300])
    end_segment(contact, how=why, by=by.principal, at=at)
    contact.owner = None
    contact.state = ContactState.WAITING
    journal.write(moved, subject=contact, by=by.principal, at=at)
    said = {"who": by.short_name, "person": person.short_name, "text": reason[:300]}
    speaking.event(contact, HANDED_OVER, at=at, by=by.principal, internal=True, **said)
    return accepting.own(contact, person, at, offered_at=at)


def _running(contact: Contact, by: Person) -> Contact:
    contact = locked(contact)
    if contact.owner_id != by.pk:
        raise NotTheOwner
    if contact.state != ContactState.ACTIVE:
        raise CannotTransfer
    return contact
