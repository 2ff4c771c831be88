"""The talk ends: by the operator, by the client, by silence, by a block; or the client leaves the queue unanswered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import routing, speaking
from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.entries import Abandoned, Ended
from anyqtama.contacts.facts import place, seconds
from anyqtama.contacts.holding import end_hold
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ContactState, EndedHow, OfferOutcome
from anyqtama.contacts.releasing import end_segment
from anyqtama.kernel import journal, live
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person


class AlreadyOver(Exception):
    message = _("This conversation is already over.")


def end(*, contact: Contact, by: Person, at: datetime) -> Contact:
    """The operator ends the talk; the wrap-up is open until topic and result are given."""
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk:
            raise NotTheOwner
        if contact.state != ContactState.ACTIVE:
            raise AlreadyOver
        return finish(contact, how=EndedHow.BY_OPERATOR, by=by.principal, at=at)


def leave(*, contact: Contact, by: Principal, at: datetime, how: EndedHow = EndedHow.BY_CLIENT) -> Contact:
    """The client goes: a waiting contact is abandoned, a running one ends. Leaving twice changes nothing."""
    with transaction.atomic():
        contact = locked(contact)
        if contact.state in {ContactState.WAITING, ContactState.OFFERED}:
            left = how if how == EndedHow.TO_WRITTEN else EndedHow.LEFT_QUEUE
            return abandon(contact, how=left, by=by, at=at, left_at=at)
        if contact.state == ContactState.ACTIVE:
            return finish(contact, how=how, by=by, at=at)
        return contact


def finish(contact: Contact, *, how: EndedHow, by: Principal, at: datetime) -> Contact:
    """End the talk of a locked running contact: its owner wraps up."""
    segment = contact.segments.select_related("person").filter(ended_at=None).first()
    if segment:
        end_hold(contact, segment.person, at)
        segment.talk_ended_at = at
        segment.save(update_fields=["talk_ended_at"])
    contact.state, contact.ended_at, contact.ended_how = ContactState.WRAP_UP, at, how
    speaking.event(contact, f"ended_{how}", at=at, by=by)
    ended = Ended(how=how, answered=contact.is_answered(), **place(contact))
    journal.write(ended, subject=contact, by=by, at=at)
    live.hint("wall")
    return contact


def abandon(contact: Contact, *, how: EndedHow, by: Principal, at: datetime, left_at: datetime) -> Contact:
    """Close a locked contact nobody owns. `left_at`: when the client was last there; the wait is counted to it."""
    routing.end_offer(contact, OfferOutcome.WITHDRAWN, at=at, by=by)
    end_segment(contact, how="abandoned", by=by, at=at)
    contact.state, contact.owner, contact.ended_how = ContactState.ABANDONED, None, how
    contact.ended_at, contact.closed_at = left_at, at
    speaking.event(contact, "abandoned", at=at, by=by)
    waited = seconds(contact.arrived_at, left_at)
    entry = Abandoned(seconds=waited, how=how, **place(contact))
    journal.write(entry, subject=contact, by=by, at=left_at)
    live.hint("wall")
    return contact
