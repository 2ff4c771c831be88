"""The first fifteen indicators with their traps, on facts written by hand: each figure can be checked on paper."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from anyqtama.history import bins
from anyqtama.history.models import CaseFact, ContactFact, Interval, SegmentFact
from anyqtama.metrics import words
from anyqtama.metrics.indicators import INDICATORS
from anyqtama.metrics.scope import Scope
from tests import centre
from tests.cast import NOW

pytestmark = pytest.mark.django_db
DAY = NOW.date()
_ids = count(1)


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def contact(wait: int | None, *, lost: bool = False, minutes: float = 0, **facts: Any) -> ContactFact:
    """One arrival, written both as a fact and into its quarter of an hour."""
    place = {"queue": facts.pop("queue", "city"), "channel": "chat", "language": "kk"}
    answered = wait is not None and not lost
    fact = ContactFact.objects.create(
        contact=facts.pop("contact", next(_ids)),
        arrived_at=at(minutes),
        wait_seconds=wait,
        answered_at=at(minutes) if answered else None,
        abandoned_at=at(minutes) if lost else None,
        **place,
        **facts,
    )
    start = at(minutes - minutes % 15)
    row, _ = Interval.objects.get_or_create(
        start=start, defaults={"answered_bins": bins.empty(), "abandoned_bins": bins.empty()}, **place
    )
    row.offered += 1
    if wait is not None:
        row.longest_wait_seconds = max(row.longest_wait_seconds, wait)
        (row.abandoned_bins if lost else row.answered_bins)[bins.bin_of(wait)] += 1
        row.answered += answered
        row.abandoned += lost
        row.wait_seconds += wait if answered else 0
    row.save()
    return fact


def segment(talk: int, hold: int = 0, wrap_up: int = 0, *, person: int = 1, minutes: float = 0, **facts: Any) -> None:
    place = {"queue": "city", "channel": "chat", "language": "kk"}
    how = facts.pop("how", "closed")
    SegmentFact.objects.create(
        contact=facts.pop("contact", next(_ids)),
        person=person,
        ended_at=at(minutes),
        talk_seconds=talk,
        hold_seconds=hold,
        wrap_up_seconds=wrap_up,
        how=how,
        **place,
    )
    row, _ = Interval.objects.get_or_create(
        start=NOW, defaults={"answered_bins": bins.empty(), "abandoned_bins": bins.empty()}, **place
    )
    row.handled += 1
    row.talk_seconds += talk
    row.hold_seconds += hold
    row.wrap_up_seconds += wrap_up
    row.transferred += how == "transfer"
    row.save()


def case(
    registered: float, due: float, *, answered: float | None = None, closed: float | None = None, **facts: Any
) -> None:
    number = next(_ids)
    CaseFact.objects.create(
        case=number,
        number=str(number),
        topic="light",
        language="kk",
        owner=1,
        registered_at=at(registered),
        due_at=at(due),
        answered_at=None if answered is None else at(answered),
        closed_at=None if closed is None else at(closed),
        **facts,
    )


def value(key: str, scope: Scope | None = None) -> float | None:
    found = INDICATORS[key].compute(scope or Scope.of_day(DAY, threshold_seconds=20))
    return None if found.value is None else round(found.value, 6)


def test_one_fixture_gives_four_service_levels() -> None:
    """8 answered in time, 2 late; 1 left in time, 4 left late; 1 still waits: offered 16."""
    for wait in (1, 5, 6, 10, 15, 19, 20, 20, 21, 90):
        contact(wait)
    for wait in (20, 30, 40, 50, 60):
        contact(wait, lost=True)
    contact(None)
    assert value("service_level_a") == round(100 * 8 / 15, 6)
    assert value("service_level_b") == round(100 * 8 / 10, 6)
    assert value("service_level_c") == round(100 * 8 / 14, 6)
    assert value("service_level_d") == round(100 * 9 / 16, 6)


def test_service_level_is_weighted_by_volume_not_a_mean_of_interval_shares() -> None:
    contact(100)
    for _ in range(9):
        contact(1, minutes=20)
    assert value("service_level_a") == 90


def test_nothing_offered_is_no_figure_rather_than_zero_or_hundred() -> None:
    without_count = {"short_abandons", "backlog"}
    assert {key for key in INDICATORS if value(key) is not None} == without_count


def test_asa_leaves_out_those_who_left() -> None:
    for wait in (10, 20):
        contact(wait)
    contact(500, lost=True)
    assert value("asa") == 15


def test_waits_count_those_still_waiting_with_the_time_so_far() -> None:
    queue = centre.queue("city")
    still = centre.waiting(queue, at=at(0))
    for wait in range(1, 10):
        contact(wait)
    contact(None, contact=still.pk)
    scope = Scope(start=at(-5), end=at(10), threshold_seconds=20)
    assert value("longest_wait", scope) == 600
    assert (value("wait_p90", scope), value("wait_p95", scope)) == (9, 600)


def test_short_abandons_are_shown_apart() -> None:
    for wait in (2, 5, 6, 60):
        contact(wait, lost=True)
    for _ in range(6):
        contact(3)
    assert (value("abandonment"), value("short_abandons")) == (20, 2)


def test_blockage_counts_refused_attempts() -> None:
    contact(1)
    Interval.objects.update(refused=3)
    assert value("blockage") == 75


def test_a_transfer_has_two_handling_times_and_one_contact() -> None:
    segment(100, contact=1, how="transfer")
    segment(200, 30, 30, contact=1)
    segment(60, contact=2)
    assert value("aht") == 140
    assert value("aht_contact") == 210
    assert value("transfer_rate") == round(100 / 3, 6)
    assert value("acw_share") == round(100 * 30 / 420, 6)
    assert value("hold_share") == round(100 * 30 / 420, 6)


def test_parallel_chats_count_their_time_twice_above_the_line_only() -> None:
    segment(600, minutes=10)
    segment(600, minutes=15)
    segment(300, minutes=60, person=2)
    # Person 1: two chats of 10 minutes over 15 minutes; person 2: one of 5 minutes in 5.
    assert value("concurrency") == 1.25
    assert value("effective_aht") == 400


def test_answers_by_the_due_time_are_counted_where_they_fall_due() -> None:
    case(0, 60, answered=59)
    case(0, 60, answered=61)
    case(0, 60)
    case(0, 60 * 48, answered=5)
    assert value("first_response") == round(100 / 3, 6)


def test_backlog_is_what_is_open_past_due_and_a_reopened_case_is_back() -> None:
    case(-60 * 48, -60)
    case(-60 * 24, -60, closed=-30, resolved=True)
    case(-60 * 24, -60, closed=60 * 48)
    case(0, 60 * 48)
    scope = Scope(start=at(-60 * 24), end=at(0) + timedelta(minutes=1))
    assert value("backlog", scope) == 2
    assert value("backlog_days", scope) == pytest.approx(3 / (1 / (1 + 1 / 1440)), rel=1e-6)
    assert value("resolution_rate", scope) == 100


def test_first_contact_resolution_looks_for_the_same_client_and_topic_afterwards() -> None:
    contact(1, client=1, topic="light", resolved=True)
    contact(1, client=1, topic="light", resolved=True, minutes=60 * 24 * 6)
    contact(1, client=2, topic="light", resolved=True)
    contact(1, client=2, topic="water", resolved=True, minutes=60)
    contact(1, client=3, topic="light", resolved=True)
    contact(1, client=3, topic="light", resolved=False, minutes=60 * 24 * 8)
    scope = Scope.of_day(DAY)
    # On the day: client 1 came back after 6 days; client 2 about something else; client 3 after 8 days.
    assert value("fcr", scope) == 75
    week = Scope.of_days(DAY + timedelta(days=1), DAY + timedelta(days=7))
    assert value("repeat_rate", week) == 100


def test_survey_figures_carry_their_interval() -> None:
    for rating, solved in (
        (5, "yes"),
        (5, "yes"),
        (4, "yes"),
        (4, "partly"),
        (1, "no"),
        (3, "yes"),
        (5, "yes"),
        (5, "yes"),
    ):
        contact(1, rating=rating, solved=solved)
    Interval.objects.update(ratings=8, rating_top=6)
    found = INDICATORS["csat"].compute(Scope.of_day(DAY))
    assert (found.value, found.denominator) == (75, 8)
    assert found.low == pytest.approx(40.93, abs=0.05)
    assert value("fcr_survey") == 75


def test_every_indicator_says_its_name_and_formula() -> None:
    assert set(words.NAMES) == set(words.FORMULAS) == set(INDICATORS)
    assert {indicator.row for indicator in INDICATORS.values()} >= set(range(1, 16))


def test_a_threshold_that_is_no_edge_is_refused_not_guessed() -> None:
    contact(1)
    with pytest.raises(ValueError, match="no edge"):
        value("service_level_a", Scope.of_day(DAY, threshold_seconds=17))
