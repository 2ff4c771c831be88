"""A visitor's poll: answered by its mark while nothing happened, in full at once when something did."""

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries, Settings

from anyqtama.contacts import conversation
from anyqtama.contacts.models import Contact
from anyqtama.portal import unchanged
from anyqtama.portal.models import Visit
from anyqtama.portal.tests import scene
from tests.centre import later

pytestmark = pytest.mark.django_db


def test_a_poll_that_learns_nothing_costs_one_narrow_query_and_any_change_ends_it(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with time_machine.travel(scene.now(), tick=False):
        scene.opened()
        visitor = scene.browser()
        scene.started(visitor)
        contact = Contact.objects.get()
        operator, _ = scene.answered(contact)
        news = scene.news(visitor)
        asked = {"contact": news["contact"], "after": news["seq"], "panel": news["panel"]["key"], "mark": news["mark"]}
        with django_assert_num_queries(1):
            assert scene.news(visitor, **asked) == {"same": True}
        contact.refresh_from_db()
        conversation.reply(contact=contact, by=operator, text="Иә", seen_seq=contact.seq, key="second", at=scene.now())
        assert [line["text"] for line in scene.news(visitor, **asked)["messages"]] == ["Иә"]


@pytest.mark.parametrize(("live", "seconds"), [(False, 30), (True, 60)])
def test_a_mark_goes_stale_and_says_nothing_to_a_stranger(live: bool, seconds: int, settings: Settings) -> None:
    settings.LIVE = live
    with time_machine.travel(scene.now(), tick=False) as clock:
        scene.opened()
        visitor = scene.browser()
        scene.started(visitor)
        scene.answered(Contact.objects.get())
        mark = scene.news(visitor)["mark"]
        assert scene.news(visitor, mark=mark) == {"same": True}
        assert "same" not in scene.news(scene.browser(), mark=mark)
        clock.shift(seconds)
        assert "state" in scene.news(visitor, mark=mark)


def test_who_waits_sees_the_range_move_and_an_operator_at_once() -> None:
    with time_machine.travel(scene.now(), tick=False) as clock:
        scene.opened()
        visitor = scene.browser()
        scene.started(visitor)
        mark = scene.news(visitor)["mark"]
        assert scene.news(visitor, mark=mark) == {"same": True}
        clock.shift(30)
        mark = scene.news(visitor, mark=mark)["mark"]
        assert scene.news(visitor, mark=mark) == {"same": True}
        scene.answered(Contact.objects.get())
        assert scene.news(visitor, mark=mark)["state"] == "talking"


def test_not_all_windows_ask_for_everything_in_the_same_second() -> None:
    contact = Contact(pk=1, state="active")
    ends = set()
    for visit in (Visit(pk=7, language="kk"), Visit(pk=8, language="kk")):
        marks = [unchanged.mark(visit, contact, at=later(second)) for second in range(61)]
        ends.add(next(second for second in range(60) if marks[second] != marks[second + 1]))
    assert len(ends) == 2
