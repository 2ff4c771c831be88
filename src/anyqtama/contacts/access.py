"""Who sees which contacts and queues, and who may act on them."""

from typing import Any

from django.db.models import Q, QuerySet

from anyqtama.contacts.models import CallBack, Consultation, Contact, ListState, OutboundList, Queue
from anyqtama.people.access import Policy, Rights, under, units_led
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK, HEADS, LEADS, PLANNERS, QUALITY, Role

RIGHTS: Rights = {
    "desk.use": DESK | {Role.TEAM_LEAD, Role.ADMINISTRATOR},
    "contacts.see": DESK | LEADS | HEADS | QUALITY,
    "outbound.see": DESK | LEADS | HEADS,
    "outbound.lead": LEADS,
    "bell.see": DESK | LEADS | HEADS,
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


def visible_call_backs(person: Person, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Desk: those they promised, those of their queues. Leads and heads: those of the queues and people they lead."""
    condition = Q(pk__in=[])
    if person.roles & (DESK | LEADS):
        condition |= Q(person=person) | Q(queue__in=person.queues.values("queue"))
    if person.roles & (LEADS | HEADS):
        prefixes = units_led(person)
        condition |= under(prefixes, "queue__unit__path") | under(prefixes, "person__unit__path")
    return rows.filter(condition)


def visible_lists(person: Person, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Desk: those begun, of their queues. Leads and heads: their own and those of the queues they lead."""
    condition = Q(pk__in=[])
    if person.roles & DESK:
        condition |= Q(queue__in=person.queues.values("queue")) & ~Q(state=ListState.DRAFT)
    if person.roles & (LEADS | HEADS):
        condition |= Q(made_by=person) | under(units_led(person), "queue__unit__path")
    return rows.filter(condition)


def leads_list(person: Person, outbound: OutboundList) -> bool:
    return bool(person.roles & LEADS) and (outbound.made_by_id == person.pk or leads_queue(person, outbound.queue))


def works_list(person: Person, outbound: OutboundList) -> bool:
    return bool(person.roles & (DESK | LEADS)) and person.queues.filter(queue=outbound.queue_id).exists()


def calls_back(person: Person, call_back: CallBack) -> bool:
    return bool(person.roles & (DESK | LEADS))


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
    CallBack: Policy(visible=visible_call_backs, acts={"call_back.keep": calls_back}),
    OutboundList: Policy(visible=visible_lists, acts={"list.lead": leads_list, "list.work": works_list}),
    Consultation: Policy(
        visible=lambda person, rows: rows.filter(Q(asked=person) | Q(asked_by=person)),
        acts={"consultation.answer": lambda person, row: row.asked_id == person.pk},
    ),
}
