"""What a deadline says about itself: the moment, and the days it was summed from, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DayRole(StrEnum):
    """What a day did in the count. The product translates these codes."""

    RECEIVED = "received"
    """The day of receipt, not counted: the term starts on the next."""
    RECEIVED_AFTER_HOURS = "received_after_hours"
    """Received when work had ended: counts as received on the next working day."""
    RECEIVED_DAY_OFF = "received_day_off"
    """Received on a day off: counts as received on the next working day."""
    COUNTS_AS_RECEIVED = "counts_as_received"
    """The working day that stands for the day of receipt; not counted."""
    COUNTED = "counted"
    DAY_OFF = "day_off"
    """Not counted."""
    MOVED_ON = "moved_on"
    """The last day fell here, a day off: the term moves on to the next working day."""
    LAST = "last"
    """The day the term ends on; `number` is 0 if the term was moved onto it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedDay:
    """One day's part of a working time: `minutes` of it in its local `spans`, `total_minutes` so far."""

    day: date
    minutes: float
    total_minutes: float
    spans: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTime:
    """The answer of `add_working_time`. `summands` add up to the minutes asked for; days off have 0."""

    due: datetime
    minutes: float
    summands: tuple[WorkedDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedTime:
    """The answer of `working_minutes_between`. `summands` add up to `minutes`."""

    minutes: float
    summands: tuple[WorkedDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDay:
    """One day of a term: its role, and its number in the term (0 if not counted)."""

    day: date
    role: DayRole
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """The answer of `add_working_days`: the moment the term ends, its last day, the day that counts as
    receipt.
    """

    due: datetime
    last_day: date
    counts_as_received: date
    summands: tuple[CountedDay, ...]
