"""My day of who works at a desk: each part shows what is theirs, opens, and asks as much for many as for few."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from anyqtama.cases import registering
from anyqtama.channels.models import ChannelKind
from anyqtama.contacts.call_backs import promising
from anyqtama.contacts.models import Queue
from anyqtama.history.models import ContactFact
from anyqtama.home import own_work
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue() -> Queue:
    shipped_data.load()
    centre.channel(ChannelKind.PHONE)
    return centre.queue()


def works(queue: Queue, who: Person, number: int) -> None:
    """So many contacts with their mark, cases and promised calls, further ones in reverse order of their time."""
    for one in range(number, 0, -1):
        contact = centre.running(queue, who, at=later(one), client=centre.client(f"Клиент {one}"))
        registering.register(
            client=contact.client, contact=contact, topic=centre.topic(promise_minutes=60 * one), subject=f"Іс {one}",
            details="", by=who, at=NOW,
        )  # fmt: skip
        promising.promise(
            client=contact.client, number=f"+7701{one:07d}", due_at=NOW + timedelta(hours=one), queue=queue,
            by=who.principal, person=who, at=NOW,
        )  # fmt: skip
        ContactFact.objects.create(
            contact=contact.pk, arrived_at=NOW, queue=queue.code, channel="chat", language="kk", closed_at=later(one),
            person=who.pk, rating=5 if one % 2 else 2,
        )  # fmt: skip


def test_each_part_shows_what_is_mine_the_most_urgent_first(queue: Queue) -> None:
    who, colleague = centre.operator(queue), centre.operator(queue)
    works(queue, who, 8)
    works(queue, colleague, 1)
    own = own_work.of(who, at=later(600))
    assert own is not None
    assert [line.title.partition(" · ")[2] for line in own.cases.lines[:3]] == [
        "Іс 1",
        "Іс 2",
        "Іс 3",
    ]
    assert [line.title for line in own.call_backs.lines[:2]] == ["Клиент 1", "Клиент 2"]
    assert [part.total for part in (own.contacts, own.cases, own.call_backs, own.marks)] == [8, 8, 8, 8]
    assert (len(own.contacts.lines), own.contacts.more) == (6, 2)
    assert {line.shape for line in own.marks.lines} == {"good", "attention"}


def test_yesterdays_contacts_are_not_todays(queue: Queue) -> None:
    who = centre.operator(queue)
    works(queue, who, 1)
    own = own_work.of(who, at=NOW + timedelta(days=1))
    assert own is not None
    assert own.contacts.total == 0


@pytest.mark.parametrize("role", [Role.CLERK, Role.OPERATOR])
def test_an_empty_day_is_calm_and_every_line_of_a_full_one_opens(queue: Queue, role: Role) -> None:
    who, browser = centre.operator(queue, role=role, language="en"), Browser()
    browser.force_login(who)
    empty = browser.get("/").content.decode()
    assert "You have promised no call." in empty
    assert "No open case is yours." in empty
    works(queue, who, 2)
    own = own_work.of(who, at=later(600))
    assert own is not None
    for part in (
        own.contacts,
        own.cases,
        own.call_backs,
        own.marks,
        own.reading,
        own.reports,
    ):
        for url in {part.url, *(line.url for line in part.lines)}:
            assert browser.get(url.partition("#")[0]).status_code == 200, url


def test_who_answers_nobody_has_no_such_parts() -> None:
    assert own_work.of(cast.person(Role.ECONOMIST, whole_centre=True), at=NOW) is None


def test_a_full_day_asks_as_much_as_an_emptier_one(queue: Queue) -> None:
    who, browser = centre.operator(queue), Browser()
    browser.force_login(who)

    def asked() -> int:
        browser.get("/")
        with CaptureQueriesContext(connection) as found:
            assert browser.get("/").status_code == 200
        return len(found)

    works(queue, who, 7)
    few = asked()
    works(queue, who, 6)
    assert asked() == few
    assert few <= 24
