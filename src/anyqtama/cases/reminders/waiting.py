"""Reminders that a person has not looked at yet, of cases that still wait."""

from datetime import datetime

from django.db.models import QuerySet

from anyqtama.cases.models import Reminder
from anyqtama.cases.words import WAITING
from anyqtama.people import access
from anyqtama.people.models import Person

MOST = 100


def unseen(person: Person) -> QuerySet[Reminder]:
    return access.visible(person, Reminder).filter(seen_at=None, case__state__in=WAITING)


def shown(person: Person) -> list[Reminder]:
    """The date that is longest past first."""
    facts = ("rule", "case__owner", "case__client", "case__topic", "instead")
    return list(unseen(person).select_related(*facts).order_by("date", "pk")[:MOST])


def shape(reminder: Reminder, at: datetime) -> str:
    return "bad" if reminder.date <= at else "attention"
