import pytest
from django.utils.translation import override

from anyqtama.contacts import (
    accepting,
    arrival,
    conversation,
    ending,
    event_lines,
    holding,
    speaking,
    transferring,
    vanishing,
    wrap_up,
)
from anyqtama.contacts.models import Contact, ContactState, MessageKind, Segment, Side
from anyqtama.kernel.models import Entry
from anyqtama.people.models import Presence
from tests import centre
from tests.centre import NOW, VISITOR, later

pytestmark = pytest.mark.django_db


def kinds(contact: Contact) -> list[str]:
    rows = Entry.objects.filter(subject_kind="contact", subject_id=str(contact.pk)).order_by("id")
    return [kind for kind in rows.values_list("kind", flat=True) if kind != "contact.message"]


def test_the_first_human_reply_is_the_answer_not_the_accept() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    assert Contact.objects.get().answered_at is None
    conversation.reply(contact=contact, by=owner, text="Сәлеметсіз бе", seen_seq=9, key="a", at=later(42))
    entry = Entry.objects.get(kind="contact.answered")
    assert entry.payload["waited_seconds"] == 42


def test_reply_stores_a_double_click_once() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    one, two = (
        conversation.reply(contact=contact, by=owner, text="Иә", seen_seq=2, key="k", at=later(i)) for i in (6, 7)
    )
    assert one.pk == two.pk


def test_reply_refuses_somebody_who_does_not_own_the_contact() -> None:
    queue = centre.queue()
    owner, other = centre.operator(queue), centre.operator(queue)
    contact = centre.running(queue, owner)
    with pytest.raises(conversation.NotTheOwner):
        conversation.reply(contact=contact, by=other, text="Мен", seen_seq=9, key="x", at=later(6))


def test_two_answers_never_cross_unseen() -> None:
    queue = centre.queue()
    owner, lead = centre.operator(queue), centre.operator(queue)
    contact = centre.running(queue, owner)
    seen = Contact.objects.get().seq
    conversation.note(contact=contact, by=lead, text="Ол бұрын да жазған", key="n", at=later(6))
    with pytest.raises(conversation.SomebodyAnswered):
        conversation.reply(contact=contact, by=owner, text="…", seen_seq=seen, key="r", at=later(7))
    conversation.reply(contact=contact, by=owner, text="…", seen_seq=seen + 1, key="r", at=later(8))


def test_a_client_never_gets_notes_or_internal_lines() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    conversation.note(contact=contact, by=owner, text="құпия", key="n", at=later(6))
    shown = contact.messages.for_client()
    assert all(message.kind != MessageKind.NOTE for message in shown)
    assert "құпия" not in " ".join(message.text for message in shown)


def test_hold_time_is_taken_out_of_talk_time() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    holding.hold(contact=contact, by=owner, at=later(25))
    with pytest.raises(holding.CannotHold):
        holding.hold(contact=contact, by=owner, at=later(26))
    holding.resume(contact=contact, by=owner, at=later(55))
    ending.end(contact=contact, by=owner, at=later(105))
    wrap_up.close(contact=contact, by=owner, topic=centre.topic(), result=centre.result(), note="", at=later(125))
    ended = Entry.objects.get(kind="contact.segment_ended").payload
    assert (ended["talk_seconds"], ended["hold_seconds"], ended["wrap_up_seconds"]) == (70, 30, 20)


def test_a_transfer_is_one_contact_with_two_segments() -> None:
    first, second = centre.queue(), centre.queue()
    owner, other = centre.operator(first), centre.operator(second)
    contact = centre.running(first, owner)
    transferring.to_queue(contact=contact, by=owner, queue=second, reason="басқа тақырып", at=later(30))
    contact.refresh_from_db()
    assert (contact.state, contact.owner, contact.queued_at) == ("waiting", None, NOW)
    accepting.accept(contact=contact, by=other, at=later(40))
    conversation.reply(contact=contact, by=other, text="Иә", seen_seq=9, key="k", at=later(45))
    wrap_up.close(contact=contact, by=other, topic=centre.topic(), result=centre.result(), note="", at=later(60))
    assert Segment.objects.filter(contact=contact).count() == 2
    assert kinds(contact).count("contact.segment_ended") == 2
    assert kinds(contact).count("contact.closed") == 1


