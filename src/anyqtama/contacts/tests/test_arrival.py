import pytest

from anyqtama.contacts import arrival, opening_hours, queue_control
from anyqtama.contacts.models import Contact, ContactState, Message
from anyqtama.kernel.models import Entry
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, VISITOR, later

pytestmark = pytest.mark.django_db


def test_a_first_message_opens_a_contact_in_its_queue() -> None:
    queue = centre.queue()
    centre.channel()
    message = arrival.receive(inbound=centre.inbound("Су жоқ", queue=queue.code), by=VISITOR, at=NOW, client=None)
    contact = message.contact
    assert (contact.state, contact.queue, contact.seq, contact.queued_at) == ("waiting", queue, 1, NOW)
    assert list(Entry.objects.order_by("id").values_list("kind", flat=True)) == ["contact.arrived", "contact.message"]


def test_a_second_message_joins_the_open_contact() -> None:
    queue = centre.queue()
    contact = centre.waiting(queue, conversation="one")
    again = arrival.receive(inbound=centre.inbound("Тағы", conversation="one"), by=VISITOR, at=later(5), client=None)
    assert again.contact == contact
    assert again.seq == 2


def test_the_same_key_is_the_same_message() -> None:
    queue = centre.queue()
    centre.channel()
    inbound = centre.inbound("Бір рет", queue=queue.code)
    messages = [arrival.receive(inbound=inbound, by=VISITOR, at=later(i), client=None) for i in range(3)]
    assert len({message.pk for message in messages}) == 1
    assert Message.objects.count() == 1


def test_an_empty_message_is_refused_and_leaves_nothing() -> None:
    centre.queue()
    centre.channel()
    with pytest.raises(arrival.NothingSaid):
        arrival.receive(inbound=centre.inbound(" \x00 "), by=VISITOR, at=NOW, client=None)
    assert not Contact.objects.exists()


def test_control_characters_are_dropped_and_the_rest_is_kept() -> None:
    queue = centre.queue()
    contact = centre.waiting(queue, text="Ә\x00қ\x07 <b>\n=1+1")
    assert contact.messages.get().text == "Әқ <b>\n=1+1"


def test_a_blocked_client_is_refused() -> None:
    queue = centre.queue()
    centre.channel()
    blocked = centre.client(blocked_until=later(60))
    with pytest.raises(arrival.Blocked):
        arrival.receive(inbound=centre.inbound(queue=queue.code), by=VISITOR, at=NOW, client=blocked)


def test_a_closed_queue_takes_no_new_contacts_but_keeps_the_running_talk() -> None:
    queue = centre.queue()
    contact = centre.waiting(queue, conversation="old")
    lead = cast.person(Role.TEAM_LEAD)
    queue_control.close(queue=queue, by=lead, reason="fire drill", at=NOW)
    with pytest.raises(arrival.QueueShut):
        arrival.receive(inbound=centre.inbound(queue=queue.code), by=VISITOR, at=NOW, client=None)
    more = arrival.receive(inbound=centre.inbound("...", conversation="old"), by=VISITOR, at=NOW, client=None)
    assert more.contact == contact


def test_the_topic_of_a_contact_leads_to_its_queue() -> None:
    centre.queue("first", order=1)
    own = centre.queue("own", order=2)
    parent = centre.topic("roads", queue=own)
    child = centre.topic("potholes", parent=parent)
    assert arrival.choose_queue(topic=child, queue_code="") == own


@pytest.mark.parametrize(
    ("hours", "open_"),
    [
        (None, True),
        ({"mon": [["09:00", "13:00"]]}, True),
        ({"mon": [["09:00", "10:00"]]}, False),
        ({"tue": [["00:00", "24:00"]]}, False),
        ({"mon": [["08:00", "09:00"], ["10:00", "24:00"]]}, True),
    ],
)
def test_hours_are_read_in_local_time(hours: dict[str, list[list[str]]] | None, open_: bool) -> None:
    assert opening_hours.within_hours(hours, NOW) is open_


def test_state_words_are_the_ones_the_database_knows() -> None:
    assert set(ContactState.values) == {"waiting", "offered", "active", "wrap_up", "closed", "abandoned"}
