from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from anyqtama.contacts.event_lines import wish_words
from anyqtama.contacts.wishing import When

AT = datetime(2026, 11, 29, 20, 30, tzinfo=UTC)
"""Half past one on the night of the 30th where the centre stands."""


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(after=time(10)), "2026-11-30 10:00"),
        (When(after=time(1)), "2026-12-01 01:00"),
        (When(after=time(1), before=time(3)), "2026-11-30 01:30"),
        (When(before=time(1)), "2026-11-30 09:00"),
        (When(day=date(2026, 12, 2)), "2026-12-02 09:00"),
        (When(day=date(2026, 12, 2), after=time(14)), "2026-12-02 14:00"),
        (When(day=date(2026, 11, 30), after=time(1)), "2026-11-30 01:30"),
    ],
)
def test_the_first_moment_that_fits(when: When, expected: str) -> None:
    assert f"{when.first_moment(AT):%Y-%m-%d %H:%M}" == expected


def test_a_day_is_over_by_the_clock_of_the_centre() -> None:
    assert When(day=date(2026, 11, 29)).over(AT)
    assert not When(day=date(2026, 11, 30)).over(AT)
    assert When(day=date(2026, 11, 30), before=time(1)).over(AT)
    assert not When(after=time(1)).over(AT)


def test_a_wish_is_kept_and_read_back() -> None:
    when = When(date(2026, 12, 2), time(10), time(12))
    assert When.of(when.facts) == when
    assert When.of({"channel": "phone", "after": ""}) == When()
    assert not When()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "in this window"),
        ({"channel": "phone", "address": "+7 701 ··· 21 48", "after": "18:00"}, "call +7 701 ··· 21 48, after 18:00"),
        ({"channel": "sms", "day": "2026-12-02", "after": "10:00", "before": "12:00"}, "SMS, 2 December, 10:00–12:00"),
        ({"channel": "email", "before": "12:00"}, "e-mail, before 12:00"),
    ],
)
def test_a_wish_in_words(facts: dict[str, str], expected: str) -> None:
    with translation.override("en"):
        assert wish_words(facts) == expected
