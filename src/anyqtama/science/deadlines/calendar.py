"""The working calendar as a value: which local minutes of each date are worked, and for which dates this is
known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from anyqtama.science.refusals import BadInput

LocalMinutes = tuple[int, int]
"""From and to, in minutes of the local day: 9:00-13:00 is (540, 780). The end is not worked; 1440 is
midnight.
"""
DAY_MINUTES = 1440
_MINUTE = timedelta(minutes=1)


class CalendarMissing(LookupError):
    """A date lies outside the years the calendar covers: no deadline is guessed."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"The working calendar does not cover {day.isoformat()}: load the calendar of {day.year} and count again"
        )
        self.day = day
        self.year = day.year


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """When work is done.

    Parameters
    ----------
    zone : time zone of the local minutes
    covered_from, covered_to : first and last date known, both included
    hours : mapping or function from a date to its working intervals in order, with gaps for lunch;
        an empty sequence, or within the covered range a date absent from the mapping, is a day off
    """

    zone: ZoneInfo
    covered_from: date
    covered_to: date
    hours: Mapping[date, Sequence[LocalMinutes]] | Callable[[date], Sequence[LocalMinutes]]

    def __post_init__(self) -> None:
        if self.covered_to < self.covered_from:
            raise BadInput(what="ends before it starts", where="covered range", mend="swap the two dates")

    def intervals(self, day: date) -> tuple[LocalMinutes, ...]:
        """Return the day's working intervals in local minutes; empty on a day off.

        Raises
        ------
        CalendarMissing : the day is not covered.
        BadInput : the intervals overlap, are out of order or leave the day.
        """
        if not self.covered_from <= day <= self.covered_to:
            raise CalendarMissing(day)
        found = self.hours(day) if callable(self.hours) else self.hours.get(day, ())
        last = 0
        for start, end in found:
            if not last <= start < end <= DAY_MINUTES:
                raise BadInput(
                    what=f"has the interval {start}-{end}",
                    where=f"calendar {day.isoformat()}",
                    mend="give intervals in order, without overlap, within 0-1440 minutes",
                )
            last = end
        return tuple((start, end) for start, end in found)

    def is_working(self, day: date) -> bool:
        return bool(self.intervals(day))

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the day's working intervals as instants in UTC.

        An instant is worked if the clock on the wall then shows a worked minute: an hour the clocks repeat
        counts twice, an hour they skip not at all.
        """
        worked = self.intervals(day)
        if not worked:
            return []
        spans: list[tuple[datetime, datetime]] = []
        for begins, ends, midnight in _steady_pieces(self.zone, day):
            for start, end in worked:
                opens = max(begins, midnight + start * _MINUTE)
                closes = min(ends, midnight + end * _MINUTE)
                if opens < closes:
                    spans.append((opens, closes))
        return sorted(spans)


@lru_cache(maxsize=4096)
def _steady_pieces(zone: ZoneInfo, day: date) -> tuple[tuple[datetime, datetime, datetime], ...]:
    """Cut the local day where the offset from UTC changes: (begins, ends, the piece's own local midnight), in
    UTC.
    """
    begins = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    after = day + timedelta(days=1)
    ends = datetime(after.year, after.month, after.day, tzinfo=zone).astimezone(UTC)
    pieces = []
    while begins < ends:
        offset = _offset(zone, begins)
        until = ends if _offset(zone, ends - _MINUTE) == offset else _next_change(zone, begins, ends)
        pieces.append((begins, until, datetime(day.year, day.month, day.day, tzinfo=UTC) - offset))
        begins = until
    return tuple(pieces)


def _next_change(zone: ZoneInfo, begins: datetime, ends: datetime) -> datetime:
    offset, minutes = _offset(zone, begins), range(int((ends - begins) / _MINUTE))
    low, high = 0, len(minutes) - 1  # the offset differs at `high`
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, begins + middle * _MINUTE) == offset:
            low = middle
        else:
            high = middle
    return begins + high * _MINUTE


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None  # an aware time always has one
    return offset
