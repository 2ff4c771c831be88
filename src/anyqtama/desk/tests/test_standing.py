from datetime import datetime

import pytest

from anyqtama.contacts import conversation, ending, holding
from anyqtama.contacts.models import Contact
from anyqtama.desk.standing import standing
from tests import centre
from tests.centre import later

pytestmark = pytest.mark.django_db


def running() -> Contact:
    queue = centre.queue(reply_within_seconds=120)
    owner = centre.operator(queue)
    return centre.running(queue, owner)


def stands(contact: Contact, at: datetime) -> tuple[str, int]:
    found = standing(Contact.objects.select_related("channel", "queue").get(pk=contact.pk), at)
    return found.shape, found.seconds


def test_a_reply_is_due_after_the_promise_counted_from_the_accepting_not_from_the_wait() -> None:
    contact = running()  # arrived at 0, accepted at 5
    assert contact.reply_due_at() == later(125)
    assert stands(contact, later(65)) == ("running", 60)


def test_a_letter_is_due_within_the_promise_of_its_channel_from_the_day_it_came() -> None:
    contact = running()
    contact.channel.reply_within_minutes = 60
    contact.channel.save()
    assert contact.reply_due_at() == later(3600)
    assert stands(contact, later(1800)) == ("running", 1800)


def test_a_late_reply_counts_up_from_its_due_time() -> None:
    assert stands(running(), later(145)) == ("bad", 20)


def test_an_answered_client_has_the_turn() -> None:
    contact = running()
    assert contact.owner is not None
    conversation.reply(contact=contact, by=contact.owner, text="Иә", seen_seq=9, key="k", at=later(10))
    assert stands(contact, later(50)) == ("neutral", 40)


def test_hold_and_wrap_up_have_their_own_clock() -> None:
    contact = running()
    assert contact.owner is not None
    holding.hold(contact=contact, by=contact.owner, at=later(20))
    assert stands(contact, later(50)) == ("attention", 30)
    ending.end(contact=contact, by=contact.owner, at=later(60))
    assert stands(contact, later(75)) == ("info", 15)
