"""The strip of days above the summands: each day, or week where there are many, passed or left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from babel.dates import get_day_names
from django.conf import settings

from anyqtama.kernel.calendars import OFFICE_DAY
from anyqtama.ui import moments

MOST_DAYS = 5
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """In hundredths of the strip; kind: counted, remaining or off."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Day:
    label: str
    parts: Sequence[Part]
    foot: str


def strip(start: datetime, due: datetime, at: datetime, days: Mapping[date, bool]) -> list[Day]:
    """`days`: those of the count, and whether each is worked. Few days are drawn by the hour, many by the week."""
    start, due, at = (moment.astimezone(settings.ZONE) for moment in (start, due, at))
    last = due.date()
    shown = list(dict.fromkeys([*(day for day, worked in days.items() if worked), last]))
    if len(shown) <= MOST_DAYS:
        return [_by_hours(day, start, due, at) for day in shown]
    return list(_by_weeks(start.date(), last, at.date(), days))


def _by_hours(day: date, start: datetime, due: datetime, at: datetime) -> Day:
    hours = [(_hour(begin), _hour(end)) for begin, end in OFFICE_DAY]
    first, last = min(hours[0][0], _within(day, due)), max(hours[-1][1], _within(day, due) if day == due.date() else 0)
    from_, until, now = (_within(day, moment) for moment in (start, due, at))
    scale = 100 / max(last - first, 1)
    parts = []
    for begin, end in hours:
        parts += _cut("counted", max(begin, from_), min(end, until, now))
        parts += _cut("remaining", max(begin, from_, now), min(end, until))
    off = [(first, from_), *((before[1], after[0]) for before, after in pairwise(hours))]
    parts += [part for begin, end in off for part in _cut("off", begin, end)]
    drawn = [Part(part.kind, (part.x - first) * scale, part.width * scale) for part in parts]
    name = get_day_names("abbreviated", "format", moments.language())[day.weekday()]
    return Day(f"{name} {day:%d.%m}", drawn, f"{due:%H:%M}" if day == due.date() else "")


def _by_weeks(start: date, due: date, today: date, days: Mapping[date, bool]) -> Iterator[Day]:
    monday = start - timedelta(days=start.weekday())
    while monday <= due:
        week = [monday + timedelta(days=number) for number in range(7)]
        parts = []
        for number, day in enumerate(week):
            if day <= start or day > due:
                continue
            kind = "off" if not days.get(day, day.weekday() < 5) else "counted" if day <= today else "remaining"
            parts.append(Part(kind, number * 100 / 7, 100 / 7))
        yield Day(f"{monday:%d.%m}", parts, f"{due:%d.%m}" if due in week else "")
        monday += timedelta(days=7)


def _cut(kind: str, begin: float, end: float) -> list[Part]:
    return [Part(kind, begin, end - begin)] if end > begin else []


def _within(day: date, moment: datetime) -> float:
    """The moment's hour on that day: 0 before it, 24 after it."""
    if moment.date() != day:
        return 0 if moment.date() < day else 24
    return moment.hour + moment.minute / 60


def _hour(text: str) -> float:
    at = time.fromisoformat(text)
    return at.hour + at.minute / 60
