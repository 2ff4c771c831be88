"""A written request, or a call back: when nobody is on shift or the wait is long."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.clients import identifying
from anyqtama.clients.models import Client, IdentityKind, Notice
from anyqtama.contacts import ending, wishing
from anyqtama.contacts.call_backs import promising
from anyqtama.contacts.models import Contact, ContactState, EndedHow, Message
from anyqtama.contacts.wishing import When
from anyqtama.portal import starting, visiting
from anyqtama.portal.models import Visit
from anyqtama.portal.starting import Started
from anyqtama.portal.writing import KEY, KeyMissing, next_conversation, open_channel, receive

ADDRESSED = {
    ChannelKind.PHONE: IdentityKind.PHONE,
    ChannelKind.SMS: IdentityKind.PHONE,
    ChannelKind.EMAIL: IdentityKind.EMAIL,
}


class TalkGoesOn(Exception):
    message = _("An operator is talking with you. Write your request in the talk.")


class ConsentMissing(Exception):
    message = _("We can answer later only if you agree that your name and number are kept.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the answer shall come: a channel kind, the number or e-mail it goes to, on which day and at what hours."""

    channel: ChannelKind
    address: str
    when: When


def ways() -> list[str]:
    """Channel kinds by which an answer can be sent, and this window."""
    kinds = Channel.objects.filter(active=True, kind__in=ADDRESSED).values_list("kind", flat=True)
    return [*(kind for kind in ADDRESSED if kind in set(kinds)), ChannelKind.CHAT]


def begin_and_request(
    *,
    visit: Visit | None,
    language: str,
    address: str | None,
    text: str,
    name: str,
    notice: Notice | None,
    wanted: Wanted,
    key: str,
    at: datetime,
) -> Started:
    """The same from a browser that has not written before: its visit begins with the request."""
    with transaction.atomic():
        token = ""
        if visit is None:
            visit, token = visiting.begin(language=language, address=address, at=at, key=key)
        request(visit=visit, text=text, name=name, notice=notice, wanted=wanted, key=key, at=at)
        return Started(visit, token)


def request(
    *, visit: Visit, text: str, name: str, notice: Notice | None, wanted: Wanted, key: str, at: datetime
) -> Message:
    """Open a written contact. A chat that still waits is left for it. The same key again is the same request."""
    if not KEY.fullmatch(key):
        raise KeyMissing
    with transaction.atomic():
        visit = Visit.objects.select_for_update().get(pk=visit.pk)
        last = Contact.objects.filter(pk=visit.contact_id or 0).first()
        if last and (stored := last.messages.filter(key=key).first()):
            return stored
        if last and last.state in {ContactState.ACTIVE, ContactState.WRAP_UP}:
            raise TalkGoesOn
        if last and last.state in {ContactState.WAITING, ContactState.OFFERED}:
            ending.leave(contact=last, by=visit.principal, at=at, how=EndedHow.TO_WRITTEN)
        client = _client(visit, name, notice, at)
        kind = ADDRESSED.get(wanted.channel)
        masked = identifying.masked(kind, wanted.address) if kind else ""
        if kind:  # a number known from another card leads to that card; the visitor is shown nothing of it
            client = identifying.add(client=client, kind=kind, value=wanted.address, at=at).client
        channel = open_channel(ChannelKind.WRITTEN)
        message = receive(visit, channel, next_conversation(visit), text=text, key=key, at=at, client=client)
        wishing.wish(
            contact=message.contact,
            channel=wanted.channel,
            masked=masked,
            when=wanted.when,
            by=visit.principal,
            at=at,
        )
        if wanted.channel == ChannelKind.PHONE and wanted.when:
            promise(message, client, wanted.address, wanted.when, visit, at)
    return message


def promise(message: Message, client: Client, number: str, when: When, visit: Visit, at: datetime) -> None:
    """A call at the time the visitor named: today, or tomorrow where it has passed."""
    contact = message.contact
    promising.promise(
        client=client, number=number, due_at=when.first_moment(at),
        queue=contact.queue, topic=contact.topic, language=contact.language, contact=contact, by=visit.principal,
        note=contact.preview, at=at,
    )  # fmt: skip


def _client(visit: Visit, name: str, notice: Notice | None, at: datetime) -> Client:
    if visit.client is None:
        if notice is None:
            raise ConsentMissing
        visit.client = starting.agree(visit=visit, name=name, notice=notice, at=at)
        visit.save(update_fields=["client"])
    return visit.client
