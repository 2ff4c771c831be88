import pytest

from anyqtama.contacts import conversation, silence
from anyqtama.contacts.models import Contact
from tests import centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


def test_a_silent_visitor_is_warned_once_then_closed() -> None:
    queue = centre.queue(silence_warn_seconds=300, silence_close_seconds=600)
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    conversation.reply(contact=contact, by=owner, text="Мекенжай?", seen_seq=9, key="k", at=later(10))
    assert silence.sweep(at=later(309)) == 0
    assert silence.sweep(at=later(310)) == 1
    assert silence.sweep(at=later(330)) == 0
    assert silence.sweep(at=later(610)) == 1
    contact.refresh_from_db()
    assert (contact.state, contact.ended_how) == ("wrap_up", "silence")


def test_a_client_who_waits_for_us_is_never_closed_for_silence() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    centre.running(queue, owner)
    assert silence.sweep(at=later(3600)) == 0


def test_a_waiting_visitor_whose_page_is_closed_is_counted_to_when_they_were_last_seen() -> None:
    queue = centre.queue()
    contact = centre.waiting(queue)
    Contact.objects.update(client_seen_at=later(120))
    assert silence.sweep(at=later(60 * 16)) == 0
    assert silence.sweep(at=later(60 * 17 + 1)) == 1
    contact.refresh_from_db()
    assert (contact.state, contact.ended_at, contact.arrived_at) == ("abandoned", later(120), NOW)
