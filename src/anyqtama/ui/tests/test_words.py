"""How names, numbers, dates and lengths of time are written."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.ui import moments, people_words

MORNING = datetime(2026, 11, 24, 5, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment", "weekday", "stamp"),
    [
        ("kk", "24 қараша", "24 қараша, 10:45", "Сейсенбі, 24 қараша", "24.11.2026, 10:45"),
        ("ru", "24 ноября", "24 ноября, 10:45", "Вторник, 24 ноября", "24.11.2026, 10:45"),
        ("en", "24 November", "24 November, 10:45", "Tuesday, 24 November", "24 Nov 2026, 10:45"),
    ],
)
def test_a_moment_is_written_as_each_language_writes_it(
    language: str, day: str, moment: str, weekday: str, stamp: str
) -> None:
    with translation.override(language):
        assert moments.day(MORNING) == day
        assert moments.moment(MORNING) == moment
        assert moments.weekday(MORNING) == weekday
        assert moments.stamp(MORNING) == stamp


def test_the_year_comes_first_only_in_kazakh() -> None:
    with translation.override("kk"):
        assert moments.day_year(MORNING) == "2026 жылғы 24 қараша"
    with translation.override("ru"):
        assert moments.day_year(MORNING.date()) == "24 ноября 2026"


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "00:00"), (192, "03:12"), (3600, "1:00:00"), (5050, "1:24:10"), (-20, "−00:20")]
)
def test_a_running_time_keeps_two_places(seconds: int, written: str) -> None:
    assert moments.duration(seconds) == written
    assert moments.duration(timedelta(seconds=seconds)) == written


@pytest.mark.parametrize(
    ("seconds", "kk", "ru", "en"),
    [
        (40, "40 с", "40 с", "40 s"),
        (52 * 60, "52 мин", "52 мин", "52 min"),
        (11_400, "3 сағ 10 мин", "3 ч 10 мин", "3 h 10 min"),
        (16 * 3600 + 59, "16 сағ", "16 ч", "16 h"),
        (86_400, "1 күн", "1 день", "1 day"),
        (5 * 86_400, "5 күн", "5 дней", "5 days"),
    ],
)
def test_a_length_is_told_in_two_units_at_most(seconds: int, kk: str, ru: str, en: str) -> None:
    for language, written in (("kk", kk), ("ru", ru), ("en", en)):
        with translation.override(language):
            assert moments.span(seconds) == written


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Жүнісова Айгерім Бауыржанқызы", "АЖ"),
        ("Ковалёв Иван", "ИК"),
        ("ӘБІЛҚАС", "ӘБ"),
        ("«Тазалық» КМК", "К"),
        ("", "?"),
    ],
)
def test_initials_are_given_name_first(name: str, letters: str) -> None:
    assert people_words.initials(name).startswith(letters)


def test_a_masked_number_can_be_recognised_and_not_called() -> None:
    assert people_words.phone("+77015552148") == "+7 701 555 21 48"
    assert people_words.masked("+77015552148") == "+7 701 ··· 21 48"
    assert people_words.masked("109") == "··· 09"
    assert people_words.masked("") == ""


@given(st.from_regex(r"\+[1-9][0-9]{7,14}", fullmatch=True))
def test_a_mask_hides_at_least_two_digits_and_a_whole_number_loses_none(number: str) -> None:
    digits = number.removeprefix("+")
    assert "".join(filter(str.isdigit, people_words.phone(number))) == digits
    assert len("".join(filter(str.isdigit, people_words.masked(number)))) <= len(digits) - 2
