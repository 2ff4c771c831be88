"""What a client with this topic may need besides: what others with it also asked, as far as past work tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from anyqtama.cases.models import Case, Need
from anyqtama.contacts.models import Contact, Topic

LOOKS_BACK = timedelta(days=365)
NEWEST = 400
"""Clients are taken from so many of the newest cases and as many contacts of the topic: the page stays quick."""
LEAST_CLIENTS = 10
LEAST_ALIKE = 3
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Probable:
    """`clients` of those who had the case's topic asked this one too."""

    topic: Topic
    clients: int
    noted: Need | None


@dataclass(frozen=True, slots=True)
class Needs:
    """`of`: how many clients are known with the topic; too few of them say nothing, and then nothing is said."""

    of: int
    probable: Sequence[Probable]

    @property
    def enough(self) -> bool:
        return self.of >= LEAST_CLIENTS


def needs(case: Case, at: datetime) -> Needs:
    since = at - LOOKS_BACK
    clients = _clients(case, since)
    if len(clients) < LEAST_CLIENTS:
        return Needs(len(clients), [])
    asked: dict[int, set[int]] = {}
    for model, moment in ((Case, "registered_at"), (Contact, "arrived_at")):
        rows = model._default_manager.filter(client__in=clients, **{f"{moment}__gte": since}).exclude(topic=None)
        for topic, client in rows.exclude(topic=case.topic_id).values_list("topic", "client").distinct():
            asked.setdefault(topic, set()).add(client)
    alike = {topic: len(found) for topic, found in asked.items() if len(found) >= LEAST_ALIKE}
    best = sorted(alike, key=lambda topic: (-alike[topic], topic))[:SHOWN]
    topics = Topic.objects.filter(active=True).in_bulk(best)
    noted = {need.topic_id: need for need in case.needs.all()}
    return Needs(
        len(clients), [Probable(topics[pk], alike[pk], noted.get(pk)) for pk in best if pk in topics]
    )  # fmt: skip


def _clients(case: Case, since: datetime) -> list[int]:
    """Of the newest cases and contacts of the topic, without the case's own client."""
    cases = Case.objects.filter(topic=case.topic_id, registered_at__gte=since).order_by("-registered_at")
    contacts = Contact.objects.filter(topic=case.topic_id, arrived_at__gte=since, client__isnull=False)
    found = set(cases.values_list("client", flat=True)[:NEWEST])
    found |= set(contacts.order_by("-arrived_at").values_list("client", flat=True)[:NEWEST])
    return sorted(found - {case.client_id})
