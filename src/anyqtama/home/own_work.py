"""Who works at a desk: contacts of today, cases by due time, call-backs, marks, reading, reported errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from anyqtama.cases import deputies, seeing
from anyqtama.cases.models import Case, CaseState
from anyqtama.clients.models import FieldReport
from anyqtama.contacts.models import CallBack, Contact, Segment
from anyqtama.history.models import ContactFact
from anyqtama.home.due import SOON, due_shape, due_words
from anyqtama.kernel.labels import label
from anyqtama.knowledge import telling
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK, LEADS
from anyqtama.ui import moments

SHOWN = 6
MARKS_OF = timedelta(days=14)
GOOD_MARK = 4


@dataclass(frozen=True, slots=True)
class Line:
    """Something of mine that opens."""

    title: str
    note: str
    url: str
    shape: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One card: its lines, how many there are in all, where the rest is."""

    lines: Sequence[Line]
    total: int
    url: str

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


@dataclass(frozen=True, slots=True)
class OwnWork:
    contacts: Part
    cases: Part
    call_backs: Part
    marks: Part
    reading: Part
    reports: Part


def of(person: Person, *, at: datetime) -> OwnWork | None:
    """None for those who do not answer contacts."""
    if not person.roles & (DESK | LEADS):
        return None
    return OwnWork(
        _contacts(person, at), _cases(person, at), _call_backs(person, at), _marks(person, at), _reading(person, at),
        _reports(person, at),
    )  # fmt: skip


def _contacts(person: Person, at: datetime) -> Part:
    """Stretches that began since midnight, the newest first."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Segment.objects.filter(person=person, began_at__gte=midnight).order_by("-began_at")
    shown = list(rows.select_related("contact__topic", "contact__queue", "contact__channel")[:SHOWN])
    lines = [
        Line(
            row.contact.called or str(row.contact.topic or row.contact.queue),
            f"{row.contact.channel} · {row.contact.topic or row.contact.queue}",
            reverse("desk_contact", args=[row.contact_id]),
            "good" if row.ended_at else "running",
            moments.clock_time(row.began_at),
        )
        for row in shown
    ]
    return Part(lines, _total(shown, rows), f"{reverse('processed')}?{_day(at)}")


def _cases(person: Person, at: datetime) -> Part:
    waits = Q(state__in=[CaseState.NEW, CaseState.WITH_DEPARTMENT])
    rows = Case.objects.filter(deputies.led_by(person, timezone.localdate(at)), waits).order_by("due_at")
    shown, reader = list(rows.select_related("topic", "client", "department")[:SHOWN]), seeing.seeing(person)
    lines = [
        Line(
            f"{case.number} · {reader.subject(case)}",
            " · ".join(part for part in (case.client.name, label((case.department or case.topic).names)) if part),
            reverse("case", args=[case.number]),
            due_shape(case.due_at, at),
            due_words(case.due_at, at),
        )
        for case in shown
    ]
    return Part(lines, _total(shown, rows), f"{reverse('cases')}?view=mine")


def _call_backs(person: Person, at: datetime) -> Part:
    rows = CallBack.objects.open().filter(person=person).order_by("due_at")
    shown = list(rows.select_related("client")[:SHOWN])
    lines = [
        Line(
            str(one), " · ".join(part for part in (one.number_masked, one.note, one.case_number) if part),
            reverse("call_backs"),
            "bad" if one.due_at < at else "attention" if one.due_at - at < SOON / 8 else "neutral",
            due_words(one.due_at, at),
        )
        for one in shown
    ]  # fmt: skip
    return Part(lines, _total(shown, rows), reverse("call_backs"))


def _marks(person: Person, at: datetime) -> Part:
    """What clients gave my contacts lately, the newest first."""
    rows = ContactFact.objects.filter(person=person.pk, closed_at__gte=at - MARKS_OF).exclude(rating=None)
    shown = list(rows.order_by("-closed_at")[:SHOWN])
    known = Contact.objects.select_related("topic").in_bulk([fact.contact for fact in shown]) if shown else {}
    lines = [
        Line(
            _("%(mark)d of 5") % {"mark": fact.rating},
            str(known[fact.contact].topic or known[fact.contact].called or "—"),
            reverse("desk_contact", args=[fact.contact]),
            "good" if (fact.rating or 0) >= GOOD_MARK else "attention",
            moments.moment(known[fact.contact].arrived_at),
        )
        for fact in shown
        if fact.contact in known
    ]
    since = (at - MARKS_OF).astimezone(settings.ZONE).date()
    url = f"{reverse('reports_mine')}?what=rated&first={since.isoformat()}&last={timezone.localdate(at).isoformat()}"
    return Part(lines, _total(shown, rows), url)


def _reading(person: Person, at: datetime) -> Part:
    """Change notices not confirmed yet."""
    unread = list(telling.unread(person))
    lines = [
        Line(
            str(change),
            label(change.notes),
            reverse("knowledge_change", args=[change.pk]),
            "",
            moments.moment(change.at),
        )
        for change in unread[:SHOWN]
    ]
    return Part(lines, len(unread), reverse("knowledge"))


def _reports(person: Person, at: datetime) -> Part:
    """Errors in records that colleagues reported to me, the oldest first."""
    rows = FieldReport.objects.filter(responsible=person, answered_at=None).order_by("at")
    shown = list(rows.select_related("by")[:SHOWN])
    url = f"{reverse('records')}#reports"
    lines = [
        Line(report.named, f"{report.text[:120]} · {report.by}", url, "attention", moments.moment(report.at))
        for report in shown
    ]
    return Part(lines, _total(shown, rows), url)


def _total(shown: Sequence[object], rows: QuerySet[Any]) -> int:
    """Counted only where more than the shown ones may exist."""
    return len(shown) if len(shown) < SHOWN else rows.count()


def _day(at: datetime) -> str:
    today = timezone.localdate(at).isoformat()
    return f"first={today}&last={today}"
