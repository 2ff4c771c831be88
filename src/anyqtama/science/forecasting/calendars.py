"""Days that are not like their weekday: the calendars of Kazakhstan, the United States and Israel as data,
for any year.

A calendar is only a list of `SpecialDay`; a user's file makes another. What the days do to demand is learnt,
not stated.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from . import hebrew

CLOSED_KINDS = ("holiday", "bank_holiday")


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """name : what recurs (Nauryz, a campaign, a billing run); kind : the group whose days resemble each
    other."""

    day: date
    name: str
    kind: str


def special_days(code: str, first: date, last: date) -> tuple[SpecialDay, ...]:
    """The days of a shipped calendar from first to last, both included. Codes: KZ, US, IL, none."""
    make = CALENDARS[code]
    found = [day for year in range(first.year, last.year + 1) for day in make(year)]
    return tuple(sorted((d for d in found if first <= d.day <= last), key=lambda d: (d.day, d.name)))


def unknown_days(code: str, first: date, last: date) -> list[str]:
    """What a shipped calendar cannot say of these years: feasts that are announced and stand in a table."""
    years = [year for year in range(first.year, last.year + 1) if year not in KURBAN_AIT]
    if code != "KZ" or not years:
        return []
    return [f"Kurban Ait of {', '.join(map(str, years))} is not in the calendar: name its day by --events"]


def kazakhstan(year: int) -> Iterator[SpecialDay]:
    """Law of the Republic of Kazakhstan of 13 December 2001, No. 267, and the days off its article 5
    moves."""
    fixed = [
        (1, 1, "New Year"),
        (1, 2, "New Year"),
        (3, 8, "Women's Day"),
        (3, 21, "Nauryz"),
        (3, 22, "Nauryz"),
        (3, 23, "Nauryz"),
        (5, 1, "Unity Day"),
        (5, 7, "Defender's Day"),
        (5, 9, "Victory Day"),
        (7, 6, "Capital Day"),
        (12, 16, "Independence Day"),
    ]
    fixed += [(10, 25, "Republic Day")] if year >= 2022 else [(12, 17, "Independence Day")]
    fixed += [(8, 30, "Constitution Day")] if year <= 2025 else []
    fixed += [(12, 1, "First President's Day")] if 2012 <= year <= 2021 else []
    taken = {date(year, month, day) for month, day, _ in fixed}
    yield SpecialDay(date(year, 1, 7), "Orthodox Christmas", "holiday")
    if year in KURBAN_AIT:
        yield SpecialDay(date(year, *KURBAN_AIT[year]), "Kurban Ait", "holiday")
    for month, day, name in fixed:
        when = date(year, month, day)
        yield SpecialDay(when, name, "holiday")
        if when.weekday() >= 5:
            moved = when
            while moved.weekday() >= 5 or moved in taken:
                moved += timedelta(days=1)
            taken.add(moved)
            yield SpecialDay(moved, "moved day off", "holiday")
    yield SpecialDay(date(year, 12, 31), "New Year's Eve", "eve")


def united_states(year: int) -> Iterator[SpecialDay]:
    """Federal holidays (5 U.S.C. 6103) with their observed days, and the days around them."""
    thanksgiving = _nth(year, 11, 3, 4)
    major = [
        (date(year, 1, 1), "New Year's Day"),
        (_last(year, 5, 0), "Memorial Day"),
        (date(year, 7, 4), "Independence Day"),
        (_nth(year, 9, 0, 1), "Labor Day"),
        (thanksgiving, "Thanksgiving"),
        (date(year, 12, 25), "Christmas Day"),
    ]
    minor = [
        (_nth(year, 1, 0, 3), "Martin Luther King Day"),
        (_nth(year, 2, 0, 3), "Washington's Birthday"),
        (_nth(year, 10, 0, 2), "Columbus Day"),
        (date(year, 11, 11), "Veterans Day"),
    ]
    minor += [(date(year, 6, 19), "Juneteenth")] if year >= 2021 else []
    for days, kind in ((major, "holiday"), (minor, "bank_holiday")):
        for day, name in days:
            yield SpecialDay(day, name, kind)
            if day.weekday() >= 5:
                yield SpecialDay(day + timedelta(days=-1 if day.weekday() == 5 else 1), f"{name} observed", kind)
    yield SpecialDay(western_easter(year) - timedelta(days=2), "Good Friday", "observance")
    yield SpecialDay(thanksgiving + timedelta(days=1), "Day after Thanksgiving", "bridge")
    yield SpecialDay(date(year, 12, 24), "Christmas Eve", "eve")
    yield SpecialDay(date(year, 12, 31), "New Year's Eve", "eve")


def israel(year: int) -> Iterator[SpecialDay]:
    """Days of rest of Israel with their eves, the days between, and fasts and memorial days that change
    business."""
    rest = [
        ("Rosh Hashanah", hebrew.TISHRI, 1),
        ("Rosh Hashanah second", hebrew.TISHRI, 2),
        ("Yom Kippur", hebrew.TISHRI, 10),
        ("Sukkot", hebrew.TISHRI, 15),
        ("Simchat Torah", hebrew.TISHRI, 22),
        ("Passover", hebrew.NISAN, 15),
        ("Passover seventh", hebrew.NISAN, 21),
        ("Shavuot", hebrew.SIVAN, 6),
    ]
    for name, month, day in rest:
        for when in hebrew.in_gregorian_year(year, month, day):
            yield SpecialDay(when, name, "holiday")
            if not name.endswith("second"):
                yield SpecialDay(when - timedelta(days=1), f"{name} eve", "eve")
    between = [(hebrew.NISAN, range(16, 20), "Passover days"), (hebrew.TISHRI, range(16, 21), "Sukkot days")]
    for month, days, name in between:
        for day in days:
            for when in hebrew.in_gregorian_year(year, month, day):
                yield SpecialDay(when, name, "intermediate")
    for when in hebrew.in_gregorian_year(year, hebrew.IYAR, 5):
        independence = when + timedelta(days={4: -1, 5: -2, 0: 1}.get(when.weekday(), 0))
        if year < 2004 and when.weekday() == 0:
            independence = when
        yield SpecialDay(independence, "Independence Day", "holiday")
        yield SpecialDay(independence - timedelta(days=1), "Memorial Day", "eve")
    for when in hebrew.in_gregorian_year(year, hebrew.AV, 9):
        yield SpecialDay(when + timedelta(days=when.weekday() == 5), "Tisha B'Av", "observance")
    for when in hebrew.purim(year):
        yield SpecialDay(when, "Purim", "observance")


def western_easter(year: int) -> date:
    """The Gregorian computus (J. Meeus (1991), Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    w = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * w) // 451
    month, day = divmod(h + w - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _last(year: int, month: int, weekday: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=(following.weekday() - weekday - 1) % 7 + 1)


KURBAN_AIT = {
    2015: (9, 24),
    2016: (9, 12),
    2017: (9, 1),
    2018: (8, 21),
    2019: (8, 11),
    2020: (7, 31),
    2021: (7, 20),
    2022: (7, 9),
    2023: (6, 28),
    2024: (6, 16),
    2025: (6, 6),
    2026: (5, 27),
    2027: (5, 16),
    2028: (5, 5),
    2029: (4, 24),
    2030: (4, 13),
}
"""Announced each year; from 2027 by the tabular Islamic calendar, which may be a day off."""

CALENDARS: dict[str, Callable[[int], Iterator[SpecialDay]]] = {
    "KZ": kazakhstan,
    "US": united_states,
    "IL": israel,
    "none": lambda year: iter(()),
}
