"""Wrapping up: what it was about, what it ended in, and the contact is closed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import ending, routing
from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.difficult import resting
from anyqtama.contacts.entries import Closed, TopicChosen
from anyqtama.contacts.facts import place
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ContactResult, ContactState, EndedHow, Topic, WrapUp
from anyqtama.contacts.releasing import end_segment
from anyqtama.kernel import journal, live
from anyqtama.people.models import Person


class NothingToClose(Exception):
    message = _("This contact is closed already.")


def close(*, contact: Contact, by: Person, topic: Topic, result: ContactResult, note: str, at: datetime) -> Contact:
    """Give topic and result and close. A talk still running is ended first."""
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk:
            raise NotTheOwner
        if contact.state not in {ContactState.ACTIVE, ContactState.WRAP_UP}:
            raise NothingToClose
        if contact.state == ContactState.ACTIVE:
            ending.finish(contact, how=EndedHow.BY_OPERATOR, by=by.principal, at=at)
        _set_topic(contact, topic, by, at)
        WrapUp(contact=contact, person=by, topic=topic, result=result, note=note[:2000], at=at).save(force_insert=True)
        end_segment(contact, how="closed", by=by.principal, at=at)
        contact.state, contact.closed_at = ContactState.CLOSED, at
        contact.save()
        resting.after(contact, by, at)
        closed = Closed(by.pk, **place(contact), result=result.code, resolved=result.resolved)
        journal.write(closed, subject=contact, by=by.principal, at=at)
        live.hint(f"contact:{contact.pk}", "changed", cursor=contact.seq)
        routing.soon(at=at)
    return contact


def choose_topic(*, contact: Contact, by: Person, topic: Topic, at: datetime) -> Contact:
    """Say what the contact is about while it runs: script and suggestions follow."""
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk:
            raise NotTheOwner
        if contact.state not in {ContactState.ACTIVE, ContactState.WRAP_UP}:
            raise NothingToClose
        _set_topic(contact, topic, by, at)
        contact.save(update_fields=["topic"])
        live.hint(f"contact:{contact.pk}", "changed", cursor=contact.seq)
    return contact


def _set_topic(contact: Contact, topic: Topic, by: Person, at: datetime) -> None:
    before = contact.topic.code if contact.topic else ""
    contact.topic = topic
    if before != topic.code:
        journal.write(TopicChosen(before, topic.code), subject=contact, by=by.principal, at=at)
