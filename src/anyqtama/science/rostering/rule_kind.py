"""What rules count, and over which time."""

from __future__ import annotations

from enum import StrEnum


class RuleKind(StrEnum):
    """What a rule counts."""

    MINUTES = "minutes"
    """Paid minutes in each period."""
    SHIFTS = "shifts"
    """Days with one of the shifts in each period."""
    RUN = "consecutive_shifts"
    """Days in a row with one of the shifts."""
    DAYS_OFF = "consecutive_days_off"
    """Days in a row without work."""
    WEEKENDS = "weekends"
    """Saturday-Sunday pairs with one of the shifts on either day."""
    REST = "rest_minutes"
    """Minutes from the end of a shift to the begin of the next day's."""
    NOT_AFTER = "not_after"
    """The shifts `then` may not stand on the day after one of the shifts."""


class Period(StrEnum):
    HORIZON = "horizon"
    WEEK = "week"
    """Monday to Sunday, with the days of the history that belong to it."""
