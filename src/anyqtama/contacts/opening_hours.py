"""Whether a queue takes new contacts at a moment: its weekly hours, the days off, a lead's closure."""

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts.models import Queue, QueueClosure

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def is_open(queue: Queue, at: datetime) -> bool:
    if QueueClosure.objects.filter(queue=queue, reopened_at=None).exists():
        return False
    return within_hours(queue.hours, at)


def within_hours(hours: dict[str, list[list[str]]] | None, at: datetime) -> bool:
    """`hours`: {"mon": [["09:00", "13:00"], ["14:00", "18:00"]], …}; a day without intervals is shut; None = always."""
    return within_local_hours(hours, at.astimezone(settings.ZONE))


def within_local_hours(hours: dict[str, list[list[str]]] | None, local: datetime) -> bool:
    """The same by a clock of elsewhere: `local` stands in the zone that the hours are meant in."""
    if hours is None:
        return True
    now = local.time()
    return any(_time(start) <= now < _end(stop) for start, stop in hours.get(DAYS[local.weekday()], []))


def hours_of_day(hours: dict[str, list[list[str]]], at: datetime) -> list[list[str]]:
    """The intervals of the day of `at`, as they are written."""
    return hours.get(DAYS[at.astimezone(settings.ZONE).weekday()], [])


def opens_next(hours: dict[str, list[list[str]]], at: datetime) -> datetime | None:
    """The next beginning of an interval after `at`, within eight days; None when every day is shut."""
    local = at.astimezone(settings.ZONE)
    for ahead in range(8):
        day = local.date() + timedelta(days=ahead)
        for start, _stop in hours.get(DAYS[day.weekday()], []):
            opens = datetime.combine(day, _time(start), settings.ZONE)
            if opens > at:
                return opens
    return None


def validate(hours: Any) -> None:
    if hours is None:
        return
    try:
        for day, intervals in hours.items():
            last = time.min
            for start, stop in intervals:
                if day not in DAYS or _time(start) < last or _end(stop) <= _time(start):
                    raise ValueError(day)
                last = _end(stop)
    except (ValueError, TypeError, AttributeError):
        raise ValidationError(_("Write hours as 09:00-13:00, 14:00-18:00; each must end after it begins.")) from None


def _time(text: str) -> time:
    return time.fromisoformat(text)


def _end(text: str) -> time:
    """24:00 is the end of the day."""
    return time.max if text == "24:00" else time.fromisoformat(text)
