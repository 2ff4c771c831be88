"""Wrapping up: what it was about, what it ended in, and the contact is closed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import ending, leaving, routing
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


HELD = {"", EndedHow.BY_OPERATOR, EndedHow.BY_CLIENT}
"""Talks that could be gone through. One that a rule, a block or a lost line ended is not held."""


def close(
    *,
    contact: Contact,
    by: Person,
    topic: Topic,
    result: ContactResult,
    note: str,
    at: datetime,
    left_out: str = "",
    left_words: str = "",
    talked: bool = True,
) -> Contact:
    """Give topic and result and close. A talk still running is ended first.

    `left_out`, `left_words`: why mandatory steps of the scripts it was led by were not taken; kept with each of them.
    `talked`: False where an outbound attempt reached nobody: no script was gone through.
    """
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk:
            raise NotTheOwner
        if contact.state not in {ContactState.ACTIVE, ContactState.WRAP_UP}:
            raise NothingToClose
        held = talked and contact.ended_how in HELD
        led = leaving.led_by(contact) if held else []
        before, contact.topic = contact.topic, topic
        if held:
            leaving.leave(contact=contact, led=led, by=by, reason=left_out, words=left_words, at=at)
        if contact.state == ContactState.ACTIVE:
            ending.finish(contact, how=EndedHow.BY_OPERATOR, by=by.principal, at=at)
        _note_topic(contact, before, by, at)
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
        before, contact.topic = contact.topic, topic
        _note_topic(contact, before, by, at)
        contact.save(update_fields=["topic"])
        live.hint(f"contact:{contact.pk}", "changed", cursor=contact.seq)
    return contact


def _note_topic(contact: Contact, before: Topic | None, by: Person, at: datetime) -> None:
    if contact.topic and contact.topic != before:
        chosen = TopicChosen(before.code if before else "", contact.topic.code)
        journal.write(chosen, subject=contact, by=by.principal, at=at)
