from datetime import timedelta

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.contacts.models import Segment
from anyqtama.people.models import Presence
from anyqtama.portal import waiting
from anyqtama.portal.tests import scene
from anyqtama.portal.waiting import Picture
from tests import centre
from tests.centre import NOW, later


def wait(seen: Picture, contact_id: int = 1, waited: int = 0, *, offered: bool = False) -> waiting.Wait:
    return waiting.estimate(seen, contact_id=contact_id, offered=offered, waited_seconds=waited, long_seconds=300)


def test_a_free_operator_answers_within_a_minute() -> None:
    told = wait(Picture((1,), places=3, free=1, on_shift=1, handle_seconds=None))
    assert (told.ahead, told.minutes, told.nobody, told.long) == (0, (0, 1), False, False)


def test_the_third_in_line_before_two_places_waits_for_three_endings() -> None:
    told = wait(Picture((7, 8, 1), places=2, free=0, on_shift=1, handle_seconds=(120.0, 240.0)))
    assert (told.ahead, told.minutes) == (2, (3, 6))
    assert told.long


def test_nobody_on_shift_promises_nothing() -> None:
    told = wait(Picture((1,), places=0, free=0, on_shift=0, handle_seconds=(60.0, 90.0)))
    assert (told.minutes, told.nobody) == (None, True)


def test_too_few_talks_promise_nothing() -> None:
    assert wait(Picture((1,), places=2, free=0, on_shift=1, handle_seconds=None)).minutes is None


def test_more_than_an_hour_is_not_named_but_called_long() -> None:
    told = wait(Picture((*range(2, 99), 1), places=1, free=0, on_shift=1, handle_seconds=(120.0, 240.0)))
    assert (told.minutes, told.long) == (None, True)


def test_who_waited_long_is_told_of_other_ways_even_while_it_rings() -> None:
    assert wait(Picture((), 1, 0, 1, None), waited=301, offered=True).long


pictures = st.builds(
    Picture,
    order=st.lists(st.integers(2, 99), unique=True, max_size=30).map(tuple),
    places=st.integers(0, 20),
    free=st.integers(0, 5),
    on_shift=st.integers(0, 20),
    handle_seconds=st.none()
    | st.tuples(st.floats(1, 3000), st.floats(1, 3000)).map(lambda pair: (min(pair), max(pair))),
)


@given(pictures)
def test_a_range_is_whole_ordered_and_never_shorter_behind_more_people(seen: Picture) -> None:
    front = wait(Picture((1, *seen.order), seen.places, seen.free, seen.on_shift, seen.handle_seconds))
    back = wait(Picture((*seen.order, 1), seen.places, seen.free, seen.on_shift, seen.handle_seconds))
    for told in (front, back):
        if told.minutes:
            assert 0 <= told.minutes[0] < told.minutes[1]
    if front.minutes and back.minutes:
        assert front.minutes <= back.minutes


@given(st.lists(st.floats(-10, 10_000), max_size=60))
def test_quartiles_are_of_the_data_and_ordered(lengths: list[float]) -> None:
    found = waiting.quartiles(lengths)
    assert (found is None) == (len(lengths) < waiting.FEWEST_SEGMENTS)
    if found:
        assert 0 <= found[0] <= found[1]
        assert set(found) <= {max(0.0, length) for length in lengths}


@pytest.mark.django_db
def test_the_picture_counts_free_places_and_recent_talks() -> None:
    queue = scene.opened(chats_at_once=2)
    one, two = centre.operator(queue), centre.operator(queue)
    contact = centre.waiting(queue)
    Presence.objects.filter(person=two).update(heartbeat_at=NOW - timedelta(minutes=2))  # gone
    for number in range(waiting.FEWEST_SEGMENTS):
        begun = NOW - timedelta(minutes=30 + number)
        Segment.objects.create(
            contact=contact, person=one, queue=queue, offered_at=begun, began_at=begun,
            ended_at=begun + timedelta(seconds=60 * (number + 1)),
        )  # fmt: skip
    cache.clear()
    seen = waiting.look(queue, at=later(1))
    assert (seen.order, seen.places, seen.free, seen.on_shift) == ((contact.pk,), 2, 2, 1)
    assert seen.handle_seconds == (120.0, 240.0)
