"""Terms in days, as statutes and promises give them: which day the count starts on, and when the last one
ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from anyqtama.science.deadlines.calendar import WorkingCalendar
from anyqtama.science.deadlines.results import CountedDay, DayRole, DueDay
from anyqtama.science.deadlines.working_time import aware
from anyqtama.science.refusals import whole

_ONE_DAY = timedelta(days=1)


class DayUnit(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"


class DueAt(StrEnum):
    CLOSE = "close"
    """When the last working interval of the last day ends."""
    MIDNIGHT = "midnight"
    """At 24:00 local time of the last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRule:
    """How a term in days is counted. The defaults are the general civil rule; each part can be switched.

    unit : working days, or calendar days whose last one moves off a day off
    starts_next_day : day 1 is the day after receipt (else the day of receipt itself)
    late_receipt_moves : receipt after hours or on a day off counts as the next working day
    last_day_off_moves : a last day that is a day off moves on to the next working day
    due_at : at close of business or at midnight of the last day
    """

    unit: DayUnit = DayUnit.WORKING
    starts_next_day: bool = True
    late_receipt_moves: bool = True
    last_day_off_moves: bool = True
    due_at: DueAt = DueAt.CLOSE


def add_working_days(
    received: datetime, days: int, calendar: WorkingCalendar, rule: CountingRule | None = None
) -> DueDay:
    """Return when a term of `days` counted from `received` ends, and the role of every day on the way.

    Received before opening or in the lunch break counts as that day; at closing or later is after hours.
    A term of 0 days ends on the day that counts as receipt.

    Raises
    ------
    CalendarMissing : the count runs into a date the calendar does not cover.
    BadInput : `received` is naive, or `days` is not a whole number of 0 or more.
    """
    rule = rule or CountingRule()
    whole(days, "days", least=0)
    at = aware(received, "received")
    counted: list[CountedDay] = []
    day = _receipt_day(at, calendar, rule, counted, ends_there=days == 0)
    counts_as_received = day
    number = 0
    if days and not rule.starts_next_day and (rule.unit is DayUnit.CALENDAR or calendar.is_working(day)):
        number = 1
        counted[-1] = CountedDay(day=day, role=DayRole.LAST if days == 1 else DayRole.COUNTED, number=1)
    while number < days:
        day += _ONE_DAY
        if rule.unit is DayUnit.WORKING and not calendar.is_working(day):
            counted.append(CountedDay(day=day, role=DayRole.DAY_OFF, number=0))
            continue
        calendar.intervals(day)
        number += 1
        role = DayRole.LAST if number == days else DayRole.COUNTED
        counted.append(CountedDay(day=day, role=role, number=number))
    if rule.last_day_off_moves and not calendar.is_working(day):
        day = _move_on(day, calendar, counted)
    return DueDay(
        due=_moment(day, calendar, rule),
        last_day=day,
        counts_as_received=counts_as_received,
        summands=tuple(counted),
    )


def _receipt_day(
    at: datetime,
    calendar: WorkingCalendar,
    rule: CountingRule,
    counted: list[CountedDay],
    *,
    ends_there: bool,
) -> date:
    day = at.astimezone(calendar.zone).date()
    spans = calendar.spans(day)
    on_time = bool(spans) and at < spans[-1][1]
    if on_time or not rule.late_receipt_moves:
        counted.append(CountedDay(day=day, role=DayRole.LAST if ends_there else DayRole.RECEIVED, number=0))
        return day
    late = DayRole.RECEIVED_AFTER_HOURS if spans else DayRole.RECEIVED_DAY_OFF
    counted.append(CountedDay(day=day, role=late, number=0))
    day += _ONE_DAY
    while not calendar.is_working(day):
        counted.append(CountedDay(day=day, role=DayRole.DAY_OFF, number=0))
        day += _ONE_DAY
    stands = DayRole.LAST if ends_there else DayRole.COUNTS_AS_RECEIVED
    counted.append(CountedDay(day=day, role=stands, number=0))
    return day


def _move_on(day: date, calendar: WorkingCalendar, counted: list[CountedDay]) -> date:
    counted[-1] = CountedDay(day=day, role=DayRole.MOVED_ON, number=counted[-1].number)
    day += _ONE_DAY
    while not calendar.is_working(day):
        counted.append(CountedDay(day=day, role=DayRole.DAY_OFF, number=0))
        day += _ONE_DAY
    counted.append(CountedDay(day=day, role=DayRole.LAST, number=0))
    return day


def _moment(day: date, calendar: WorkingCalendar, rule: CountingRule) -> datetime:
    spans = calendar.spans(day)
    if rule.due_at is DueAt.CLOSE and spans:
        return spans[-1][1].astimezone(calendar.zone)
    after = day + _ONE_DAY
    return datetime(after.year, after.month, after.day, tzinfo=calendar.zone)
