from datetime import timedelta

import pytest

from anyqtama.channels.models import ChannelKind
from anyqtama.contacts import accepting, routing
from anyqtama.contacts.call_backs import promising, ringing
from anyqtama.contacts.models import CallBack, Contact, ContactState, Offer, Queue
from anyqtama.kernel.models import Entry
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db
NUMBER = "8 701 555 21 48"


@pytest.fixture
def queue() -> Queue:
    centre.channel(ChannelKind.PHONE)
    return centre.queue("city")


def promised(queue: Queue, person: Person, minutes: float = 10, **facts: object) -> CallBack:
    return promising.promise(
        client=centre.client(), number=NUMBER, due_at=later(minutes * 60), queue=queue, by=person.principal,
        person=person, at=NOW, **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def rings(seconds: float) -> Contact:
    assert ringing.ring_due(at=later(seconds)) == 1
    return Contact.objects.get(outgoing=True)


def test_it_rings_at_its_minute_and_first_at_who_promised_it(queue: Queue) -> None:
    who, other = centre.operator(queue, at=later(590)), centre.operator(queue, at=later(590))
    made = promised(queue, who)
    assert ringing.ring_due(at=later(599)) == 0
    contact = rings(600)
    offer = Offer.objects.get()
    assert (offer.person, contact.outgoing, contact.call.number_masked) == (who, True, "+7 701 ··· 21 48")
    accepting.accept(contact=contact, by=who, at=later(605))
    assert not CallBack.objects.open().exists()
    assert Contact.objects.get().owner == who
    assert other.contacts.count() == 0
    assert ringing.ring_due(at=later(900)) == 0
    kinds = list(Entry.objects.filter(subject_kind="callback", subject_id=str(made.pk)).values_list("kind", flat=True))
    assert kinds == ["call_back.promised", "call_back.rang"]


def test_who_is_not_there_is_not_waited_for(queue: Queue) -> None:
    absent = centre.operator(queue, state="lunch", at=later(590))
    present = centre.operator(queue, at=later(590))
    promised(queue, absent)
    contact = rings(601)
    routing.offer_waiting(at=later(602))
    assert Offer.objects.get().person == present
    assert contact.queued_at == later(600)


def test_whoever_lets_it_ring_loses_it_to_a_colleague(queue: Queue) -> None:
    who = centre.operator(queue, at=later(590))
    promised(queue, who)
    contact = rings(600)
    colleague = centre.operator(queue, at=later(615))
    routing.expire(at=later(621))
    assert Offer.objects.pending().get(contact=contact).person == colleague


def test_two_minutes_late_it_is_overdue_until_somebody_takes_it(queue: Queue) -> None:
    who = centre.operator(queue, state="lunch")
    promised(queue, who)
    rings(600)
    assert not CallBack.objects.overdue(later(700)).exists()
    assert CallBack.objects.overdue(later(721)).exists()
    Contact.objects.update(accepted_at=later(730))
    assert not CallBack.objects.overdue(later(900)).exists()


def test_one_begins_earlier_by_hand_and_it_does_not_ring(queue: Queue) -> None:
    who = centre.operator(queue)
    made = promised(queue, who)
    contact = ringing.start(call_back=made, by=who, at=later(30))
    assert (contact.owner, contact.state) == (who, ContactState.ACTIVE)
    assert ringing.ring_due(at=later(700)) == 0


def test_moved_it_rings_later_and_called_off_never(queue: Queue) -> None:
    who = centre.operator(queue)
    made = promised(queue, who)
    promising.move(call_back=made, due_at=later(3600), by=who, at=later(60))
    assert ringing.ring_due(at=later(700)) == 0
    with pytest.raises(promising.WhyMissing):
        promising.drop(call_back=made, reason="  ", by=who, at=later(800))
    promising.drop(call_back=made, reason="Клиент өзі қоңырау шалды", by=who, at=later(800))
    assert ringing.ring_due(at=later(4000)) == 0
    with pytest.raises(promising.Over):
        promising.drop(call_back=made, reason="тағы", by=who, at=later(900))


@pytest.mark.parametrize("off", [timedelta(minutes=-2), timedelta(days=91)])
def test_the_past_and_the_far_future_are_no_promise(queue: Queue, off: timedelta) -> None:
    who = centre.operator(queue)
    with pytest.raises(promising.NotATime):
        promising.promise(
            client=centre.client(), number=NUMBER, due_at=NOW + off, queue=queue, by=who.principal, at=NOW
        )
    assert not CallBack.objects.exists()


def test_without_a_telephone_channel_it_stays_overdue_and_stops_no_other(queue: Queue) -> None:
    who = centre.operator(queue)
    promised(queue, who)
    channel = centre.channel(ChannelKind.PHONE)
    channel.active = False
    channel.save()
    assert ringing.ring_due(at=later(600)) == 0
    assert CallBack.objects.overdue(later(800)).exists()
