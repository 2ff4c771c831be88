from datetime import date, timedelta

import pytest

from anyqtama.science.forecasting import special_days
from anyqtama.science.forecasting.calendars import western_easter


def days(code: str, year: int) -> dict[date, str]:
    return {s.day: s.name for s in special_days(code, date(year, 1, 1), date(year, 12, 31))}


def test_kazakhstan_2026_moves_the_published_days_off() -> None:
    found = days("KZ", 2026)
    moved = {day for day, name in found.items() if name == "moved day off"}
    assert moved == {
        date(2026, 3, 9),
        date(2026, 3, 24),
        date(2026, 3, 25),
        date(2026, 5, 11),
        date(2026, 10, 26),
    }
    assert found[date(2026, 5, 27)] == "Kurban Ait"
    assert date(2026, 8, 30) not in found
    assert date(2025, 8, 30) in days("KZ", 2025)


def test_united_states_has_its_moving_holidays() -> None:
    found = days("US", 2003)
    assert found[date(2003, 5, 26)] == "Memorial Day"
    assert found[date(2003, 9, 1)] == "Labor Day"
    assert found[date(2003, 10, 13)] == "Columbus Day"
    assert found[date(2003, 11, 27)] == "Thanksgiving"
    assert days("US", 2021)[date(2021, 7, 5)] == "Independence Day observed"
    assert date(2020, 6, 19) not in days("US", 2020)
    assert date(2023, 6, 19) in days("US", 2023)


@pytest.mark.parametrize(
    ("year", "new_year", "passover", "independence"),
    [
        (1999, date(1999, 9, 11), date(1999, 4, 1), date(1999, 4, 21)),
        (2008, date(2008, 9, 30), date(2008, 4, 20), date(2008, 5, 8)),
        (2023, date(2023, 9, 16), date(2023, 4, 6), date(2023, 4, 26)),
        (2024, date(2024, 10, 3), date(2024, 4, 23), date(2024, 5, 14)),
        (2026, date(2026, 9, 12), date(2026, 4, 2), date(2026, 4, 22)),
    ],
)
def test_israel_has_the_published_feasts(year: int, new_year: date, passover: date, independence: date) -> None:
    found = days("IL", year)
    assert found[new_year] == "Rosh Hashanah"
    assert found[passover] == "Passover"
    assert found[independence] == "Independence Day"
    assert found[new_year + timedelta(days=9)] == "Yom Kippur"


def test_hebrew_new_year_never_falls_on_sunday_wednesday_or_friday() -> None:
    for year in range(1950, 2100):
        found = [day for day, name in days("IL", year).items() if name == "Rosh Hashanah"]
        assert len(found) == 1
        assert found[0].weekday() in (0, 1, 3, 5)


def test_purim_is_thirty_days_before_passover() -> None:
    for year in (1999, 2003, 2024, 2026):
        found = days("IL", year)
        purim = next(day for day, name in found.items() if name == "Purim")
        passover = next(day for day, name in found.items() if name == "Passover")
        assert (passover - purim).days == 30


@pytest.mark.parametrize(
    ("year", "easter"), [(2003, date(2003, 4, 20)), (2024, date(2024, 3, 31)), (2026, date(2026, 4, 5))]
)
def test_easter_falls_on_the_published_sundays(year: int, easter: date) -> None:
    assert western_easter(year) == easter


def test_no_calendar_has_no_days() -> None:
    assert special_days("none", date(2020, 1, 1), date(2030, 1, 1)) == ()
