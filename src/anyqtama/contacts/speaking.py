"""Appending a line to a contact: the one place where `seq` grows, where doubles are known, where screens are hinted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from anyqtama.contacts.entries import MessageAdded
from anyqtama.contacts.models import Attachment, Contact, Message, MessageKind, Side
from anyqtama.kernel import journal, live
from anyqtama.kernel.models import StoredFile
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person

LONGEST_TEXT = 4000


def clean(text: str) -> str:
    """The text without NUL and other control characters (line breaks and tabs stay), at most LONGEST_TEXT long."""
    kept = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    return kept.strip()[:LONGEST_TEXT]


def known(contact: Contact, key: str) -> Message | None:
    """The message already stored under this key: the same request came twice."""
    return Message.objects.filter(contact=contact, key=key).first() if key else None


def add(
    *,
    contact: Contact,
    side: Side,
    by: Principal,
    at: datetime,
    kind: MessageKind = MessageKind.TEXT,
    text: str = "",
    person: Person | None = None,
    key: str = "",
    event: str = "",
    facts: Mapping[str, Any] | None = None,
    internal: bool = False,
    files: Sequence[StoredFile] = (),
) -> Message:
    """Append to a locked contact and save it. Quiet lines (events) are journalled by their verb, not here."""
    contact.seq += 1
    message = Message(
        contact=contact,
        seq=contact.seq,
        side=side,
        kind=kind,
        internal=internal or kind == MessageKind.NOTE,
        person=person,
        text=text,
        event=event,
        facts=dict(facts or {}),
        key=key,
        at=at,
    )
    message.save(force_insert=True)
    if files:
        Attachment.objects.bulk_create(Attachment(message=message, file=file) for file in files)
    if text and kind == MessageKind.TEXT:
        contact.preview = " ".join(text.split())[:160]
    contact.save()
    if kind != MessageKind.EVENT:
        author = person.pk if person else None
        entry = MessageAdded(message.seq, side, kind, author, len(files), len(text))
        journal.write(entry, subject=contact, by=by, at=at)
    hint(contact)
    return message


def hint(contact: Contact) -> None:
    """Tell the desks, the visitor's page and the lists that show this contact of a new line.

    A page that has the line already, its own words most often, need not look again.
    """
    live.hint(f"contact:{contact.pk}", "said", contact=contact.pk, cursor=contact.seq)
    if contact.owner_id:
        live.hint(f"person:{contact.owner_id}", "said", contact=contact.pk, cursor=contact.seq)


def event(
    contact: Contact, name: str, /, *, at: datetime, by: Principal, internal: bool = False, **facts: Any
) -> Message:
    """A quiet line of the conversation, for example "transferred to …"; its sentence is made when it is shown."""
    return add(
        contact=contact,
        side=Side.SYSTEM,
        kind=MessageKind.EVENT,
        by=by,
        at=at,
        event=name,
        facts=facts,
        internal=internal,
    )
