"""The roll-up of the journal against a brute-force witness that reads only contacts and segments."""

from datetime import timedelta
from random import Random

import pytest

from anyqtama.contacts import accepting, conversation, ending, holding, transferring, wrap_up
from anyqtama.contacts.models import Contact, ContactState, Queue, Segment
from anyqtama.history import bins, rolling_up
from anyqtama.history.models import CaseFact, ContactFact, Interval, SegmentFact, StateFact
from anyqtama.kernel import journal, sealing
from anyqtama.people import presence
from anyqtama.people.models import Person, Presence, WorkingState
from tests import centre
from tests.centre import NOW, VISITOR, later

pytestmark = pytest.mark.django_db


def play(random: Random, queues: list[Queue], people: list[Person], *, contacts: int) -> None:
    """Clients come over two hours; some leave, some are handed on, most are answered, some left open."""
    topic, result = centre.topic(), centre.result()
    for number in range(contacts):
        come = NOW + timedelta(seconds=random.randrange(7200))
        contact = centre.waiting(random.choice(queues), at=come, language=random.choice(["kk", "ru"]))
        wait = random.choice([2, 5, 19, 20, 21, 60, 61, 400])
        fate = random.random()
        if fate < 0.2:
            ending.leave(contact=contact, by=VISITOR, at=come + timedelta(seconds=wait))
            continue
        if fate < 0.25:
            continue
        owner = people[queues.index(contact.queue)]
        accepting.accept(contact=contact, by=owner, at=come + timedelta(seconds=1))
        if fate > 0.3:
            answered = come + timedelta(seconds=wait)
            conversation.reply(contact=contact, by=owner, text="Иә", seen_seq=99, key=f"r{number}", at=answered)
        if random.random() < 0.3:
            holding.hold(contact=contact, by=owner, at=come + timedelta(seconds=wait + 10))
            holding.resume(contact=contact, by=owner, at=come + timedelta(seconds=wait + 40))
        if random.random() < 0.3:
            other = people[1 - people.index(owner)]
            transferring.to_person(
                contact=contact, by=owner, person=other, reason="", at=come + timedelta(seconds=wait + 50)
            )
            owner = other
        over = come + timedelta(seconds=wait + 200)
        if random.random() < 0.1:
            ending.leave(contact=contact, by=VISITOR, at=over)
        wrap_up.close(contact=contact, by=owner, topic=topic, result=result, note="", at=over + timedelta(seconds=30))


def read_all() -> None:
    sealing.seal_all()
    while journal.read(rolling_up.CURSOR, rolling_up.read, batch=7):
        pass


def total(field: str) -> int:
    return sum(Interval.objects.values_list(field, flat=True))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_roll_up_agrees_with_what_contacts_and_segments_say(seed: int) -> None:
    queues = [centre.queue(), centre.queue()]
    people = [centre.operator(queue, at=NOW, contacts_at_once=9) for queue in queues]
    play(Random(seed), queues, people, contacts=40)
    read_all()

    contacts = list(Contact.objects.all())
    answered = [c for c in contacts if c.answered_at]
    lost = [c for c in contacts if c.state == ContactState.ABANDONED]
    waits = [c.waited_seconds(c.answered_at) for c in answered if c.answered_at]
    assert total("offered") == len(contacts)
    assert total("answered") == len(answered)
    assert total("abandoned") == len(lost)
    assert total("wait_seconds") == sum(waits)
    for threshold in (5, 20, 60):
        counted = sum(bins.within(row.answered_bins, threshold) for row in Interval.objects.all())
        assert counted == sum(wait <= threshold for wait in waits)
    ended = list(Segment.objects.exclude(ended_at=None))
    assert total("handled") == len(ended) == SegmentFact.objects.count()
    assert total("hold_seconds") == sum(segment.hold_seconds for segment in ended)
    whole = sum(int((s.ended_at - s.began_at).total_seconds()) for s in ended if s.ended_at)
    assert total("talk_seconds") + total("hold_seconds") + total("wrap_up_seconds") == whole
    assert total("transferred") == sum(segment.ended_how == "transfer" for segment in ended)
    assert ContactFact.objects.count() == len(contacts)


def test_replaying_from_zero_gives_the_same() -> None:
    queues = [centre.queue(), centre.queue()]
    people = [centre.operator(queue, at=NOW, contacts_at_once=9) for queue in queues]
    play(Random(4), queues, people, contacts=25)
    read_all()
    models = (Interval, ContactFact, SegmentFact, StateFact, CaseFact)

    def everything() -> list[list[tuple[object, ...]]]:
        skip = {"id"}
        return [
            sorted(
                model._default_manager.values_list(*[f.name for f in model._meta.fields if f.name not in skip]), key=str
            )
            for model in models
        ]

    before = everything()
    assert before[0]
    rolling_up.replay()
    assert everything() == before


def test_a_contact_belongs_to_the_quarter_it_arrived_in_however_long_it_takes() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    Presence.objects.update(heartbeat_at=later(3600))
    contact = centre.running(queue, owner, at=NOW)
    conversation.reply(contact=contact, by=owner, text="Иә", seen_seq=9, key="k", at=later(1000))
    read_all()
    row = Interval.objects.get()
    assert (row.start, row.offered, row.answered, row.longest_wait_seconds) == (NOW, 1, 1, 1000)


def test_a_state_ends_when_the_next_begins() -> None:
    person = centre.operator(centre.queue())
    lunch = WorkingState.objects.get(code="lunch")
    presence.change(person=person, state=lunch, by=person.principal, at=later(600))
    read_all()
    fact = StateFact.objects.get()
    assert (fact.state, fact.began_at, fact.ended_at) == ("available", NOW, later(600))


def test_somebody_answered_and_then_handed_on_is_not_counted_as_lost() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    conversation.reply(contact=contact, by=owner, text="Иә", seen_seq=9, key="k", at=later(10))
    transferring.to_queue(contact=contact, by=owner, queue=queue, reason="", at=later(20))
    ending.leave(contact=contact, by=VISITOR, at=later(300))
    read_all()
    row = Interval.objects.get()
    assert (row.answered, row.abandoned) == (1, 0)
