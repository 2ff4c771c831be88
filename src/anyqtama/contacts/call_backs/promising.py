"""Promising a client a call at a minute; moving the promise, or calling it off with a reason."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients import identifying
from anyqtama.clients.models import Client, IdentityKind
from anyqtama.contacts.call_backs.entries import Dropped, Moved, Promised
from anyqtama.contacts.models import CallBack, Contact, Queue, Topic
from anyqtama.kernel import journal, live, secrecy
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person

JUST_NOW = timedelta(minutes=1)
FURTHEST = timedelta(days=90)


class NotATime(Exception):
    message = _("Choose a time from now on, within 90 days.")


class Over(Exception):
    message = _("This call-back rings already, was made or was called off.")


class WhyMissing(Exception):
    message = _("Say why the call-back is called off: the client was promised a call.")


def promise(
    *,
    client: Client | None,
    number: str,
    due_at: datetime,
    queue: Queue,
    by: Principal,
    at: datetime,
    person: Person | None = None,
    topic: Topic | None = None,
    language: str = "",
    contact: Contact | None = None,
    case_number: str = "",
    note: str = "",
) -> CallBack:
    """`person` is asked first when the minute comes. A number not on the card yet is added to it.

    `client` None: nobody is known yet, the card is found by the number or made.
    """
    if not at - JUST_NOW <= due_at <= at + FURTHEST:
        raise NotATime
    number = identifying.normal(IdentityKind.PHONE, number)
    spoken = language or (client.language if client else "kk")
    with transaction.atomic():
        if client is None:
            client = identifying.find_or_make(kind=IdentityKind.PHONE, value=number, language=spoken, at=at)
        identifying.add(client=client, kind=IdentityKind.PHONE, value=number, at=at, by=by)
        made = CallBack(
            client=client, number_sealed=secrecy.encrypt(number),
            number_masked=identifying.masked(IdentityKind.PHONE, number), language=spoken,
            queue=queue, topic=topic, person=person, promised_in=contact, case_number=case_number,
            note=note.strip()[:300], made_at=at, due_at=due_at,
        )  # fmt: skip
        made.save(force_insert=True)
        said = Promised(
            client.pk, person.pk if person else None, queue.code, due_at.isoformat(),
            contact.pk if contact else None, case_number,
        )  # fmt: skip
        journal.write(said, subject=made, by=by, at=at)
        _hint(made)
    return made


def move(*, call_back: CallBack, due_at: datetime, by: Person, at: datetime) -> CallBack:
    if not at - JUST_NOW <= due_at <= at + FURTHEST:
        raise NotATime
    with transaction.atomic():
        call_back = locked(call_back)
        before, call_back.due_at = call_back.due_at, due_at
        call_back.save(update_fields=["due_at"])
        entry = Moved(before.isoformat(), due_at.isoformat())
        journal.write(entry, subject=call_back, by=by.principal, at=at)
        _hint(call_back)
    return call_back


def drop(*, call_back: CallBack, reason: str, by: Person, at: datetime) -> CallBack:
    if not reason.strip():
        raise WhyMissing
    with transaction.atomic():
        call_back = locked(call_back)
        call_back.dropped_at, call_back.dropped_why = at, reason.strip()[:200]
        call_back.save(update_fields=["dropped_at", "dropped_why"])
        journal.write(Dropped(call_back.dropped_why), subject=call_back, by=by.principal, at=at)
        _hint(call_back)
    return call_back


def locked(call_back: CallBack) -> CallBack:
    """The call-back as it is now, still to ring, locked until the transaction ends."""
    rows = CallBack.objects.select_related("client", "queue", "topic", "person", "promised_in__owner")
    found = rows.select_for_update(of=("self",)).get(pk=call_back.pk)
    if found.contact_id is not None or found.dropped_at is not None:
        raise Over
    return found


def _hint(call_back: CallBack) -> None:
    live.hint("wall")
    if call_back.person_id:
        live.hint(f"person:{call_back.person_id}", "call_backs")
