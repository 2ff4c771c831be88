"""Minutes of working time: when a promise of so many working minutes falls due, and how many have passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from anyqtama.science.deadlines.calendar import WorkingCalendar
from anyqtama.science.deadlines.results import DueTime, WorkedDay, WorkedTime
from anyqtama.science.refusals import BadInput, number

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def add_working_time(start: datetime, minutes: float, calendar: WorkingCalendar) -> DueTime:
    """Return the earliest moment by which `minutes` of working time have passed since `start`.

    Parameters
    ----------
    start : aware moment; outside working hours the count begins when work begins
    minutes : working minutes to add, 0 or more; 0 is due at once
    calendar : when work is done

    Returns
    -------
    DueTime, `due` in the calendar's zone. A promise that ends exactly at closing is due at closing.

    Raises
    ------
    CalendarMissing : the count runs into a date the calendar does not cover.
    BadInput : `start` is naive, or `minutes` is negative or not a finite number.
    """
    asked = number(minutes, "minutes", least=0)
    at = aware(start, "start")
    left = timedelta(minutes=asked)
    day = at.astimezone(calendar.zone).date()
    summands: list[WorkedDay] = []
    total = 0.0
    if not left:
        calendar.intervals(day)
        return DueTime(due=at.astimezone(calendar.zone), minutes=0.0, summands=())
    while True:
        spans: list[tuple[datetime, datetime]] = []
        for opens, closes in calendar.spans(day):
            opens = max(opens, at)
            closes = min(closes, opens + left)
            if opens < closes:
                spans.append((opens, closes))
                left -= closes - opens
            if not left:
                break
        total += _minutes(spans)
        summands.append(_worked_day(day, spans, total, calendar))
        if not left:
            return DueTime(due=spans[-1][1].astimezone(calendar.zone), minutes=asked, summands=tuple(summands))
        day += _ONE_DAY


def working_minutes_between(start: datetime, end: datetime, calendar: WorkingCalendar) -> WorkedTime:
    """Return how many working minutes lie between two aware moments, and on which days.

    Raises
    ------
    CalendarMissing : a day between them is not covered.
    BadInput : a moment is naive, or `end` is before `start`.
    """
    begins, ends = aware(start, "start"), aware(end, "end")
    if ends < begins:
        raise BadInput(what="is before start", where="end", mend="swap the two moments")
    day, last = begins.astimezone(calendar.zone).date(), ends.astimezone(calendar.zone).date()
    summands: list[WorkedDay] = []
    total = 0.0
    while day <= last:
        cut = [(max(opens, begins), min(closes, ends)) for opens, closes in calendar.spans(day)]
        spans = [(opens, closes) for opens, closes in cut if opens < closes]
        total += _minutes(spans)
        summands.append(_worked_day(day, spans, total, calendar))
        day += _ONE_DAY
    return WorkedTime(minutes=total, summands=tuple(summands))


def aware(moment: datetime, where: str) -> datetime:
    """Return the moment in UTC, or refuse one without a time zone."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise BadInput(what="has no time zone", where=where, mend="give an aware datetime")
    return moment.astimezone(UTC)


def _minutes(spans: list[tuple[datetime, datetime]]) -> float:
    return sum(((closes - opens) for opens, closes in spans), timedelta()) / _MINUTE


def _worked_day(
    day: date, spans: list[tuple[datetime, datetime]], total: float, calendar: WorkingCalendar
) -> WorkedDay:
    zone = calendar.zone
    local = tuple((opens.astimezone(zone), closes.astimezone(zone)) for opens, closes in spans)
    return WorkedDay(day=day, minutes=_minutes(spans), total_minutes=total, spans=local)
