import pytest

from anyqtama.contacts import accepting, routing
from anyqtama.contacts.models import Contact, Offer, QueueSkill
from anyqtama.people import presence
from anyqtama.people.models import PersonSkill, Presence, Skill
from tests import centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


def test_offer_goes_to_the_longest_idle_of_equal_people() -> None:
    queue = centre.queue()
    centre.operator(queue)
    idle = centre.operator(queue, at=later(-60))
    Presence.objects.update(heartbeat_at=NOW)
    contact = centre.waiting(queue)
    [offer] = routing.offer_waiting(at=NOW)
    assert (offer.person, offer.contact) == (idle, contact)
    assert Contact.objects.get().state == "offered"
    assert [c["criterion"] for c in offer.explanation["criteria"] if c["decisive"]] == ["idle"]


def test_offer_needs_queue_skill_and_language() -> None:
    queue = centre.queue()
    skill = Skill.objects.create(code="water", names=centre.names("water"))
    QueueSkill.objects.create(queue=queue, skill=skill, level=2)
    unskilled = centre.operator(queue)
    wrong_language = centre.operator(queue, languages=["ru"])
    elsewhere = centre.operator(centre.queue())
    for one in (wrong_language, elsewhere):
        PersonSkill.objects.create(person=one, skill=skill, level=5)
    centre.waiting(queue)
    assert routing.offer_waiting(at=NOW) == []
    PersonSkill.objects.create(person=unskilled, skill=skill, level=2)
    assert [offer.person for offer in routing.offer_waiting(at=NOW)] == [unskilled]


def test_nobody_is_offered_more_than_they_can_lead() -> None:
    queue = centre.queue(chats_at_once=2)
    centre.operator(queue)
    for _ in range(3):
        centre.waiting(queue)
    assert len(routing.offer_waiting(at=NOW)) == 2
    assert routing.offer_waiting(at=NOW) == []


def test_people_on_a_break_or_gone_silent_are_not_offered_anything() -> None:
    queue = centre.queue()
    centre.operator(queue, state="lunch")
    centre.operator(queue, at=later(-31))
    centre.waiting(queue)
    assert routing.offer_waiting(at=NOW) == []


def test_a_missed_offer_keeps_the_place_and_sets_the_person_away() -> None:
    queue = centre.queue(offer_seconds=20)
    missed = centre.operator(queue, at=later(-100))
    other = centre.operator(queue)
    Presence.objects.update(heartbeat_at=later(20))
    contact = centre.waiting(queue)
    routing.offer_waiting(at=NOW)
    assert routing.expire(at=later(19)) == 0
    assert routing.expire(at=later(20)) == 1
    contact.refresh_from_db()
    assert contact.queued_at == NOW
    assert Presence.objects.get(person=missed).state.code == "away"
    assert Offer.objects.pending().get().person == other


def test_accepting_after_a_missed_offer_shows_that_the_person_is_there() -> None:
    queue = centre.queue(offer_seconds=20, chats_at_once=2)
    person = centre.operator(queue)
    Presence.objects.update(heartbeat_at=later(25))
    centre.waiting(queue)
    routing.offer_waiting(at=NOW)
    second = centre.waiting(queue, at=later(10))
    routing.offer_waiting(at=later(10))
    routing.expire(at=later(20))
    assert Presence.objects.get(person=person).state.code == "away"
    accepting.accept(contact=second, by=person, at=later(22))
    here = Presence.objects.get(person=person)
    assert (here.state.code, here.since, here.reason) == ("available", later(22), "")


def test_an_away_that_was_not_for_a_missed_offer_stays() -> None:
    queue = centre.queue(chats_at_once=2)
    person = centre.operator(queue)
    contact = centre.waiting(queue)
    routing.offer_waiting(at=NOW)
    presence.set_away(person=person, at=later(1), reason="vanished")
    accepting.accept(contact=contact, by=person, at=later(2))
    assert Presence.objects.get(person=person).state.code == "away"


def test_whose_hands_were_full_stays_available_and_the_contact_goes_to_others_first() -> None:
    queue = centre.queue(offer_seconds=20, chats_at_once=2)
    busy = centre.operator(queue)
    Presence.objects.update(heartbeat_at=later(90))
    first, second = centre.waiting(queue), centre.waiting(queue)
    routing.offer_waiting(at=NOW)
    accepting.accept(contact=first, by=busy, at=later(5))
    assert routing.expire(at=later(20)) == 1
    assert Presence.objects.get(person=busy).state.code == "available"
    assert not Offer.objects.pending().exists(), "it would ring at the same busy desk at once"
    other = centre.operator(queue, at=later(30))
    [offer] = routing.offer_waiting(at=later(30))
    assert (offer.contact, offer.person) == (second, other)


def test_declining_offers_it_to_somebody_else_and_leaves_the_person_available() -> None:
    queue = centre.queue()
    first = centre.operator(queue, at=later(-20))
    second = centre.operator(queue)
    contact = centre.waiting(queue)
    routing.offer_waiting(at=NOW)
    accepting.decline(contact=contact, by=first, at=later(2))
    [offer] = routing.offer_waiting(at=later(2))
    assert offer.person == second
    assert Presence.objects.get(person=first).state.code == "available"


def test_someone_on_the_telephone_is_not_offered_chats() -> None:
    from anyqtama.channels.models import ChannelKind
    from anyqtama.contacts import phoning

    queue = centre.queue()
    person = centre.operator(queue)
    centre.channel(ChannelKind.PHONE)
    phoning.begin(by=person, number="", language="kk", topic=None, outgoing=False, at=NOW, queue_code=queue.code)
    centre.waiting(queue)
    assert routing.offer_waiting(at=NOW) == []


def test_urgent_contacts_go_first_and_old_ones_before_new_ones() -> None:
    queue = centre.queue()
    person = centre.operator(queue, contacts_at_once=1)
    Presence.objects.update(heartbeat_at=later(10))
    centre.waiting(queue, at=NOW)
    urgent = centre.waiting(queue, at=later(5))
    Contact.objects.filter(pk=urgent.pk).update(priority=5)
    [offer] = routing.offer_waiting(at=later(10))
    assert (offer.contact, offer.person) == (urgent, person)
