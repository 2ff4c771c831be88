"""Alerts as a lead reads them: the open ones, the worst and oldest first, and those that ended within a day."""

from datetime import datetime, timedelta

from django.urls import reverse

from anyqtama.people import access
from anyqtama.people.models import Person
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


def bell(reader: Person) -> dict[str, object]:
    """What the top bar's bell says: situations nobody has acknowledged, and alerts nobody has taken."""
    situations = awaited(reader).count()
    where = reverse("situations") if situations else reverse("alerts")
    return {"url": where, "count": situations + untaken(reader), "fresh": reverse("alerts_bell")}
