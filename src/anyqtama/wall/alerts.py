"""Alerts as a lead reads them: the open ones, the worst and oldest first, and those that ended within a day."""

from datetime import datetime, timedelta

from django.urls import reverse

from anyqtama.cases.reminders import waiting
from anyqtama.contacts.call_backs.ringing import REMIND_BEFORE
from anyqtama.contacts.models import CallBack
from anyqtama.people import access
from anyqtama.people.models import Person
from anyqtama.people.roles import LEADS
from anyqtama.teamwork.models import Alert
from anyqtama.teamwork.situations.page import awaited

LATELY = timedelta(days=1)
MOST = 200


def still_open(reader: Person) -> list[Alert]:
    rows = access.visible(reader, Alert).filter(ended_at=None).select_related("taken_by")
    return sorted(rows, key=lambda alert: (alert.level != Alert.Level.ALARM, alert.raised_at))


def lately_over(reader: Person, *, at: datetime) -> list[Alert]:
    rows = access.visible(reader, Alert).filter(ended_at__gte=at - LATELY).select_related("taken_by")
    return list(rows.order_by("-ended_at")[:MOST])


def untaken(reader: Person) -> int:
    """How many wait for somebody to see to them."""
    return access.visible(reader, Alert).filter(ended_at=None, taken_by=None).count()


def call_backs_near(reader: Person, at: datetime) -> int:
    """One's own promised calls of the next minutes and the late ones; for a lead the late ones of their queues."""
    rows = CallBack.objects.open()
    near = rows.filter(person=reader, due_at__lte=at + REMIND_BEFORE)
    late = access.visible(reader, CallBack).filter(pk__in=CallBack.objects.overdue(at).values("pk"))
    return (near | rows.filter(pk__in=late.values("pk"))).count() if reader.roles & LEADS else near.count()


def bell(reader: Person, at: datetime) -> dict[str, object]:
    """The top bar's bell: situations nobody acknowledged, alerts nobody took, call-backs near, reminders."""
    leads = access.has_right(reader, "alerts.see")
    situations, alerts = (awaited(reader).count(), untaken(reader)) if leads else (0, 0)
    promised, cases = call_backs_near(reader, at), waiting.unseen(reader).count()
    first = {"situations": situations, "alerts": alerts, "call_backs": promised, "reminders": cases}
    where = next((name for name, number in first.items() if number), "alerts" if leads else "call_backs")
    return {"url": reverse(where), "count": sum(first.values()), "fresh": reverse("alerts_bell")}
