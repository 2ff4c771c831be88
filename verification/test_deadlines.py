"""Due times against an oracle that walks the clock minute by minute and shares no code with the product's counting."""

import random
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest

from anyqtama.science.deadlines import WorkingCalendar, add_working_time, working_minutes_between

ZONE = ZoneInfo("Asia/Almaty")
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
SPANS = 100_000
DAY = ((540, 780), (840, 1080))
SHORT = ((540, 780),)


def calendar_of(chance: random.Random) -> dict[date, tuple[tuple[int, int], ...]]:
    """Weekdays, with days off, short days and worked Saturdays scattered over two years."""
    hours: dict[date, tuple[tuple[int, int], ...]] = {}
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        usual: tuple[tuple[int, int], ...] = DAY if day.weekday() < 5 else ()
        hours[day] = chance.choices([usual, (), SHORT, DAY], weights=(90, 5, 3, 2))[0]
    return hours


@pytest.mark.slow
def test_a_hundred_thousand_random_spans_differ_nowhere_from_the_clock_on_the_wall() -> None:
    chance = random.Random(764)
    hours = calendar_of(chance)
    calendar = WorkingCalendar(zone=ZONE, covered_from=FIRST, covered_to=LAST, hours=hours)
    start = datetime(2026, 1, 1, tzinfo=ZONE)
    minutes = ((LAST - FIRST).days + 1) * 1440
    worked = bytearray(minutes)
    for number in range(minutes):  # one minute after the other, as somebody with a watch would
        day, minute = FIRST + timedelta(days=number // 1440), number % 1440
        worked[number] = any(opens <= minute < closes for opens, closes in hours[day])
    passed = [0, *accumulate(worked)]
    ends = [number for number in range(minutes) if worked[number]]  # the n-th worked minute
    differences = 0
    for _ in range(SPANS):
        begin = chance.randrange(minutes - 200_000)
        asked = chance.choice((chance.randint(1, 480), chance.randint(1, 12_000)))
        due = add_working_time(start + timedelta(minutes=begin), asked, calendar).due
        wanted = start + timedelta(minutes=ends[passed[begin] + asked - 1] + 1)
        until = begin + chance.randrange(60_000)
        between = working_minutes_between(
            start + timedelta(minutes=begin), start + timedelta(minutes=until), calendar
        ).minutes
        differences += due != wanted
        differences += between != passed[until] - passed[begin]
    assert differences == 0
