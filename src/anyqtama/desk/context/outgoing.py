"""Beside a talk: call-backs promised to its client, and the attempt of an outbound list that the call is."""

from datetime import datetime
from typing import Any

from anyqtama.contacts.models import CallBack, Contact, OutboundAttempt
from anyqtama.desk.call_backs import reading
from anyqtama.desk.call_backs.forms import MoveForm
from anyqtama.desk.outbound.working import client as working
from anyqtama.people.models import Person


def beside(contact: Contact, person: Person, at: datetime) -> dict[str, Any]:
    """One query for most contacts; an outgoing one may be an attempt."""
    promised = (
        CallBack.objects.open().filter(client=contact.client_id) if contact.client_id else CallBack.objects.none()
    )
    rows = promised.select_related("client", "queue", "person", "contact").order_by("due_at")[:3]
    attempt = attempt_of(contact) if contact.outgoing else None
    return {
        "call_backs": reading.lines(list(rows), at),
        "attempt": attempt,
        "results": working.results() if attempt and attempt.ended_at is None else [],
        "move": MoveForm(),
    }


def attempt_of(contact: Contact) -> OutboundAttempt | None:
    tries = OutboundAttempt.objects.select_related("row__list", "row__client", "result")
    return tries.filter(contact=contact).first()
