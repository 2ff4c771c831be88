"""Who is away and who stands in for whom: what the few questions "is this mine?" ask."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from anyqtama.people.models import Absence, Person
from anyqtama.ui import moments


def stands_in_for(person: Person, on: date) -> set[int]:
    """Those who are away on that day and have this person as their deputy."""
    return set(Absence.objects.running(on).filter(deputy=person).values_list("person_id", flat=True))


def running(people: Collection[int] | QuerySet[Person], on: date) -> dict[int, Absence]:
    """The absence of each of them who is away on that day, with the deputy. An account that ended stands in no more."""
    rows = Absence.objects.running(on).filter(person__in=people, deputy__is_active=True)
    return {row.person_id: row for row in rows.select_related("person", "deputy__unit")}


def acted_for(people: Collection[int], deputies: Collection[int]) -> list[Absence]:
    """Whenever it was, one of these stood in for one of those."""
    rows = Absence.objects.filter(person__in=people, deputy__in=deputies)
    return list(rows.select_related("person__unit", "deputy__unit"))


def covers(absence: Absence, at: datetime) -> bool:
    """Whether the deputy stood in at that moment: not before it was said, not after it was ended."""
    day = timezone.localdate(at)
    ended = absence.ended_at is not None and at >= absence.ended_at
    return absence.begins_on <= day <= absence.ends_on and at >= absence.made_at and not ended


def words(absence: Absence) -> str:
    said = {"day": moments.day(absence.ends_on), "deputy": absence.deputy}
    return _("away until %(day)s; deputy: %(deputy)s") % said
