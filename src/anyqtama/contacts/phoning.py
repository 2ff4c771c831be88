"""The telephone beside the system: a call that a PBX carries is noted by hand, with the same script and wrap-up."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts import accepting, arrival, speaking
from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.entries import Answered, Arrived
from anyqtama.contacts.facts import place
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, PhoneCall, Topic
from anyqtama.kernel import journal, live, secrecy
from anyqtama.people.models import Person


class NoPhoneChannel(Exception):
    message = _("The telephone is switched off in the settings of channels.")


class NotACall(Exception):
    message = _("This contact is not a telephone call.")


def begin(
    *,
    by: Person,
    number: str,
    language: str,
    topic: Topic | None,
    outgoing: bool,
    at: datetime,
    external_id: str = "",
    queue_code: str = "",
) -> Contact:
    """Open a contact for the call the operator is on. The same `external_id` again returns the call already noted."""
    channel = Channel.objects.filter(kind=ChannelKind.PHONE, active=True).order_by("order").first()
    if channel is None:
        raise NoPhoneChannel
    conversation = external_id or secrets.token_hex(12)
    with transaction.atomic():
        if noted := Contact.objects.open().filter(channel=channel, conversation=conversation).first():
            return noted
        client = (
            identifying.find_or_make(kind=IdentityKind.PHONE, value=number, language=language, at=at)
            if number
            else None
        )
        queue = arrival.choose_queue(topic=topic, queue_code=queue_code)
        contact = Contact(
            client=client,
            channel=channel,
            conversation=conversation,
            queue=queue,
            topic=topic,
            language=language,
            outgoing=outgoing,
            priority=queue.priority,
            called=client.name if client else "",
            arrived_at=at,
            queued_at=at,
            client_spoke_at=at,
            client_seen_at=at,
            staff_spoke_at=at,
            answered_at=at,
        )
        contact.save(force_insert=True)
        call = PhoneCall(contact=contact, external_id=external_id)
        if number:
            call.number_sealed, call.number_masked = (
                secrecy.encrypt(number),
                identifying.masked(IdentityKind.PHONE, number),
            )
        call.save(force_insert=True)
        arrived = Arrived(**place(contact), client=client.pk if client else None, outgoing=outgoing, owner=by.pk)
        journal.write(arrived, subject=contact, by=by.principal, at=at)
        accepting.own(contact, by, at, offered_at=at)
        journal.write(Answered(by.pk, **place(contact), waited_seconds=0), subject=contact, by=by.principal, at=at)
        live.hint("wall")
    return contact


def verify(*, contact: Contact, by: Person, level: PhoneCall.Verification, at: datetime) -> PhoneCall:
    """Note how sure the operator is who calls; what may be told follows from it."""
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk:
            raise NotTheOwner
        call = PhoneCall.objects.select_for_update().filter(contact=contact).first()
        if call is None:
            raise NotACall
        call.verification = level
        call.save(update_fields=["verification"])
        speaking.event(contact, "verified", at=at, by=by.principal, internal=True, level=level)
    return call
