"""Putting the client on hold and coming back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import speaking
from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.entries import Held, Resumed
from anyqtama.contacts.facts import seconds
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ContactState, Hold
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class CannotHold(Exception):
    message = _("Only a running contact that is not on hold can be held.")


class NotHeld(Exception):
    message = _("This contact is not on hold.")


def hold(*, contact: Contact, by: Person, at: datetime) -> Contact:
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk:
            raise NotTheOwner
        if contact.state != ContactState.ACTIVE or contact.held_since:
            raise CannotHold
        Hold(contact=contact, person=by, began_at=at).save(force_insert=True)
        contact.held_since = at
        speaking.event(contact, "held", at=at, by=by.principal)
        journal.write(Held(by.pk), subject=contact, by=by.principal, at=at)
    return contact


def resume(*, contact: Contact, by: Person, at: datetime) -> Contact:
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk:
            raise NotTheOwner
        if contact.held_since is None:
            raise NotHeld
        end_hold(contact, by, at)
        speaking.event(contact, "resumed", at=at, by=by.principal)
    return contact


def end_hold(contact: Contact, by: Person, at: datetime) -> None:
    """End the open hold of a locked contact, if there is one, and count it to the open segment."""
    if contact.held_since is None:
        return
    held = seconds(contact.held_since, at)
    contact.held_since = None
    contact.holds.filter(ended_at=None).update(ended_at=at)
    if segment := contact.segments.filter(ended_at=None).first():
        segment.hold_seconds += held
        segment.save(update_fields=["hold_seconds"])
    journal.write(Resumed(by.pk, held), subject=contact, by=by.principal, at=at)
