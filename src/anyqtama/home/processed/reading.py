"""What was processed: contacts wrapped up and cases registered in a period, counted and row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from anyqtama.cases.models import Case
from anyqtama.cases.seeing import Seeing
from anyqtama.cases.words import STATES
from anyqtama.contacts.models import WrapUp
from anyqtama.kernel.exporting import Cell
from anyqtama.kernel.labels import label
from anyqtama.people.models import Person, Unit

Counted = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        begins = datetime.combine(self.first, time(), settings.ZONE)
        return begins, datetime.combine(self.last + timedelta(days=1), time(), settings.ZONE)


def contacts(people: QuerySet[Person], period: Period) -> QuerySet[WrapUp]:
    begins, ends = period.bounds
    rows = WrapUp.objects.filter(person__in=people.values("pk"), at__gte=begins, at__lt=ends)
    return rows.select_related("person", "topic", "result", "contact__channel", "contact__queue").order_by("-at")


def cases(people: QuerySet[Person], period: Period) -> QuerySet[Case]:
    begins, ends = period.bounds
    rows = Case.objects.filter(registered_by__in=people.values("pk"), registered_at__gte=begins, registered_at__lt=ends)
    facts = ("kind", "client", "topic", "department", "owner", "contact__channel", "answer_channel", "outside", "body")
    return rows.select_related(*facts).order_by("registered_at", "pk")


def counted(rows: QuerySet[Any], names: str) -> Counted:
    """(name, how many) by the JSON names at `names`, most first."""
    found = rows.order_by().values_list(names).annotate(count=Count("pk"))
    totals: dict[str, int] = {}
    for said, count in found:
        name = label(said) if said else "—"
        totals[name] = totals.get(name, 0) + count
    return sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))


def summary(wrapped: QuerySet[WrapUp], registered: QuerySet[Case]) -> Mapping[str, Counted]:
    return {
        _("Contacts by topic"): counted(wrapped, "topic__names"),
        _("Contacts by result"): counted(wrapped, "result__names"),
        _("Contacts by channel"): counted(wrapped, "contact__channel__names"),
        _("Cases by kind"): counted(registered, "kind__names"),
        _("Cases by department"): counted(registered, "department__names"),
    }


def organisation(reader: Person) -> str:
    """The top of the tree that the reader works in."""
    unit = reader.unit
    top = Unit.objects.filter(pk=int(unit.path.split("/")[0])).first() if unit and unit.path else unit
    return str(top or "")


def contacts_head() -> list[str]:
    return [_("Closed"), _("Person"), _("Channel"), _("Queue"), _("Topic"), _("Result"), _("Note")]


def contacts_cells(rows: Iterable[WrapUp]) -> Iterable[list[Cell]]:
    for one in rows:
        yield [
            one.at, str(one.person), str(one.contact.channel), str(one.contact.queue), str(one.topic), str(one.result),
            one.note,
        ]  # fmt: skip


def outside(case: Case) -> str:
    return case.outside.number if hasattr(case, "outside") else ""


def journal_head() -> list[str]:
    """The columns that state bodies keep in their journal of incoming requests."""
    return [
        _("No."), _("Registration number"), _("Number in another register"), _("Received"), _("Registered"),
        _("Received by"), _("From whom"), _("Address"),
        _("Language"), _("Kind"), _("Topic"), _("Substance"), _("Given to"), _("Responsible person"), _("Answer due"),
        _("Answered"), _("How answered"), _("State"),
    ]  # fmt: skip


def journal_cells(rows: Iterable[Case], reader: Seeing) -> Iterable[list[Cell]]:
    for place, one in enumerate(rows, start=1):
        came = one.contact.channel if one.contact else None
        yield [
            place, one.number, outside(one), one.began_at, one.registered_at,
            str(came or _("on paper or by hand")), one.client.name, reader.shown(one.address, "address"),
            one.language, str(one.kind), str(one.topic), reader.subject(one), str(one.department or ""),
            str(one.owner), one.due_at, one.answered_at, str(one.answer_channel or ""), str(STATES[one.state]),
        ]  # fmt: skip
