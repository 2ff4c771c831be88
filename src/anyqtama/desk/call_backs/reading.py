"""The call-backs one reads: mine, those of my queues, the late ones; each as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from anyqtama.contacts.models import CallBack
from anyqtama.contacts.models.call_back import OVERDUE_AFTER
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.ui import moments

MOST = 200
SOON = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Line:
    call_back: CallBack
    name: str
    note: str
    due: str
    shape: str
    rings: bool

    @property
    def id(self) -> str:
        return str(self.call_back.pk)


def open_for(person: Person) -> QuerySet[CallBack]:
    seen = access.visible(person, CallBack).filter(pk__in=CallBack.objects.open().values("pk"))
    return seen.select_related("client", "queue", "person", "contact").order_by("due_at", "pk")


def views(person: Person, at: datetime) -> dict[str, QuerySet[CallBack]]:
    rows = open_for(person)
    return {"mine": rows.filter(person=person), "all": rows, "late": rows.filter(due_at__lte=at - OVERDUE_AFTER)}


def lines(rows: Sequence[CallBack], at: datetime) -> list[Line]:
    return [line(one, at) for one in rows]


def line(one: CallBack, at: datetime) -> Line:
    late = one.due_at <= at - OVERDUE_AFTER
    shape = "bad" if late else "attention" if one.due_at <= at + SOON else "neutral"
    told = (one.number_masked, one.note, one.case_number, str(one.queue), str(one.person or _("anybody of the queue")))
    return Line(
        call_back=one,
        name=one.client.name or one.number_masked,
        note=" · ".join(part for part in told if part),
        due=due_words(one.due_at, at),
        shape=shape,
        rings=one.contact_id is not None,
    )


def due_words(due_at: datetime, at: datetime) -> str:
    """14:30 · in 12 min; 25 min late; another day as a moment."""
    left = due_at - at
    if left < -timedelta(minutes=1):
        return _("%(time)s late") % {"time": moments.span(-left)}
    if left > timedelta(hours=12):
        return moments.moment(due_at)
    return moments.clock_time(due_at)
