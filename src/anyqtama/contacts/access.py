"""Who sees which contacts and queues, and who may act on them."""

from typing import Any

from django.db.models import Q, QuerySet

from anyqtama.contacts.models import Consultation, Contact, Queue
from anyqtama.people.access import Policy, Rights, under, units_led
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK, HEADS, LEADS, PLANNERS, QUALITY, Role

RIGHTS: Rights = {
    "desk.use": DESK | {Role.TEAM_LEAD, Role.ADMINISTRATOR},
    "contacts.see": DESK | LEADS | HEADS | QUALITY,
    "wall.see": DESK | LEADS | HEADS | QUALITY | PLANNERS,
    "queues.lead": LEADS,
    "people.lead": LEADS,
}


def led(person: Person) -> Q:
    """Contacts in queues, or with owners, of the units the person leads."""
    prefixes = units_led(person)
    return under(prefixes, "queue__unit__path") | under(prefixes, "owner__unit__path")


def visible_contacts(person: Person, contacts: QuerySet[Any]) -> QuerySet[Any]:
    """Quality: all. Leads and heads: their units. Desk: their own, those asked about, those of clients they serve."""
    if person.roles & QUALITY:
        return contacts
    condition = Q(pk__in=[])
    if person.roles & (LEADS | HEADS):
        condition |= led(person)
    if person.roles & (DESK | LEADS):
        served = Contact.objects.filter(owner=person, state__in=["active", "wrap_up"], client__isnull=False)
        condition |= Q(owner=person) | Q(pk__in=person.segments.values("contact"))
        condition |= Q(pk__in=person.consultations.filter(answered_at=None).values("contact"))
        condition |= Q(pk__in=person.offers.filter(ended_at=None).values("contact"))
        condition |= Q(client__in=served.values("client"))
        condition |= Q(owner=None, state__in=["waiting", "offered"], queue__in=person.queues.values("queue"))
    return contacts.filter(condition)


def visible_queues(person: Person, queues: QuerySet[Any]) -> QuerySet[Any]:
    if person.roles & (DESK | LEADS | HEADS | QUALITY | PLANNERS | {Role.SYSADMIN}):
        return queues
    return queues.none()


def owns(person: Person, contact: Contact) -> bool:
    return contact.owner_id == person.pk


def leads(person: Person, contact: Contact) -> bool:
    return bool(person.roles & LEADS) and Contact.objects.filter(led(person), pk=contact.pk).exists()


def leads_queue(person: Person, queue: Queue) -> bool:
    if not person.roles & LEADS:
        return False
    prefixes = units_led(person)
    return prefixes is None or Queue.objects.filter(under(prefixes, "unit__path"), pk=queue.pk).exists()


POLICIES = {
    Contact: Policy(
        visible=visible_contacts,
        acts={
            "contact.accept": lambda person, contact: bool(person.roles & (DESK | LEADS)),
            "contact.lead": owns,
            "contact.note": lambda person, contact: bool(person.roles & (DESK | LEADS)),
            "contact.reassign": leads,
        },
    ),
    Queue: Policy(visible=visible_queues, acts={"queue.lead": leads_queue}),
    Consultation: Policy(
        visible=lambda person, rows: rows.filter(Q(asked=person) | Q(asked_by=person)),
        acts={"consultation.answer": lambda person, row: row.asked_id == person.pk},
    ),
}
