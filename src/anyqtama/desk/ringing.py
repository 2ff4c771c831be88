"""The left column: contacts that ring, my contacts, questions of colleagues, what waits in my queues."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from anyqtama.clients.records import masking
from anyqtama.contacts import transferring
from anyqtama.contacts.models import Consultation, Contact, ContactState, Offer, Queue
from anyqtama.desk.naming import icon_of, name_of, number_of
from anyqtama.desk.standing import Standing, standing
from anyqtama.kernel.labels import label
from anyqtama.people.models import Person


@dataclass(frozen=True, slots=True)
class OfferCard:
    """What ui/offer.html shows."""

    key: int
    name: str
    queue: str
    topic: str
    waited: int
    until: datetime
    seconds: int
    total: int
    accept_url: str
    later_url: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    key: int
    url: str
    icon: str
    channel: str
    name: str
    last: str
    topic: str
    standing: Standing
    unread: bool
    handed: bool
    """Passed on by a colleague or a lead and not looked at yet: makes itself heard like an offer."""
    contact: Contact


@dataclass(frozen=True, slots=True)
class QueueRow:
    name: str
    waiting: int
    longest_since: datetime | None
    longest: int
    take_url: str


def offers(person: Person, at: datetime) -> list[OfferCard]:
    pending = Offer.objects.pending().filter(person=person, expires_at__gt=at).order_by("offered_at", "id")
    if not pending.exists():  # nearly always, and much cheaper than the joins
        return []
    facts = "contact__queue", "contact__topic", "contact__client", "contact__channel", "contact__call"
    return [_offer(offer, at) for offer in pending.select_related(*facts)]


def my_contacts(person: Person, at: datetime) -> list[ContactRow]:
    """The oldest first, so that a row keeps its place while the talk goes on."""
    mine = Contact.objects.running().owned_by(person).annotate(handed=transferring.handed_over_unseen())
    mine = mine.select_related("client", "channel", "queue", "topic", "call").order_by("accepted_at", "id")
    return [_row(contact, bool(getattr(contact, "handed", False)), at) for contact in mine]


def questions(person: Person) -> list[Consultation]:
    """Open questions of colleagues to this person."""
    facts = "asked_by", "contact__client", "contact__channel", "contact__call"
    asked = Consultation.objects.filter(asked=person, answered_at=None)
    if not asked.exists():
        return []
    return list(asked.select_related(*facts).order_by("asked_at", "id"))


def queues(person: Person, at: datetime) -> list[QueueRow]:
    """Two queries: what waits is counted by the few contacts that wait, not by all that a queue ever had."""
    mine = list(
        Queue.objects.in_use().filter(members__person=person).order_by("order", "id").values_list("pk", "names")
    )
    waiting = Contact.objects.waiting().filter(queue__in=[pk for pk, _ in mine])
    rows: dict[int, list[tuple[int, str, datetime]]] = defaultdict(list)
    waiting = waiting.order_by("-priority", "queued_at", "id")
    for queue, contact, state, arrived in waiting.values_list("queue", "pk", "state", "arrived_at"):
        rows[queue].append((contact, state, arrived))
    return [_queue(names, rows[pk], at) for pk, names in mine]


def _queue(names: dict[str, str], waiting: list[tuple[int, str, datetime]], at: datetime) -> QueueRow:
    """`waiting`: (contact, state, arrived), the next one first."""
    since = min((arrived for _, _, arrived in waiting), default=None)
    first = next((contact for contact, state, _ in waiting if state == ContactState.WAITING), None)
    return QueueRow(
        name=label(names),
        waiting=len(waiting),
        longest_since=since,
        longest=max(0, int((at - since).total_seconds())) if since else 0,
        take_url=reverse("desk_accept", args=[first]) if first else "",
    )


def _offer(offer: Offer, at: datetime) -> OfferCard:
    contact = offer.contact
    return OfferCard(
        key=offer.pk,
        name=name_of(contact),
        queue=f"{contact.queue} · {contact.channel}",
        topic=str(contact.topic or ""),
        waited=contact.waited_seconds(at),
        until=offer.expires_at,
        seconds=max(0, int((offer.expires_at - at).total_seconds())),
        total=max(1, int((offer.expires_at - offer.offered_at).total_seconds())),
        accept_url=reverse("desk_accept", args=[contact.pk]),
        later_url=reverse("desk_later", args=[contact.pk]),
    )


def _row(contact: Contact, handed: bool, at: datetime) -> ContactRow:
    return ContactRow(
        key=contact.pk,
        url=reverse("desk_contact", args=[contact.pk]),
        icon=icon_of(contact),
        channel=str(contact.channel),
        name=name_of(contact),
        last=masking.covered(contact.preview) or number_of(contact),
        topic=str(contact.topic or contact.queue),
        standing=standing(contact, at),
        unread=handed or (contact.awaits_reply() and contact.staff_read_seq < contact.seq),
        handed=handed,
        contact=contact,
    )
