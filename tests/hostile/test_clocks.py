"""The clock is set an hour forward or back while people talk: nobody is thrown out, nothing is counted below zero."""

from datetime import datetime, timedelta

import pytest
import time_machine

from anyqtama.config import shipped, wiring
from anyqtama.contacts import accepting, conversation, holding, routing, wrap_up
from anyqtama.contacts.models import Contact, ContactState, Offer, Queue
from anyqtama.kernel import sealing, sweeping
from anyqtama.kernel.models import Entry, Job, Sweep
from anyqtama.people import presence
from anyqtama.people.models import Person, Presence
from anyqtama.portal import waiting
from anyqtama.teamwork.models import Alert
from tests import centre
from tests.centre import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
STEPS = pytest.mark.parametrize("step", [HOUR, -HOUR], ids=["forward", "back"])
SWEEPS = {name: wiring.SWEEPS[name] for name in ("offers", "routing", "vanished", "alarms", "silence")}


@pytest.fixture
def shift() -> tuple[Queue, list[Person]]:
    """Six people at their desks, each with a running talk; six more visitors are offered, three wait."""
    shipped.load()
    queue = centre.queue(chats_at_once=2)
    people = [centre.operator(queue) for _ in range(6)]
    for one in people:
        contact = centre.running(queue, one)
        conversation.reply(contact=contact, by=one, text="Сәлем!", seen_seq=99, key=f"k{one.pk}", at=NOW)
    for _ in range(9):
        centre.waiting(queue)
    routing.offer_waiting(at=NOW)
    sweep(NOW)
    return queue, people


def sweep(at: datetime) -> None:
    sweeping.run_due(SWEEPS, at=at)


def sweep_for(at: datetime, seconds: int, *, beating: list[Person]) -> None:
    """As the worker does; the desks beat every ten seconds, the visitors' pages ask."""
    for second in range(seconds):
        if second % 10 == 0:
            for one in beating:
                presence.heartbeat(person=one, at=at + timedelta(seconds=second))
            Contact.objects.waiting().update(client_seen_at=at + timedelta(seconds=second))
        sweep(at + timedelta(seconds=second))


@STEPS
def test_nobody_is_thrown_out_by_a_step(shift: tuple[Queue, list[Person]], step: timedelta) -> None:
    people = shift[1]
    assert Offer.objects.pending().count() == 6
    sweep(NOW + step)
    assert Contact.objects.filter(state=ContactState.ACTIVE).count() == 6
    assert Contact.objects.filter(state=ContactState.ABANDONED).count() == 0
    assert Presence.objects.available().count() == 6
    assert not Offer.objects.filter(outcome="missed").exists()
    sweep_for(NOW + step, 15, beating=people)
    assert Presence.objects.available().count() == 6
    assert Offer.objects.pending().count() == 6
    assert all(NOW + step <= one.expires_at <= NOW + step + HOUR / 2 for one in Offer.objects.pending())


@STEPS
def test_who_is_really_gone_is_found_after_a_step(shift: tuple[Queue, list[Person]], step: timedelta) -> None:
    gone, *others = shift[1]
    Offer.objects.all().delete()
    Contact.objects.filter(owner=None).delete()
    Queue.objects.update(offer_seconds=3600)  # what comes back rings on: nobody misses it here
    sweep(NOW + step)
    presence.heartbeat(person=gone, at=NOW + step + timedelta(seconds=1))  # once more, then never again
    for second in range(0, 180, 5):
        for one in others:
            presence.heartbeat(person=one, at=NOW + step + timedelta(seconds=second))
        sweep(NOW + step + timedelta(seconds=second))
    assert Presence.objects.get(person=gone).state.code == "away"
    assert not Contact.objects.filter(owner=gone, state=ContactState.ACTIVE).exists()
    assert Presence.objects.available().count() == 5


@STEPS
def test_alerts_are_raised_once_a_queue_and_end(shift: tuple[Queue, list[Person]], step: timedelta) -> None:
    sweep_for(NOW + step, 10, beating=shift[1])
    assert Alert.objects.count() <= 1
    Contact.objects.waiting().delete()
    sweep_for(NOW + step + timedelta(seconds=20), 10, beating=shift[1])
    assert not Alert.objects.open().exists()


@STEPS
def test_no_wait_hold_or_segment_is_below_zero(shift: tuple[Queue, list[Person]], step: timedelta) -> None:
    queue = shift[0]
    offer = Offer.objects.pending().select_related("contact", "person").earliest("id")
    later = NOW + step
    contact = accepting.accept(contact=offer.contact, by=offer.person, at=NOW + timedelta(seconds=3))
    holding.hold(contact=contact, by=offer.person, at=NOW + timedelta(seconds=5))
    holding.resume(contact=contact, by=offer.person, at=later)
    conversation.reply(contact=contact, by=offer.person, text="Иә", seen_seq=99, key="s", at=later)
    wrap_up.close(
        contact=contact, by=offer.person, topic=centre.topic(queue=queue), result=centre.result(), note="", at=later
    )
    contact.refresh_from_db()
    assert contact.waited_seconds(later) >= 0
    segment = contact.segments.get()
    assert 0 <= segment.hold_seconds <= HOUR.total_seconds()
    for entry in Entry.objects.all():
        for name, value in entry.payload.items():
            if name.endswith("seconds"):
                assert value is None or value >= 0, (entry.kind, name, value)
    for one in Contact.objects.waiting():
        seen = waiting.look(queue, at=later)
        told = waiting.estimate(
            seen, contact_id=one.pk, offered=False, waited_seconds=one.waited_seconds(later), long_seconds=300
        )
        assert one.waited_seconds(later) >= 0
        assert told.minutes is None or 0 <= told.minutes[0] <= told.minutes[1]


@STEPS
def test_recurring_work_neither_stops_nor_runs_twice(step: timedelta) -> None:
    ran: list[datetime] = []
    sweeps: sweeping.Sweeps = {"tick": (timedelta(seconds=5), ran.append)}
    for at in (NOW, NOW + step, NOW + step, NOW + step + timedelta(seconds=1), NOW + step + timedelta(seconds=6)):
        sweeping.run_due(sweeps, at=at)
    assert ran == [NOW, NOW + step, NOW + step + timedelta(seconds=6)]
    assert Sweep.objects.count() == 1
    assert not Job.objects.exists()


@STEPS
def test_the_journal_stays_whole_when_the_clock_steps(shift: tuple[Queue, list[Person]], step: timedelta) -> None:
    with time_machine.travel(NOW + step, tick=False):
        contact = centre.waiting(shift[0], at=NOW + step)
        conversation.note(contact=contact, by=shift[1][0], text="Кейін", key="n", at=NOW + step)
        sealing.seal_all()
    assert sealing.waiting() == 0
    assert list(sealing.verify()) == []
