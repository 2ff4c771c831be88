"""Directing the live simulation: on or off, how many clients an hour, which people act by themselves."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.demo.entries import Directed
from anyqtama.demo.models import Direction
from anyqtama.kernel import journal
from anyqtama.people.models import Person, Session

MOST_PER_HOUR = 240
ALIVE = timedelta(seconds=15)
GONE = timedelta(minutes=15)


class PaceOutOfRange(Exception):
    message = _("Choose a pace from 0 to 240 contacts an hour.")


def current() -> Direction:
    return Direction.objects.filter(pk=1).first() or Direction(pk=1)


def taken_over(*, at: datetime) -> set[int]:
    """People as whom somebody is signed in and has looked at a page lately: theirs, until they sign out or are gone."""
    here = Session.objects.filter(expire_date__gt=at, seen_at__gt=at - GONE).exclude(person=None)
    return set(here.values_list("person_id", flat=True))


def direct(*, running: bool, per_hour: int, resting: Collection[str], by: Person, at: datetime) -> Direction:
    if not 0 <= per_hour <= MOST_PER_HOUR:
        raise PaceOutOfRange
    with transaction.atomic():
        Direction.objects.get_or_create(pk=1)
        direction = Direction.objects.select_for_update().get(pk=1)
        direction.running, direction.per_hour, direction.resting = running, per_hour, sorted(resting)
        direction.changed_at, direction.changed_by = at, by
        direction.save()
        entry = Directed(running, per_hour, direction.resting)
        journal.write(entry, subject=direction, by=by.principal, at=at)
    return direction


def seen(*, at: datetime) -> None:
    """The simulation's process is alive."""
    Direction.objects.get_or_create(pk=1)
    Direction.objects.filter(pk=1).update(seen_at=at)
