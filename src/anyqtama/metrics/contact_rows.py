"""The contacts behind a number as rows of words: when, what about, how long they waited, who answered, how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from anyqtama.channels.models import Channel
from anyqtama.contacts.models import Contact, ContactResult, Queue, Topic
from anyqtama.history.models import ContactFact
from anyqtama.kernel.exporting import Cell
from anyqtama.kernel.labels import label
from anyqtama.metrics.opening import NO_TOPIC
from anyqtama.metrics.reports import LANGUAGE_NAMES, WORDS
from anyqtama.metrics.scope import Scope
from anyqtama.people.models import Person
from anyqtama.ui import moments

TITLES: dict[str, str | Promise] = {
    **WORDS,
    "arrived": gettext_lazy("Contacts"),
    "reached": WORDS["answered"],
    "waits": pgettext_lazy("contacts", "Answered and lost"),
    "rated": gettext_lazy("Marks of clients"),
}


@dataclass(frozen=True, slots=True)
class ContactRow:
    """`late`: answered after the promise of its queue; `opens`: whether the reader may open the contact itself."""

    contact: int
    at: datetime
    queue: str
    topic: str
    channel: str
    language: str
    wait_seconds: int | None
    late: bool
    lost: bool
    person: str
    result: str
    rating: int | None
    opens: bool


def rows(facts: Iterable[ContactFact], *, may_open: QuerySet[Contact] | None, scope: Scope) -> list[ContactRow]:
    """Names are looked up once for all rows."""
    facts = list(facts)
    names = {model: _names(model) for model in (Queue, Topic, Channel, ContactResult)}
    people = {person.pk: str(person) for person in Person.objects.filter(pk__in={fact.person for fact in facts})}
    ids = [fact.contact for fact in facts]
    opens = set(may_open.filter(pk__in=ids).values_list("pk", flat=True)) if may_open is not None else set()
    return [
        ContactRow(
            contact=fact.contact,
            at=fact.arrived_at,
            queue=names[Queue].get(fact.queue, fact.queue),
            topic=names[Topic].get(fact.topic, fact.topic),
            channel=names[Channel].get(fact.channel, fact.channel),
            language=LANGUAGE_NAMES.get(fact.language, fact.language),
            wait_seconds=fact.wait_seconds,
            late=fact.answered_at is not None and (fact.wait_seconds or 0) > scope.promise(fact.queue)[0],
            lost=fact.answered_at is None and fact.abandoned_at is not None,
            person=people.get(fact.person or 0, ""),
            result=names[ContactResult].get(fact.result, fact.result),
            rating=fact.rating,
            opens=fact.contact in opens,
        )
        for fact in facts
    ]


def _names(model: type[Queue] | type[Topic] | type[Channel] | type[ContactResult]) -> dict[str, str]:
    return {code: label(names) for code, names in model._default_manager.values_list("code", "names")}


def about(by: str, row: str) -> str:
    """What the row of the report was about, in words; empty for the total."""
    if not row:
        return ""
    if by == "hour":
        return f"{int(row):02}:00-{int(row) + 1:02}:00"
    if by == "language":
        return LANGUAGE_NAMES.get(row, row)
    if by == "topic" and row == NO_TOPIC:
        return str(_("No topic yet"))
    if by == "person":
        return str(Person.objects.filter(pk=int(row)).first() or "")
    if by == "day":
        return moments.day_year(date.fromisoformat(row))
    if by in {"queue", "topic", "channel"}:
        model = {"queue": Queue, "topic": Topic, "channel": Channel}[by]
        return _names(model).get(row, row)  # type: ignore[arg-type]  # one of the three
    return row


def head() -> list[str]:
    words = [_("Arrived"), _("Queue"), _("Topic"), _("Channel"), _("Language"), _("Wait, seconds"), _("Person")]
    return [str(word) for word in (*words, _("Result"), _("Mark"))]


def cells(row: ContactRow) -> list[Cell]:
    parts: list[Cell] = [row.at, row.queue, row.topic, row.channel, row.language, row.wait_seconds, row.person]
    return [*parts, row.result, row.rating]
