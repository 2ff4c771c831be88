"""Working minutes against an oracle that walks the clock minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.science.deadlines import CalendarMissing, WorkingCalendar, add_working_time, working_minutes_between
from anyqtama.science.refusals import BadInput

ALMATY = ZoneInfo("Asia/Almaty")
MINUTE = timedelta(minutes=1)
# 29 February 2024 had 25 hours in Almaty (+6 until midnight, then +5); New York skips an hour on 10 March 2024
# and repeats one on 3 November; Lord Howe shifts by half an hour.
STARTS = {
    "Asia/Almaty": datetime(2024, 2, 27, tzinfo=UTC),
    "America/New_York": datetime(2024, 3, 8, tzinfo=UTC),
    "Australia/Lord_Howe": datetime(2024, 4, 5, tzinfo=UTC),
}


@st.composite
def day_hours(draw: st.DrawFn) -> list[tuple[int, int]]:
    marks = sorted(draw(st.sets(st.integers(0, 48).map(lambda half: half * 30), max_size=6)))
    return list(zip(marks[::2], marks[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    name = draw(st.sampled_from(sorted(STARTS)))
    first = STARTS[name].date() - timedelta(days=2)
    hours = {first + timedelta(days=i): draw(day_hours()) for i in range(9)}
    return WorkingCalendar(zone=ZoneInfo(name), covered_from=first, covered_to=first + timedelta(days=8), hours=hours)


def works(calendar: WorkingCalendar, minute: datetime) -> bool:
    assert isinstance(calendar.hours, dict)
    wall = minute.astimezone(calendar.zone)
    return any(a <= wall.hour * 60 + wall.minute < b for a, b in calendar.hours.get(wall.date(), []))


@settings(max_examples=80, deadline=None)
@given(calendar=calendars(), offset=st.integers(0, 3 * 1440), length=st.integers(0, 3 * 1440))
def test_minutes_between_equal_the_minutes_walked(calendar: WorkingCalendar, offset: int, length: int) -> None:
    start = STARTS[str(calendar.zone)] + offset * MINUTE
    walked = sum(works(calendar, start + i * MINUTE) for i in range(length))
    found = working_minutes_between(start, start + length * MINUTE, calendar)
    assert found.minutes == walked
    assert sum(day.minutes for day in found.summands) == walked


@settings(max_examples=80, deadline=None)
@given(calendar=calendars(), offset=st.integers(0, 2 * 1440), minutes=st.integers(0, 1200))
def test_adding_ends_at_the_first_minute_the_walk_reaches(calendar: WorkingCalendar, offset: int, minutes: int) -> None:
    start = STARTS[str(calendar.zone)] + offset * MINUTE
    at, left = start, minutes
    while left and at < start + timedelta(days=12):
        left -= works(calendar, at)
        at += MINUTE
    if left:
        with pytest.raises(CalendarMissing):
            add_working_time(start, minutes, calendar)
        return
    found = add_working_time(start, minutes, calendar)
    assert found.due.astimezone(UTC) == at  # an hour that comes twice equals no moment of another zone
    assert sum(day.minutes for day in found.summands) == minutes
    assert working_minutes_between(start, found.due, calendar).minutes == minutes


def office(day: date) -> list[tuple[int, int]]:
    return [(540, 780), (840, 1080)] if day.weekday() < 5 else []


WEEK = WorkingCalendar(zone=ALMATY, covered_from=date(2026, 1, 1), covered_to=date(2027, 12, 31), hours=office)


def test_the_day_with_25_hours_gives_a_night_shift_its_extra_hour() -> None:
    nights = WorkingCalendar(
        zone=ALMATY,
        covered_from=date(2024, 2, 28),
        covered_to=date(2024, 3, 2),
        hours=lambda _: [(0, 420), (1200, 1440)],
    )
    leap = datetime(2024, 2, 29, 12, tzinfo=ALMATY)
    found = add_working_time(leap, 420, nights)
    assert found.due.isoformat() == "2024-03-01T02:00:00+05:00"  # 20-24 with 23-24 twice: 300, then 120 of March


def test_the_explanation_names_each_day_and_its_local_spans() -> None:
    found = add_working_time(datetime(2026, 11, 20, 17, 30, tzinfo=ALMATY), 90, WEEK)
    assert found.due == datetime(2026, 11, 23, 10, tzinfo=ALMATY)
    assert [(d.day.day, d.minutes, d.total_minutes) for d in found.summands] == [
        (20, 30, 30), (21, 0, 30), (22, 0, 30), (23, 60, 90),
    ]  # fmt: skip
    assert [s.isoformat() for s in found.summands[0].spans[0]] == [
        "2026-11-20T17:30:00+05:00", "2026-11-20T18:00:00+05:00",
    ]  # fmt: skip


def test_a_promise_that_ends_at_closing_is_due_at_closing() -> None:
    found = add_working_time(datetime(2026, 11, 20, 17, tzinfo=ALMATY), 60, WEEK)
    assert found.due == datetime(2026, 11, 20, 18, tzinfo=ALMATY)


def test_seconds_of_the_start_are_kept() -> None:
    found = add_working_time(datetime(2026, 11, 20, 12, 59, 30, tzinfo=ALMATY), 1, WEEK)
    assert found.due == datetime(2026, 11, 20, 14, 0, 30, tzinfo=ALMATY)


def test_a_year_without_calendar_is_named() -> None:
    with pytest.raises(CalendarMissing, match="calendar of 2028") as refused:
        add_working_time(datetime(2027, 12, 31, 17, tzinfo=ALMATY), 120, WEEK)
    assert refused.value.year == 2028
    with pytest.raises(CalendarMissing):
        add_working_time(datetime(2028, 1, 1, tzinfo=ALMATY), 0, WEEK)
    with pytest.raises(CalendarMissing):
        working_minutes_between(datetime(2025, 12, 31, tzinfo=ALMATY), datetime(2026, 1, 2, tzinfo=ALMATY), WEEK)


@pytest.mark.parametrize("minutes", [-1, float("nan"), float("inf"), True, "5"])
def test_senseless_minutes_are_refused(minutes: float) -> None:
    with pytest.raises(BadInput, match="minutes"):
        add_working_time(datetime(2026, 11, 20, tzinfo=ALMATY), minutes, WEEK)


def test_moments_without_zone_and_swapped_moments_are_refused() -> None:
    naive = datetime(2026, 11, 20)  # noqa: DTZ001
    with pytest.raises(BadInput, match="no time zone"):
        add_working_time(naive, 5, WEEK)
    late = datetime(2026, 11, 20, tzinfo=ALMATY)
    with pytest.raises(BadInput, match="swap"):
        working_minutes_between(late, late - MINUTE, WEEK)


@pytest.mark.parametrize("hours", [[(600, 500)], [(540, 700), (650, 800)], [(-5, 60)], [(1000, 1441)], [(60, 60)]])
def test_a_calendar_with_impossible_hours_is_refused(hours: list[tuple[int, int]]) -> None:
    calendar = WorkingCalendar(
        zone=ALMATY, covered_from=date(2026, 1, 1), covered_to=date(2026, 12, 31), hours=lambda _: hours
    )
    with pytest.raises(BadInput, match="interval"):
        add_working_time(datetime(2026, 11, 20, tzinfo=ALMATY), 5, calendar)


def test_a_calendar_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(BadInput, match="covered range"):
        WorkingCalendar(zone=ALMATY, covered_from=date(2026, 2, 1), covered_to=date(2026, 1, 1), hours={})
