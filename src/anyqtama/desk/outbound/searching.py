"""The clients that a saved search gives: its address is kept, so that it can be asked again."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from anyqtama.cases import seeing
from anyqtama.cases.listing import filters
from anyqtama.cases.models import Case
from anyqtama.clients import finding
from anyqtama.clients.models import Client
from anyqtama.contacts.outbound.filling import MOST
from anyqtama.contacts.topic_choices import topic_choices
from anyqtama.people.models import Person

Source = dict[str, str]
"""{"kind": "cases" | "clients", "query": "view=late&topic=3"}; empty: filled by tables."""


def asked(query: QueryDict) -> Source:
    """What the address of a new list says it is made from."""
    for kind in ("cases", "clients"):
        if kind in query:
            return {"kind": kind, "query": query.get(kind, "")[:1000]}
    return {}


def words(source: Source, found: int) -> str:
    if source.get("kind") == "cases":
        return _("Clients of the cases found: %(number)s") % {"number": found}
    return _("Clients found: %(number)s") % {"number": found} if source else ""


def count(source: Source, person: Person, at: datetime) -> int:
    if source.get("kind") == "cases":
        return _cases(source, person, at).values("client").distinct().count()
    return _clients(source, person).count() if source else 0


def clients(source: Source, person: Person, at: datetime) -> Iterator[tuple[int, str]]:
    """(card, note for whoever calls): of a case its number; `noting` adds the subject for whom it is."""
    if source.get("kind") == "cases":
        rows = _cases(source, person, at).order_by("due_at", "pk").values_list("client", "number")
        yield from rows[: MOST + 1]
    elif source:
        for client in _clients(source, person).order_by("pk").values_list("pk", flat=True)[: MOST + 1]:
            yield client, ""


def _cases(source: Source, person: Person, at: datetime) -> QuerySet[Case]:
    form = filters.FilterForm(QueryDict(source["query"]), topics=topic_choices(), reader=seeing.seeing(person))
    return filters.narrowed(filters.wanted(form, person), person, at)


def _clients(source: Source, person: Person) -> QuerySet[Client]:
    return finding.search(person, QueryDict(source["query"]).get("q", "")[:100], most=MOST + 1)
