"""A person takes a contact: the one offered to them, or a waiting one of their queues by choice. Never two owners."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import routing, speaking
from anyqtama.contacts.entries import Accepted
from anyqtama.contacts.facts import seconds
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ContactState, Offer, OfferOutcome, QueueMember, Segment
from anyqtama.kernel import journal, live
from anyqtama.people import presence
from anyqtama.people.models import Person, Presence, StateKind


class AlreadyTaken(Exception):
    message = _("A colleague has taken this contact.")


class NoLongerWaiting(Exception):
    message = _("This contact no longer waits: the client left or it was closed.")


class NotYours(Exception):
    message = _("This contact is offered to a colleague, or its queue is not yours.")


class NotAvailable(Exception):
    message = _("Set your state to available first.")


def accept(*, contact: Contact, by: Person, at: datetime) -> Contact:
    """Make `by` the owner. Accepting one's own contact again changes nothing."""
    # Refused by a look where possible: fifty hands on one contact need not queue for the database's write lock.
    _refuse(Contact.objects.select_related("queue").get(pk=contact.pk), by)
    with transaction.atomic():
        contact = locked(contact)
        _refuse(contact, by)
        offer = routing.end_offer(contact, OfferOutcome.ACCEPTED, at=at, by=by.principal)
        if contact.owner_id == by.pk and contact.state == ContactState.ACTIVE:
            return contact
        presence.back_at_work(person=by, at=at)
        return own(contact, by, at, offered_at=offer.offered_at if offer else at)


def decline(*, contact: Contact, by: Person, at: datetime) -> Contact:
    """ "Later": the contact keeps its place and is offered to somebody else; the person stays available."""
    with transaction.atomic():
        contact = locked(contact)
        offer = Offer.objects.pending().filter(contact=contact, person=by).first()
        if offer is None:
            raise NoLongerWaiting
        routing.end_offer(contact, OfferOutcome.DECLINED, at=at, by=by.principal, offer=offer)
        contact.save(update_fields=["state"])
        routing.soon(at=at)
    return contact


def own(contact: Contact, by: Person, at: datetime, *, offered_at: datetime) -> Contact:
    """Begin a segment of `by` on a locked contact that nobody owns."""
    contact.state, contact.owner, contact.accepted_at = ContactState.ACTIVE, by, contact.accepted_at or at
    segment = Segment(contact=contact, person=by, queue=contact.queue, offered_at=offered_at, began_at=at)
    segment.save(force_insert=True)
    speaking.event(contact, "accepted", at=at, by=by.principal, person=by.short_name, queue=contact.queue.code)
    accepted = Accepted(by.pk, contact.queue.code, seconds(contact.queued_at, at), segment.pk)
    journal.write(accepted, subject=contact, by=by.principal, at=at)
    live.hint("wall")
    return contact


def _refuse(contact: Contact, by: Person) -> None:
    if contact.owner_id == by.pk and contact.state == ContactState.ACTIVE:
        return
    if contact.owner_id is not None:
        raise AlreadyTaken
    if contact.state not in {ContactState.WAITING, ContactState.OFFERED}:
        raise NoLongerWaiting
    offer = Offer.objects.pending().filter(contact=contact).first()
    if offer and offer.person_id == by.pk:
        return
    if offer or not QueueMember.objects.filter(queue=contact.queue, person=by).exists():
        raise NotYours
    if not Presence.objects.filter(person=by, state__kind=StateKind.AVAILABLE).exists():
        raise NotAvailable
