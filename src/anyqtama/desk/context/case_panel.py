"""Registering beside the talk: the due time before it is promised, who will do it and why, what is open already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from anyqtama.cases import deadlines, placing, proposing, registering, seeing
from anyqtama.cases.deadlines import Due
from anyqtama.cases.models import Case, CaseKind, CaseState
from anyqtama.cases.proposing import Proposal
from anyqtama.clients import places
from anyqtama.contacts.models import Contact, Topic
from anyqtama.desk.context import told
from anyqtama.people import access
from anyqtama.people.models import Person

SIMILAR_SHOWN = 5


@dataclass(frozen=True, slots=True)
class CasePanel:
    """`due` is None without a topic or a loaded calendar; `refusal` then says why. `proposal`: who gets it at once."""

    cases: Sequence[Case]
    code: str
    similar: Sequence[Case]
    due: Due | None
    refusal: str
    proposal: Proposal | None


def panel(contact: Contact, person: Person, at: datetime) -> CasePanel:
    """`code`: of the newest case of this contact, for its owner to tell."""
    cases = list(contact.cases.select_related("kind", "topic", "department").order_by("-registered_at", "-id"))
    own = cases and contact.owner_id == person.pk
    due, refusal = preview(contact.topic, at)
    return CasePanel(
        cases, registering.code_of(cases[0]) if own else "", similar(contact, contact.topic, person), due, refusal,
        None if cases else proposed(contact.topic),
    )  # fmt: skip


def preview(topic: Topic | None, at: datetime, kind: CaseKind | None = None) -> tuple[Due | None, str]:
    if topic is None:
        return None, ""
    try:
        return deadlines.promised(topic=topic, kind=kind, at=at), ""
    except deadlines.NoCalendar as refusal:
        return None, str(refusal.message)


def proposed(topic: Topic | None, kind: CaseKind | None = None) -> Proposal | None:
    """Who would get a case registered now, as `registering` will give it: the desk asks for no district."""
    return None if topic is None else proposing.proposed(topic=topic, district=None, kind=kind)


def similar(contact: Contact, topic: Topic | None, person: Person) -> list[Case]:
    """Open cases of this client on the topic, and of the same address, as far as it may be told: a second number
    would confuse everyone.
    """
    if contact.client is None or topic is None:
        return []
    near = Q(client=contact.client, topic=topic)
    if (
        contact.client.address
        and seeing.seeing(person).sees("address")
        and "address" not in told.hidden(contact, person)
    ):
        near |= Q(topic=topic) & placing.there(places.read(contact.client.address))
    rows = access.visible(person, Case).filter(near).exclude(state=CaseState.CLOSED).exclude(contact=contact)
    return list(rows.order_by("-registered_at")[:SIMILAR_SHOWN])
