"""Terms in days. The oracle is written from the text of the rule, the cases from a real calendar with holidays."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.science.deadlines import (
    CalendarMissing,
    CountingRule,
    DayRole,
    DayUnit,
    DueAt,
    WorkingCalendar,
    add_working_days,
)
from anyqtama.science.refusals import BadInput

ALMATY = ZoneInfo("Asia/Almaty")
OFF = {date(2026, 3, 9), date(2026, 3, 23), date(2026, 3, 24), date(2026, 3, 25)}
SHORT = date(2026, 3, 20)


def hours(day: date) -> list[tuple[int, int]]:
    if day.weekday() >= 5 or day in OFF:
        return []
    return [(540, 780), (840, 1020)] if day == SHORT else [(540, 780), (840, 1080)]


YEAR = WorkingCalendar(zone=ALMATY, covered_from=date(2026, 1, 1), covered_to=date(2026, 12, 31), hours=hours)


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (at(3, 2), 1, at(3, 3, 18)),
        (at(3, 2, 8), 1, at(3, 3, 18)),  # before opening: the same day
        (at(3, 2, 13, 30), 1, at(3, 3, 18)),  # in the lunch break: the same day
        (at(3, 2, 17, 59), 1, at(3, 3, 18)),
        (at(3, 2, 18), 1, at(3, 4, 18)),  # at closing: after hours
        (at(3, 2, 23), 1, at(3, 4, 18)),
        (at(3, 6, 19), 1, at(3, 11, 18)),  # Friday evening: Tuesday stands for it, the 9th is a holiday
        (at(3, 7), 1, at(3, 11, 18)),
        (at(3, 19), 1, at(3, 20, 17)),  # a shortened day closes earlier
        (at(3, 20, 16, 59), 1, at(3, 26, 18)),
        (at(3, 20, 17), 1, at(3, 27, 18)),
        (at(3, 2), 15, at(3, 27, 18)),  # the statutory 15 over two holiday breaks
        (at(3, 2), 0, at(3, 2, 18)),
        (at(3, 7), 0, at(3, 10, 18)),
    ],
)
def test_working_days_follow_the_rule(received: datetime, days: int, due: datetime) -> None:
    assert add_working_days(received, days, YEAR).due == due


def by_the_text(received: datetime, days: int) -> date:
    """Starts on the day after receipt; late receipt or a day off counts as the next working day. No shared code."""
    working = [date(2026, 1, 1) + timedelta(days=i) for i in range(365)]
    working = [d for d in working if hours(d)]
    day = received.date()
    closed = not hours(day) or received.hour * 60 + received.minute >= hours(day)[-1][1]
    stands_for = next(d for d in working if d > day) if closed else day
    return [d for d in working if d > stands_for][days - 1]


@settings(max_examples=300, deadline=None)
@given(minute=st.integers(0, 250 * 1440), days=st.integers(1, 60))
def test_working_days_equal_the_text_of_the_rule(minute: int, days: int) -> None:
    received = at(1, 1, 0) + timedelta(minutes=minute)
    found = add_working_days(received, days, YEAR)
    assert found.last_day == by_the_text(received, days)
    assert [d.number for d in found.summands if d.number] == list(range(1, days + 1))
    first = found.summands[0].day
    assert [d.day for d in found.summands] == [first + timedelta(days=i) for i in range(len(found.summands))]


def test_calendar_days_end_on_a_working_day() -> None:
    rule = CountingRule(unit=DayUnit.CALENDAR)
    assert add_working_days(at(3, 2), 10, YEAR, rule).last_day == date(2026, 3, 12)
    moved = add_working_days(at(3, 16), 7, YEAR, rule)  # the 23rd, the first of three days off
    assert moved.last_day == date(2026, 3, 26)
    assert [(d.day.day, d.role) for d in moved.summands[-4:]] == [
        (23, DayRole.MOVED_ON), (24, DayRole.DAY_OFF), (25, DayRole.DAY_OFF), (26, DayRole.LAST),
    ]  # fmt: skip
    stays = CountingRule(unit=DayUnit.CALENDAR, last_day_off_moves=False)
    assert add_working_days(at(3, 16), 7, YEAR, stays).due == at(3, 24, 0)


def test_every_part_of_the_rule_can_be_switched() -> None:
    assert add_working_days(at(3, 2), 1, YEAR, CountingRule(starts_next_day=False)).due == at(3, 2, 18)
    assert add_working_days(at(3, 2), 2, YEAR, CountingRule(starts_next_day=False)).due == at(3, 3, 18)
    assert add_working_days(at(3, 2, 20), 1, YEAR, CountingRule(late_receipt_moves=False)).due == at(3, 3, 18)
    assert add_working_days(at(3, 2), 1, YEAR, CountingRule(due_at=DueAt.MIDNIGHT)).due == at(3, 4, 0)


def test_the_explanation_gives_every_day_its_role() -> None:
    found = add_working_days(at(3, 6, 19), 2, YEAR)
    assert [(d.day.day, d.role.value, d.number) for d in found.summands] == [
        (6, "received_after_hours", 0), (7, "day_off", 0), (8, "day_off", 0), (9, "day_off", 0),
        (10, "counts_as_received", 0), (11, "counted", 1), (12, "last", 2),
    ]  # fmt: skip
    assert found.counts_as_received == date(2026, 3, 10)


def test_a_term_into_an_uncovered_year_is_refused() -> None:
    with pytest.raises(CalendarMissing) as refused:
        add_working_days(at(12, 28), 15, YEAR)
    assert refused.value.year == 2027


@pytest.mark.parametrize("days", [-1, 1.5, True, "3"])
def test_senseless_days_are_refused(days: int) -> None:
    with pytest.raises(BadInput, match="days"):
        add_working_days(at(3, 2), days, YEAR)
