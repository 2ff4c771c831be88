"""Talking in a running contact: the owner's replies, internal notes of colleagues, reading."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import speaking
from anyqtama.contacts.arrival import NothingSaid
from anyqtama.contacts.entries import Answered
from anyqtama.contacts.facts import place, seconds
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ContactState, Message, MessageKind, Side
from anyqtama.kernel import journal, live
from anyqtama.kernel.models import StoredFile
from anyqtama.people.models import Person

__all__ = ["NotTheOwner", "NothingSaid", "SomebodyAnswered", "TalkIsOver", "note", "read", "reply"]


class NotTheOwner(Exception):
    message = _("This contact is now led by a colleague. Your text is kept: leave it as an internal note.")


class TalkIsOver(Exception):
    message = _("The conversation has ended. Your text is kept; register a case to answer later.")


class SomebodyAnswered(Exception):
    """A colleague's words arrived after the screen that this reply was written on."""

    message = _("A colleague wrote while you were typing. Read it, then send again: your text is kept.")


def reply(
    *,
    contact: Contact,
    by: Person,
    text: str,
    seen_seq: int,
    key: str,
    at: datetime,
    files: Sequence[StoredFile] = (),
) -> Message:
    """Say something to the client. `seen_seq` is the last line the writer's screen showed."""
    text = speaking.clean(text)
    if not text and not files:
        raise NothingSaid
    with transaction.atomic():
        contact = locked(contact)
        if already := speaking.known(contact, key):
            return already
        _refuse(contact, by, seen_seq)
        first = contact.answered_at is None
        contact.staff_spoke_at = at
        contact.staff_read_seq = max(contact.staff_read_seq, min(seen_seq, contact.seq))
        contact.silence_warned_at = None
        if first:
            contact.answered_at = at
        message = speaking.add(
            contact=contact, side=Side.STAFF, by=by.principal, at=at, text=text, person=by, key=key, files=files
        )
        if first:
            answered = Answered(by.pk, **place(contact), waited_seconds=seconds(contact.arrived_at, at))
            journal.write(answered, subject=contact, by=by.principal, at=at)
            live.hint("wall")
    return message


def note(*, contact: Contact, by: Person, text: str, key: str, at: datetime) -> Message:
    """Words among colleagues; the client never sees them. Allowed as long as the writer sees the contact."""
    text = speaking.clean(text)
    if not text:
        raise NothingSaid
    with transaction.atomic():
        contact = locked(contact)
        if already := speaking.known(contact, key):
            return already
        return speaking.add(
            contact=contact,
            side=Side.STAFF,
            kind=MessageKind.NOTE,
            by=by.principal,
            at=at,
            text=text,
            person=by,
            key=key,
        )


def read(*, contact: Contact, side: Side, seq: int, at: datetime) -> None:
    """The client (or the owner) has seen everything up to `seq`."""
    field = "client_read_seq" if side == Side.CLIENT else "staff_read_seq"
    seq = min(seq, contact.seq)
    changed = Contact.objects.filter(pk=contact.pk, **{f"{field}__lt": seq}).update(**{field: seq})
    if changed:
        live.hint(f"contact:{contact.pk}", f"read_{side}", cursor=seq)


def _refuse(contact: Contact, by: Person, seen_seq: int) -> None:
    if contact.owner_id != by.pk:
        raise NotTheOwner
    if contact.state != ContactState.ACTIVE:
        raise TalkIsOver
    others = contact.messages.filter(seq__gt=seen_seq, side=Side.STAFF).exclude(person=by)
    if others.exists():
        raise SomebodyAnswered
