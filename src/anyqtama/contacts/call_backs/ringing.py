"""The minute of a promised call-back: it becomes an outgoing call, offered to who promised it, else to the queue."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.contacts import accepting, routing
from anyqtama.contacts.call_backs.entries import Rang
from anyqtama.contacts.call_backs.promising import Over, locked
from anyqtama.contacts.entries import Arrived
from anyqtama.contacts.facts import place, seconds
from anyqtama.contacts.models import CallBack, Contact, PhoneCall
from anyqtama.contacts.phoning import NoPhoneChannel
from anyqtama.kernel import journal, live
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person

CLOCK = Principal.system("call_backs")
AT_ONCE = 50
REMIND_BEFORE = timedelta(minutes=5)


def ring_due(*, at: datetime) -> int:
    """Ring every call-back whose minute has come. Returns how many."""
    rung = 0
    for call_back in CallBack.objects.due(at).order_by("due_at", "pk")[:AT_ONCE]:
        try:
            ring(call_back=call_back, at=at)
        except (Over, NoPhoneChannel):  # begun or called off a moment ago; or it stays overdue, where the lead sees it
            continue
        rung += 1
    return rung


def remind(*, at: datetime) -> int:
    """Recurring: tell the desks of those whose promised call comes within minutes, so that their bell counts it."""
    near = CallBack.objects.filter(
        contact=None, dropped_at=None, person__isnull=False, due_at__gt=at, due_at__lte=at + REMIND_BEFORE
    )
    people = set(near.values_list("person", flat=True))
    for person in people:
        live.hint(f"person:{person}", "call_backs")
    return len(people)


def ring(*, call_back: CallBack, at: datetime) -> Contact:
    """Into its queue with its own time as the place; first to the person who promised it, if they are there."""
    with transaction.atomic():
        call_back = locked(call_back)
        contact = _contact(call_back, at)
        _arrived(call_back, contact, CLOCK, at, owner=None)
        if person := asked_first(call_back):
            routing.offer_to(contact=contact, person=person, at=at)
        routing.soon(at=at)
    return contact


def start(*, call_back: CallBack, by: Person, at: datetime) -> Contact:
    """Begin the call now. One that rings already is accepted as any contact is."""
    ringing = CallBack.objects.select_related("contact").get(pk=call_back.pk).contact
    if ringing is not None:
        return accepting.accept(contact=ringing, by=by, at=at)
    with transaction.atomic():
        call_back = locked(call_back)
        contact = _contact(call_back, at)
        _arrived(call_back, contact, by.principal, at, owner=by)
        accepting.own(contact, by, at, offered_at=at)
    return contact


def asked_first(call_back: CallBack) -> Person | None:
    """Who promised it; of a visitor's own wish, who leads the contact it was said in."""
    return call_back.person or (call_back.promised_in.owner if call_back.promised_in else None)


def _contact(call_back: CallBack, at: datetime) -> Contact:
    channel = Channel.objects.filter(kind=ChannelKind.PHONE, active=True).order_by("order").first()
    if channel is None:
        raise NoPhoneChannel
    contact = Contact(
        client=call_back.client, channel=channel, conversation=secrets.token_hex(12), queue=call_back.queue,
        topic=call_back.topic, language=call_back.language, outgoing=True, priority=call_back.queue.priority + 1,
        called=call_back.client.name, preview=call_back.note[:160], arrived_at=at, queued_at=call_back.due_at,
        client_spoke_at=at, client_seen_at=at, staff_spoke_at=at, answered_at=at,
    )  # fmt: skip
    contact.save(force_insert=True)
    PhoneCall.objects.create(
        contact=contact, number_sealed=call_back.number_sealed, number_masked=call_back.number_masked
    )
    call_back.contact = contact
    call_back.save(update_fields=["contact"])
    return contact


def _arrived(call_back: CallBack, contact: Contact, by: Principal, at: datetime, *, owner: Person | None) -> None:
    entry = Arrived(**place(contact), client=call_back.client_id, outgoing=True, owner=owner.pk if owner else None)
    journal.write(entry, subject=contact, by=by, at=at)
    journal.write(Rang(contact.pk, seconds(call_back.due_at, at)), subject=call_back, by=by, at=at)
    live.hint("wall")
