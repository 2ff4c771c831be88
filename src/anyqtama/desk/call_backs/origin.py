"""Where a call-back is promised from: a contact, a case or a client's card; each brings what it knows."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.http import Http404
from django.urls import reverse

from anyqtama.cases.models import Case
from anyqtama.clients.models import Client, Identity, IdentityKind
from anyqtama.contacts import arrival, wishing
from anyqtama.contacts.event_lines import wish_words
from anyqtama.contacts.models import Contact, Queue, Topic
from anyqtama.contacts.wishing import When
from anyqtama.people import access
from anyqtama.people.models import Person


@dataclass(frozen=True, slots=True)
class Origin:
    client: Client | None
    queue: Queue
    topic: Topic | None
    language: str
    back: str
    contact: Contact | None = None
    case_number: str = ""
    wish: str = ""
    """How and when the visitor asked for it, in words."""
    when: When = field(default_factory=When)
    numbers: list[Identity] = field(default_factory=list)


def of(person: Person, contact: str, case: str, client: str) -> Origin:
    """From the address's words; 404 where the reader sees no such thing."""
    if contact.isdecimal() and len(contact) < 19:
        return _of_contact(access.fetch(person, Contact, pk=contact))
    if case:
        found = access.fetch(person, Case, number=case)
        queue = arrival.choose_queue(topic=found.topic, queue_code="")
        back = reverse("case", args=[found.number])
        return Origin(
            found.client, queue, found.topic, found.client.language, back, case_number=found.number,
            numbers=_numbers(found.client),
        )  # fmt: skip
    if client.isdecimal() and len(client) < 19:
        card = access.fetch(person, Client, pk=client)
        queue = arrival.choose_queue(topic=None, queue_code="")
        return Origin(card, queue, None, card.language, reverse("client", args=[card.pk]), numbers=_numbers(card))
    raise Http404


def first_time(origin: Origin, at: datetime) -> datetime:
    """What the visitor wished, else the next whole half hour that is a quarter of an hour away."""
    if origin.when and not origin.when.over(at):
        return origin.when.first_moment(at)
    soon = at + timedelta(minutes=15)
    half = soon.replace(minute=0 if soon.minute < 30 else 30, second=0, microsecond=0)
    return half + timedelta(minutes=30)


def _of_contact(contact: Contact) -> Origin:
    said = wishing.of_contact(contact)
    facts = said.facts if said and said.facts.get("channel") == "phone" else {}
    return Origin(
        contact.client, contact.queue, contact.topic, contact.language, reverse("desk_contact", args=[contact.pk]),
        contact, wish=wish_words(facts) if facts else "", when=When.of(facts), numbers=_numbers(contact.client),
    )  # fmt: skip


def _numbers(client: Client | None) -> list[Identity]:
    if client is None:
        return []
    rows = Identity.objects.filter(client__in=client.family(), kind=IdentityKind.PHONE)
    return list(rows.order_by("-confirmed_at", "pk"))
