"""The live simulation: it works by itself, leaves to people what is theirs, and goes on after a restart."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from anyqtama.channels.messages import Inbound
from anyqtama.contacts import arrival, conversation, ending, routing
from anyqtama.contacts.models import Contact, ContactState, Message, Offer, Side
from anyqtama.demo import directing, living
from anyqtama.demo.simulated.said import sentences
from anyqtama.demo.tests import centre
from anyqtama.kernel.principal import Principal
from anyqtama.people import presence
from anyqtama.people.models import Person, Presence, Session, WorkingState

pytestmark = pytest.mark.django_db(transaction=True)
OPERATOR = "asel.sagyndyqova"


class Clock:
    def __init__(self) -> None:
        self.at = centre.UNTIL

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    centre.set_up()
    directing.direct(running=True, per_hour=240, resting=[], by=Person.objects.all()[0], at=centre.UNTIL)
    return Clock()


def run(live: living.Live, clock: Clock, seconds: int, also: Callable[[], object] = lambda: None) -> None:
    """Steps of two seconds, with what the worker does beside."""
    for _ in range(seconds // 2):
        clock.at += timedelta(seconds=2)
        live.step()
        routing.expire(at=clock.at)
        routing.offer_waiting(at=clock.at)
        also()


def direct(per_hour: int, clock: Clock) -> None:
    directing.direct(running=per_hour > 0, per_hour=per_hour, resting=[], by=Person.objects.all()[0], at=clock.at)


def sign_in(login: str, clock: Clock) -> Person:
    person = Person.objects.get(login=login)
    Session.objects.create(
        session_key=f"session-{login}",
        session_data="",
        expire_date=clock.at + timedelta(hours=9),
        person=person,
        seen_at=clock.at + timedelta(hours=1),
    )
    return person


def write(text: str, clock: Clock, key: str) -> Contact:
    """A visitor who is a person, from their own browser."""
    inbound = Inbound(
        channel="chat", conversation="visit-person", key=key, text=text, language="kk", queue="city-services"
    )
    return arrival.receive(inbound=inbound, by=Principal.visitor(9999), at=clock.at, client=None).contact


def test_visitors_come_and_are_served_until_it_is_switched_off(clock: Clock) -> None:
    live = living.Live(seed=5, now=clock)
    run(live, clock, 360)
    came = Contact.objects.count()
    assert came >= 8
    assert Contact.objects.exclude(answered_at=None).count() >= came // 2
    direct(0, clock)
    run(live, clock, 1500)
    assert Contact.objects.count() <= came + 3  # those who were on their way
    still = Contact.objects.open().exclude(channel__kind="written")
    assert still.count() <= 2


def test_a_new_process_goes_on_where_the_old_one_ended(clock: Clock) -> None:
    run(living.Live(seed=5, now=clock), clock, 240)
    open_chats = list(Contact.objects.running().filter(channel__kind="chat").values_list("pk", flat=True))
    assert open_chats
    direct(0, clock)
    run(living.Live(seed=5, now=clock), clock, 1500)
    assert not Contact.objects.open().filter(pk__in=open_chats).exists()


def test_who_signs_in_as_one_of_the_cast_is_left_alone_until_they_sign_out(clock: Clock) -> None:
    person = sign_in(OPERATOR, clock)
    direct(0, clock)
    live = living.Live(seed=5, now=clock)
    at_desk = WorkingState.objects.get(code="available")
    presence.change(person=person, state=at_desk, by=person.principal, at=clock.at)
    contact = write("Сәлеметсіз бе!", clock, "hello-0001")
    run(live, clock, 14, lambda: presence.heartbeat(person=person, at=clock.at))
    offered = Offer.objects.pending().get(contact=contact)
    assert offered.person == person  # simulated colleagues put it off: a person is there
    assert not Contact.objects.filter(owner=person).exists()
    Session.objects.filter(person=person).delete()
    run(live, clock, 30)
    assert Contact.objects.exclude(owner=None).get() == contact


def test_a_person_who_writes_to_nobody_is_told_what_answers(clock: Clock) -> None:
    direct(0, clock)
    live = living.Live(seed=5, now=clock)
    run(live, clock, 10)
    contact = write("Сәлеметсіз бе, жарық жоқ", clock, "hello-0001")
    run(live, clock, 60)
    said = Message.objects.filter(contact=contact, side=Side.STAFF).order_by("seq").values_list("text", flat=True)
    assert list(said) == [sentences("honest", "kk")[0]]
    write("Алло?", clock, "hello-0002")
    run(live, clock, 20)
    assert said.last() == sentences("honest", "kk")[1]
    contact.refresh_from_db()
    ending.leave(contact=contact, by=Principal.visitor(9999), at=clock.at)
    run(live, clock, 20)
    contact.refresh_from_db()
    assert contact.state == ContactState.CLOSED


def test_a_simulated_visitor_goes_on_talking_with_a_person(clock: Clock) -> None:
    live = living.Live(seed=5, now=clock)
    run(live, clock, 40)
    chats = Contact.objects.running().filter(channel__kind="chat", ended_at=None)
    while not (contact := chats.first()):
        run(live, clock, 20)
    owner = contact.owner
    assert owner is not None
    direct(0, clock)
    sign_in(owner.login, clock)
    run(live, clock, 10, lambda: presence.heartbeat(person=owner, at=clock.at))
    for number in range(12):
        contact.refresh_from_db()
        if contact.state != ContactState.ACTIVE:
            break
        conversation.reply(
            contact=contact, by=owner, text="Түсіндім", seen_seq=10_000, key=f"person-{number:04}", at=clock.at
        )
        run(live, clock, 90, lambda: presence.heartbeat(person=owner, at=clock.at))
    contact.refresh_from_db()
    assert contact.state == ContactState.WRAP_UP  # the client has said all and left; the person wraps up
    staff = Message.objects.filter(contact=contact, side=Side.STAFF, at__gt=clock.at - timedelta(minutes=30))
    assert set(staff.filter(key__startswith="person-").values_list("text", flat=True)) == {"Түсіндім"}


def test_some_are_at_work_at_any_hour(clock: Clock) -> None:
    clock.at = centre.UNTIL.replace(hour=3, minute=10)
    direct(0, clock)
    live = living.Live(seed=5, now=clock)
    run(live, clock, 6)
    assert Presence.objects.available().count() >= 4
