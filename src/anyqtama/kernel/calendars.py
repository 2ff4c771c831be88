"""Working calendars out of dated rows, and the due times counted by them. The bridge to `science.deadlines`."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings

from anyqtama.kernel.models import CalendarDay, CalendarYear
from anyqtama.science.deadlines import (
    CalendarMissing,
    CountingRule,
    DayUnit,
    WorkingCalendar,
    add_working_days,
    add_working_time,
    working_minutes_between,
)

__all__ = [
    "CalendarMissing",
    "CountingRule",
    "DayUnit",
    "Due",
    "due_in_working_days",
    "due_in_working_hours",
    "due_in_working_minutes",
    "look_ahead",
    "working_calendar",
    "working_minutes",
]

log = logging.getLogger(__name__)

Hours = Mapping[str, Sequence[Sequence[str]]]
"""{"mon": [["09:00", "13:00"], ["14:00", "18:00"]], …}; a day without intervals is not worked, "24:00" is midnight."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE_DAY = (("09:00", "13:00"), ("14:00", "18:00"))
OFFICE: Hours = dict.fromkeys(DAYS[:5], OFFICE_DAY)
WARN_AHEAD = timedelta(days=75)


@dataclass(frozen=True, slots=True)
class Due:
    """When it is due, and the days the count went over, ready to be stored as JSON and shown."""

    due_at: datetime
    summands: list[dict[str, Any]]


def due_in_working_minutes(at: datetime, minutes: float, *, hours: Hours = OFFICE) -> Due:
    """Summands: {"day", "minutes", "total_minutes"}; days off have 0 minutes, `after_hours` one whose work was over."""
    with _alarm():
        calendar = working_calendar(hours)
        counted = add_working_time(at, minutes, calendar)
        days = [
            {"day": worked.day.isoformat(), "minutes": worked.minutes, "total_minutes": worked.total_minutes}
            | ({"after_hours": True} if not worked.minutes and calendar.intervals(worked.day) else {})
            for worked in counted.summands
        ]
    return Due(counted.due, days)


def due_in_working_hours(at: datetime, hours_allowed: float, *, hours: Hours = OFFICE) -> Due:
    return due_in_working_minutes(at, hours_allowed * 60, hours=hours)


def due_in_working_days(
    received_at: datetime, days: int, *, hours: Hours = OFFICE, rule: CountingRule | None = None
) -> Due:
    """Summands: {"day", "role", "number"}; roles are the codes of `science.deadlines.DayRole`."""
    with _alarm():
        counted = add_working_days(received_at, days, working_calendar(hours), rule)
    shown = [{"day": day.day.isoformat(), "role": day.role.value, "number": day.number} for day in counted.summands]
    return Due(counted.due, shown)


def working_minutes(start: datetime, end: datetime, *, hours: Hours = OFFICE) -> float:
    """Working minutes between two moments."""
    with _alarm():
        return working_minutes_between(start, end, working_calendar(hours)).minutes


def working_calendar(hours: Hours = OFFICE) -> WorkingCalendar:
    """The calendar of the years that are loaded without a gap; a date outside raises CalendarMissing."""
    first, last = _covered()
    differing = dict(CalendarDay.objects.values_list("date", "working"))
    weekly = [_minutes(hours.get(day, ())) for day in DAYS]
    fullest = max(weekly, key=lambda spans: sum(end - start for start, end in spans))

    def of(day: date) -> Sequence[tuple[int, int]]:
        usual = weekly[day.weekday()]
        if day not in differing:
            return usual
        return (usual or fullest) if differing[day] else ()

    return WorkingCalendar(zone=settings.ZONE, covered_from=first, covered_to=last, hours=of)


def look_ahead(at: datetime) -> None:
    """Recurring: complain, so that it is seen, while there is still time to load the next year."""
    day = (at + WARN_AHEAD).astimezone(settings.ZONE).date()
    if day.year not in set(CalendarYear.objects.values_list("year", flat=True)):
        raise CalendarMissing(day)


def _covered() -> tuple[date, date]:
    """The run of loaded years that holds the newest: a gap before it would count plain weekdays."""
    years = list(CalendarYear.objects.order_by("-year").values_list("year", flat=True))
    if not years:
        return date.max, date.max
    first = newest = years[0]
    while first - 1 in years:
        first -= 1
    return date(first, 1, 1), date(newest, 12, 31)


def _minutes(intervals: Sequence[Sequence[str]]) -> tuple[tuple[int, int], ...]:
    return tuple((_minute(start), _minute(end)) for start, end in intervals)


def _minute(text: str) -> int:
    if text == "24:00":
        return 24 * 60
    at = time.fromisoformat(text)
    return at.hour * 60 + at.minute


class _alarm:  # noqa: N801  # reads as a word of `with`
    """A year without a calendar refuses the count, and says so where the administrator looks."""

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, CalendarMissing):
            log.error("%s", error)
