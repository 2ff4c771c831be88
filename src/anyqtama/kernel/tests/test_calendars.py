"""Due times by the shipped calendars, against dates counted by hand from the rule's text."""

from datetime import date, datetime

import pytest

from anyqtama.kernel import calendars, shipped_data
from anyqtama.kernel.models import CalendarDay, CalendarYear, Rule
from anyqtama.kernel.rules import NoRule, rule
from tests.cast import ALMATY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shipped() -> None:
    shipped_data.load()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-11-16 10:00", 15, "2026-12-07 18:00"),
        ("2026-11-27 10:00", 15, "2026-12-21 18:00"),  # over Independence Day, a Wednesday
        ("2026-03-05 10:00", 1, "2026-03-06 18:00"),
        ("2026-03-06 10:00", 1, "2026-03-10 18:00"),  # 8 March is a Sunday: Monday the 9th is off
        ("2026-03-20 10:00", 1, "2026-03-26 18:00"),  # Nauryz and the two days moved from the weekend
        ("2026-03-06 19:00", 1, "2026-03-11 18:00"),  # after hours: received on the 10th
        ("2026-12-31 10:00", 3, "2027-01-08 18:00"),  # 4 January is expected off, the 7th is Christmas
    ],
)
def test_working_days_are_counted_over_holidays_and_moved_days(received: str, days: int, due: str) -> None:
    assert calendars.due_in_working_days(at(received), days).due_at == at(due)


def test_working_hours_skip_lunch_night_and_days_off() -> None:
    assert calendars.due_in_working_hours(at("2026-11-16 12:00"), 2).due_at == at("2026-11-16 15:00")
    assert calendars.due_in_working_minutes(at("2026-11-20 17:30"), 60).due_at == at("2026-11-23 09:30")
    assert calendars.working_minutes(at("2026-11-20 17:30"), at("2026-11-23 09:30")) == 60


def test_the_explanation_can_be_stored_as_json() -> None:
    import json

    counted = calendars.due_in_working_days(at("2026-12-15 10:00"), 2)
    assert json.loads(json.dumps(counted.summands)) == counted.summands
    assert {"day": "2026-12-16", "role": "day_off", "number": 0} in counted.summands


def test_a_working_day_whose_work_is_over_is_not_called_a_day_off() -> None:
    friday, saturday, *_rest = calendars.due_in_working_minutes(at("2026-11-20 18:30"), 60).summands
    assert friday == {"day": "2026-11-20", "minutes": 0, "total_minutes": 0, "after_hours": True}
    assert saturday == {"day": "2026-11-21", "minutes": 0, "total_minutes": 0}


def test_a_year_without_a_calendar_refuses_and_raises_an_alarm(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(calendars.CalendarMissing) as refused:
        calendars.due_in_working_days(at("2027-12-30 10:00"), 15)
    assert refused.value.year == 2028
    assert "2028" in caplog.text


def test_without_any_calendar_nothing_is_counted() -> None:
    CalendarYear.objects.all().delete()
    with pytest.raises(calendars.CalendarMissing):
        calendars.due_in_working_days(at("2026-11-16 10:00"), 1)


def test_a_gap_between_years_is_not_counted_through() -> None:
    CalendarYear.objects.filter(year=2027).update(year=2028)
    with pytest.raises(calendars.CalendarMissing):
        calendars.due_in_working_days(at("2026-11-16 10:00"), 1)


def test_the_coming_year_is_asked_for_in_time() -> None:
    calendars.look_ahead(at("2027-06-01 00:00"))
    with pytest.raises(calendars.CalendarMissing):
        calendars.look_ahead(at("2027-11-01 00:00"))


def test_a_day_worked_in_exchange_is_counted() -> None:
    CalendarDay.objects.create(date=date(2026, 11, 21), working=True, names={"en": "Worked Saturday"})
    assert calendars.due_in_working_days(at("2026-11-20 10:00"), 1).due_at == at("2026-11-21 18:00")


def test_days_not_yet_decreed_are_marked() -> None:
    undecreed = CalendarDay.objects.filter(decreed=False)
    assert {day.date.year for day in undecreed} == {2027}
    assert undecreed.filter(date=date(2027, 5, 10)).exists()


def test_moved_days_are_named_after_the_holiday() -> None:
    names = CalendarDay.objects.get(date=date(2026, 3, 25)).names
    assert names["en"] == "Nauryz (day off in place of 22.03)"
    assert set(names) == {"kk", "ru", "en"}


def test_loading_again_keeps_what_an_administrator_changed() -> None:
    CalendarDay.objects.filter(date=date(2027, 5, 16)).update(decreed=True)
    Rule.objects.filter(key="complaint.term").update(value="15", confidence="high")
    before = (CalendarDay.objects.count(), Rule.objects.count())
    shipped_data.load()
    assert (CalendarDay.objects.count(), Rule.objects.count()) == before
    assert CalendarDay.objects.get(date=date(2027, 5, 16)).decreed
    assert rule("complaint.term", on=date(2026, 11, 16)).value == "15"


def test_every_rule_says_it_in_three_languages_with_its_source_and_confidence() -> None:
    for row in Rule.objects.all():
        assert set(row.texts) == {"kk", "ru", "en"}
        assert all(row.texts.values())
        assert row.act or row.confidence == "open"  # a custom until a law is found
        assert row.source
        assert row.confidence in Rule.Confidence.values


def test_a_rule_is_taken_by_its_dates() -> None:
    old = rule("request.term", on=date(2026, 11, 16))
    assert (old.value, old.unit, old.article, old.confidence) == ("15", "working_days", "76(1)", "high")
    Rule.objects.create(
        key="request.term", value="10", unit="working_days", texts=old.texts, act=old.act, valid_from=date(2027, 1, 1),
        source="test", verified_on=date(2026, 12, 1), confidence="high",
    )  # fmt: skip
    assert rule("request.term", on=date(2026, 12, 31)).value == "15"
    assert rule("request.term", on=date(2027, 1, 1)).value == "10"
    with pytest.raises(NoRule):
        rule("request.term", on=date(2021, 6, 30))
    with pytest.raises(NoRule):
        rule("holidays.2026.moved", on=date(2027, 1, 1))
