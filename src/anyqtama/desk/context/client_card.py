"""The client's card beside the talk: who they are, how they are reached, what they agreed to, what was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from anyqtama.cases import seeing
from anyqtama.cases.models import Case
from anyqtama.clients import silencing
from anyqtama.clients.models import Client, Consent, DoNotContact, Identity
from anyqtama.contacts.models import Contact
from anyqtama.contacts.outbound import sent
from anyqtama.contacts.outbound.sent import Sent
from anyqtama.people import access
from anyqtama.people.models import Person

SHOWN, SENT_SHOWN = 5, 3


@dataclass(frozen=True, slots=True)
class ClientCard:
    client: Client
    identities: Sequence[Identity]
    consent: Consent | None
    contacts: Sequence[Contact]
    contacts_count: int
    sent: Sequence[Sent]
    cases: Sequence[tuple[Case, str]]
    """Each with its subject as the reader is shown it."""
    cases_count: int
    blocked: bool
    silence: DoNotContact | None


def card(contact: Contact, person: Person, at: datetime) -> ClientCard | None:
    """None while nobody is known behind the contact. Counts and lists hold what the reader may see."""
    client = contact.client
    if client is None:
        return None
    contacts = access.visible(person, Contact).filter(client=client).exclude(pk=contact.pk)
    cases = access.visible(person, Case).filter(client=client)
    last_contacts = list(contacts.select_related("topic", "queue", "channel").order_by("-arrived_at")[:SHOWN])
    reader = seeing.seeing(person)
    last_cases = list(cases.select_related("topic").order_by("-registered_at")[:SHOWN])
    return ClientCard(
        client=client,
        identities=list(client.identities.order_by("kind", "id")),
        consent=client.consents.filter(withdrawn_at=None).order_by("-given_at").first(),
        contacts=last_contacts,
        contacts_count=_number(contacts, last_contacts),
        sent=[sent.told(one) for one in sent.sent(person, client.family())[:SENT_SHOWN]],
        cases=[(case, reader.subject(case)) for case in last_cases],
        cases_count=_number(cases, last_cases),
        silence=silencing.wish_of(client),
        blocked=client.blocked_until is not None and client.blocked_until > at,
    )


def _number(rows: QuerySet[Any], shown: Sequence[object]) -> int:
    """Most clients have so few that all are shown: then nothing is left to count."""
    return rows.count() if len(shown) == SHOWN else len(shown)
