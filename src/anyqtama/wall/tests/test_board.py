import pytest
from django.test import Client
from django.urls import reverse

from anyqtama.contacts import conversation, queue_control
from anyqtama.history import rolling_up
from anyqtama.kernel import journal, sealing
from anyqtama.people import break_limits, presence
from anyqtama.people.models import Person, WorkingState
from anyqtama.people.roles import Role
from anyqtama.wall.board import Board, board
from anyqtama.wall.people import people_now
from anyqtama.wall.queue import page
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


def lead() -> Person:
    return cast.person(Role.TEAM_LEAD, whole_centre=True)


def people(shown: Board) -> dict[str, int]:
    return {state.key: state.number for state in shown.people if state.number}


def test_the_wall_reads_waiting_and_people_from_state_and_the_past_from_the_roll_up() -> None:
    queue = centre.queue(answer_within_seconds=60, warn_wait_seconds=30, alarm_wait_seconds=120)
    owner = centre.operator(queue)
    centre.operator(queue, state="lunch")
    contact = centre.running(queue, owner)
    conversation.reply(contact=contact, by=owner, text="Иә", seen_seq=9, key="k", at=later(20))
    centre.waiting(queue, at=later(10))
    sealing.seal_all()
    journal.read(rolling_up.CURSOR, rolling_up.read)
    [row] = board(lead(), at=later(100)).queues
    assert (row.waiting, row.longest_seconds, row.longest_shape) == (1, 90, "attention")
    assert (row.serving, row.on_shift) == (1, 2)
    assert (row.level.value, row.level_shape) == (100, "")
    assert people(board(lead(), at=later(100))) == {"on_contact": 1, "break": 1}


def test_the_wall_and_the_queue_show_who_was_taken_but_never_answered() -> None:
    queue, reader = centre.queue(warn_wait_seconds=60, alarm_wait_seconds=180), lead()
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    centre.waiting(queue, at=later(100))
    [row] = board(reader, at=later(200)).queues
    assert (row.waiting, row.unanswered, row.longest_seconds, row.longest_shape) == (1, 1, 200, "bad")
    [taken] = page(reader, queue, at=later(90)).running
    assert (taken.unanswered, taken.seconds, taken.shape) == (True, 90, "attention")
    conversation.reply(contact=contact, by=owner, text="Иә", seen_seq=9, key="k", at=later(210))
    [row] = board(reader, at=later(220)).queues
    assert (row.waiting, row.unanswered, row.longest_seconds) == (1, 0, 120)
    [taken] = page(reader, queue, at=later(220)).running
    assert (taken.unanswered, taken.seconds, taken.shape) == (False, 215, "running")


def test_a_queue_where_nobody_serves_those_who_wait_is_bad() -> None:
    queue = centre.queue()
    centre.operator(queue, state="lunch")
    centre.waiting(queue)
    assert board(lead(), at=later(1)).queues[0].serving_shape == "bad"


def test_the_walls_queries_do_not_grow_with_contacts() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    queue, reader = centre.queue(), lead()
    for number in range(3):
        centre.running(queue, centre.operator(queue), at=later(number))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            board(reader, at=later(60))
        return len(queries)

    cost()  # the reader's roles are read once
    before = cost()
    for number in range(6):
        centre.waiting(queue, at=later(number))
        centre.running(queue, centre.operator(queue), at=later(number))
    assert cost() == before <= 14


def test_people_today_shows_what_each_does_and_who_stays_too_long() -> None:
    queue = centre.queue()
    late = centre.operator(queue, state="short_break")
    centre.operator(queue, state="offline")
    [row] = people_now(lead(), at=later(16 * 60))
    assert (row.person, row.doing, row.over_limit) == (late, "break", True)
    never = cast.person(Role.OPERATOR)
    words = {row.person: row.state for row in people_now(lead(), at=NOW, everybody=True)}
    assert words[never], "a state has its word beside its shape"


def test_who_is_away_with_a_contact_in_hand_asks_for_attention() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    centre.running(queue, owner)
    presence.change(person=owner, state=WorkingState.objects.get(code="away"), by=lead().principal, at=later(9))
    [row] = people_now(lead(), at=later(60))
    assert (row.doing, row.shape) == ("on_contact", "attention")


def test_a_break_beyond_the_limit_is_refused_until_somebody_comes_back() -> None:
    unit = cast.unit()
    queue = centre.queue()
    first, second = (centre.operator(queue, unit=unit) for _ in range(2))
    lunch, available = (WorkingState.objects.get(code=code) for code in ("lunch", "available"))
    break_limits.set_limit(unit=unit, most=1, by=lead(), at=NOW)
    presence.change(person=first, state=lunch, by=first.principal, at=later(1))
    with pytest.raises(break_limits.TooManyOnBreak):
        presence.change(person=second, state=lunch, by=second.principal, at=later(2))
    presence.change(person=first, state=available, by=first.principal, at=later(3))
    assert presence.change(person=second, state=lunch, by=second.principal, at=later(4)).state == lunch


@pytest.mark.parametrize(("address", "args"), [("wall", []), ("people_today", []), ("queue_now", ["city"])])
def test_a_lead_opens_the_pages(client: Client, address: str, args: list[str]) -> None:
    queue = centre.queue("city")
    owner = centre.operator(queue)
    centre.waiting(queue)
    centre.running(queue, owner)
    client.force_login(lead())
    for query in ("", "?fragment=1"):
        assert client.get(reverse(address, args=args) + query).status_code == 200


def test_a_lead_of_another_unit_may_look_but_not_close_the_queue(client: Client) -> None:
    queue = centre.queue("city", unit=cast.unit())
    client.force_login(cast.person(Role.TEAM_LEAD, unit=cast.unit()))
    assert client.post(reverse("queue_close", args=["city"]), {"reason": "x"}).status_code == 403
    assert not queue.closures.exists()


def test_closing_and_opening_a_queue_through_the_page(client: Client) -> None:
    queue = centre.queue("city")
    client.force_login(lead())
    client.post(reverse("queue_close", args=["city"]), {"reason": "Оқу дабылы", "next": "/queues/city/"})
    assert queue.closures.get().reason == "Оқу дабылы"
    again = client.post(reverse("queue_close", args=["city"]), {"reason": "x", "next": "/queues/city/"}, follow=True)
    assert str(queue_control.ClosedAlready.message) in again.content.decode() or again.status_code == 200
    client.post(reverse("queue_open", args=["city"]))
    assert queue.closures.get().reopened_at is not None


def test_a_lead_saves_all_levels_of_a_person_at_once_or_none(client: Client) -> None:
    person = centre.operator(centre.queue(), languages=())
    client.force_login(lead())
    address = reverse("person_level", args=[person.pk])
    client.post(address, {"language:kk": "4", "language:ru": "9"})
    client.post(address, {"language:kk": "4", "skill:no-such": "1"})
    assert not person.languages.exists()
    client.post(address, {"language:kk": "4", "language:ru": "2", "language:en": "0"})
    assert dict(person.languages.values_list("language", "level")) == {"kk": 4, "ru": 2}
    page = client.get(reverse("people_today"), {"person": person.pk}).content.decode()
    assert page.count(f'action="{address}"') == 1