def test_handing_to_a_colleague_on_a_break_is_refused_and_changes_nothing() -> None:
    queue = centre.queue()
    owner, away = centre.operator(queue), centre.operator(queue, state="lunch")
    contact = centre.running(queue, owner)
    with pytest.raises(transferring.PersonIsAway):
        transferring.to_person(contact=contact, by=owner, person=away, reason="", at=later(9))
    contact.refresh_from_db()
    assert (contact.owner, contact.segments.filter(ended_at=None).count()) == (owner, 1)


def test_a_vanished_operators_contact_returns_to_its_old_place() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    assert vanishing.sweep(at=later(29)) == 0
    assert vanishing.sweep(at=later(31)) == 1
    contact.refresh_from_db()
    assert (contact.state, contact.owner, contact.queued_at) == ("waiting", None, NOW)
    said = [line.event for line in contact.messages.order_by("seq")]
    assert (said[-1], "reason" in said) == ("returned", False)  # that line says why; a code has no place beside it
    assert Presence.objects.get(person=owner).state.code == "away"


def test_a_client_who_leaves_the_queue_is_abandoned_and_one_who_leaves_a_talk_ends_it() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    contact = centre.waiting(queue)
    ending.leave(contact=contact, by=VISITOR, at=later(30))
    contact.refresh_from_db()
    assert (contact.state, contact.ended_how) == ("abandoned", "left_queue")
    assert Entry.objects.get(kind="contact.abandoned").payload["seconds"] == 30
    talk = centre.running(queue, owner)
    ending.leave(contact=talk, by=VISITOR, at=later(60))
    talk.refresh_from_db()
    assert (talk.state, talk.owner) == ("wrap_up", owner)
    assert ending.leave(contact=talk, by=VISITOR, at=later(61)).state == "wrap_up"


def test_words_of_the_client_during_wrap_up_take_the_talk_up_again() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    contact = centre.running(queue, owner, conversation="c")
    ending.end(contact=contact, by=owner, at=later(20))
    arrival.receive(inbound=centre.inbound("Тағы сұрақ", conversation="c"), by=VISITOR, at=later(25), client=None)
    contact.refresh_from_db()
    assert (contact.state, contact.owner, contact.ended_at) == (ContactState.ACTIVE, owner, None)


def test_closing_twice_is_refused() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    topic, result = centre.topic(), centre.result()
    wrap_up.close(contact=contact, by=owner, topic=topic, result=result, note="", at=later(20))
    with pytest.raises(wrap_up.NothingToClose):
        wrap_up.close(contact=contact, by=owner, topic=topic, result=result, note="", at=later(21))


def test_read_marks_only_move_forward_and_never_past_the_last_line() -> None:
    queue = centre.queue()
    owner = centre.operator(queue)
    contact = centre.running(queue, owner)
    conversation.read(contact=contact, side=Side.CLIENT, seq=999, at=later(6))
    contact.refresh_from_db()
    assert contact.client_read_seq == contact.seq
    conversation.read(contact=contact, side=Side.CLIENT, seq=1, at=later(7))
    contact.refresh_from_db()
    assert contact.client_read_seq == contact.seq


def test_the_new_owner_reads_who_handed_the_contact_on_and_why_and_it_is_new_until_looked_at() -> None:
    queue = centre.queue()
    owner, other = centre.operator(queue), centre.operator(queue)
    contact = centre.running(queue, owner)
    conversation.read(contact=contact, side=Side.STAFF, seq=contact.seq, at=later(8))
    contact = transferring.to_person(contact=contact, by=owner, person=other, reason="Ағаш маманы", at=later(9))
    line = contact.messages.get(event=transferring.HANDED_OVER)
    assert line.internal
    said = event_lines.sentence(line, for_client=False)
    assert (owner.short_name in said, other.short_name in said, "Ағаш маманы" in said) == (True, True, True)
    assert event_lines.sentence(line, for_client=True) == ""
    unseen = Contact.objects.filter(transferring.handed_over_unseen())
    assert list(unseen) == [contact]
    conversation.read(contact=contact, side=Side.STAFF, seq=contact.seq, at=later(10))
    assert not unseen.all().exists()


def test_a_line_written_before_says_in_words_what_its_code_meant() -> None:
    queue = centre.queue()
    contact = centre.running(queue, centre.operator(queue))
    speaking.event(contact, "reason", at=later(9), by=centre.VISITOR, internal=True, text="vanished")
    line = contact.messages.get(event="reason")
    with override("ru"):
        assert event_lines.sentence(line, for_client=False) == "Причина: связь с оператором прервалась"
