"""When something falls due, in working minutes or in days, with every day of the count shown.

>>> from datetime import date, datetime
>>> from zoneinfo import ZoneInfo
>>> from anyqtama.science.deadlines import WorkingCalendar, add_working_days, add_working_time
>>> almaty = ZoneInfo("Asia/Almaty")
>>> week = WorkingCalendar(zone=almaty, covered_from=date(2026, 1, 1), covered_to=date(2027, 12, 31),
...     hours=lambda day: [(540, 780), (840, 1080)] if day.weekday() < 5 else [])
>>> friday_late = datetime(2026, 11, 20, 19, 0, tzinfo=almaty)
>>> add_working_days(friday_late, 3, week).due.isoformat()
'2026-11-26T18:00:00+05:00'
>>> add_working_time(friday_late, 300, week).due.isoformat()
'2026-11-23T15:00:00+05:00'

`working_minutes_between(a, b, calendar)` counts the other way. A date outside the calendar raises
`CalendarMissing` with the `year` to load.
"""

from anyqtama.science.deadlines.calendar import CalendarMissing, LocalMinutes, WorkingCalendar
from anyqtama.science.deadlines.results import CountedDay, DayRole, DueDay, DueTime, WorkedDay, WorkedTime
from anyqtama.science.deadlines.working_days import CountingRule, DayUnit, DueAt, add_working_days
from anyqtama.science.deadlines.working_time import add_working_time, working_minutes_between

__all__ = [
    "CalendarMissing",
    "CountedDay",
    "CountingRule",
    "DayRole",
    "DayUnit",
    "DueAt",
    "DueDay",
    "DueTime",
    "LocalMinutes",
    "WorkedDay",
    "WorkedTime",
    "WorkingCalendar",
    "add_working_days",
    "add_working_time",
    "working_minutes_between",
]
