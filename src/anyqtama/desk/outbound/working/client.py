"""What whoever works a list sees of the client in hand: card, what was before, script, message, attempts so far."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from anyqtama.cases import seeing
from anyqtama.cases.models import Case
from anyqtama.contacts.models import Contact, OutboundAttempt, OutboundList, OutboundResult, OutboundRow
from anyqtama.contacts.outbound import fitness, taking
from anyqtama.desk.outbound.noting import notes
from anyqtama.kernel.labels import label
from anyqtama.knowledge.models import Script
from anyqtama.people import access
from anyqtama.people.models import Person

LAST = 5


def shown(outbound: OutboundList, person: Person, at: datetime) -> dict[str, Any]:
    """Of the row in hand, if it is this list's; `open_attempt`: a call of mine that has no result yet."""
    row = taking.in_hand(person)
    attempt = open_attempt(person)
    given: dict[str, Any] = {"outbound": outbound, "row": row, "attempt": attempt, "results": results(), "at": at}
    if row is None or row.list_id != outbound.pk:
        return given | {"elsewhere": row}
    client, known = row.client, fitness.address_of(outbound, row.client)
    contacts = access.visible(person, Contact).filter(client__in=client.family())
    cases = access.visible(person, Case).filter(client__in=client.family())
    reader = seeing.seeing(person)
    return given | {
        "note": notes(outbound, [row], reader)[row.pk],
        "client": client,
        "known": known,
        "steps": _steps(outbound, client.language),
        "text": label(outbound.texts, client.language),
        "contacts": contacts.select_related("topic", "queue").order_by("-arrived_at")[:LAST],
        "cases": [(case, reader.subject(case)) for case in cases.order_by("-registered_at")[:LAST]],
        "tries": row.tries.select_related("result", "person").order_by("-number"),
    }


def open_attempt(person: Person) -> OutboundAttempt | None:
    tries = OutboundAttempt.objects.filter(person=person, ended_at=None)
    return tries.select_related("row__list", "row__client", "contact").first()


def results() -> list[OutboundResult]:
    """What a call can end in; the result of messages is given by the system."""
    return list(OutboundResult.objects.filter(active=True).exclude(code="sent").order_by("order", "pk"))


def _steps(outbound: OutboundList, language: str) -> Sequence[str]:
    """The sentences of the script in the client's language, as they will be said."""
    script: Script | None = outbound.script or outbound.topic.script
    version = script.versions.order_by("-number").first() if script and script.active else None
    return [label(step["texts"], language) for step in version.steps] if version else []


def waiting_now(outbound: OutboundList, at: datetime) -> int:
    return OutboundRow.objects.ready(at).filter(list=outbound).count()
