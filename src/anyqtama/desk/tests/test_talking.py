"""The verbs of the middle column as a browser sends them, with scripts and without."""

import io

import pytest

from anyqtama.contacts import accepting, conversation
from anyqtama.contacts.models import Contact, ContactState, Message, MessageKind, Offer, Segment
from anyqtama.desk.tests.world import World, away, signed_in, world
from anyqtama.knowledge.models import QuickReply
from anyqtama.people.models import Presence
from tests import centre
from tests.centre import later, names

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def state(contact: Contact) -> str:
    return Contact.objects.get(pk=contact.pk).state


def test_accepting_opens_the_contact_and_a_second_click_changes_nothing() -> None:
    here = world()
    waits = centre.waiting(here.queue, at=later(9))
    for _ in range(2):
        answer = here.post("accept", waits)
        assert answer.json() == {"done": True, "go": f"/desk/{waits.pk}/"}
    assert Segment.objects.filter(contact=waits).count() == 1


def test_accepting_what_a_colleague_has_taken_says_so() -> None:
    here = world()
    colleague = centre.operator(here.queue)
    taken = centre.running(here.queue, colleague, client=here.client)
    answer = here.post("accept", taken)
    assert answer.status_code == 409
    assert "colleague has taken" in answer.json()["refusal"]


def test_taking_a_waiting_contact_needs_an_available_operator() -> None:
    here = world()
    away(here.operator)
    waits = centre.waiting(here.queue, at=later(9))
    answer = here.post("accept", waits)
    assert answer.status_code == 409
    assert "available" in answer.json()["refusal"]


def test_later_gives_the_contact_back_and_leaves_the_operator_available() -> None:
    here = world()
    waits = centre.waiting(here.queue, at=later(9))
    Offer.objects.filter(contact=waits).delete()
    Offer.objects.create(contact=waits, person=here.operator, offered_at=later(9), expires_at=later(99))
    Contact.objects.filter(pk=waits.pk).update(state="offered")
    assert here.post("later", waits).json()["done"]
    assert state(waits) == ContactState.WAITING
    assert Presence.objects.get(person=here.operator).state.code == "available"


def test_a_reply_is_stored_once_however_often_it_is_sent() -> None:
    here = world()
    for _ in range(3):
        assert here.post("reply", text="Сәлеметсіз бе", seen="9", key="the-same").json()["done"]
    assert Message.objects.filter(text="Сәлеметсіз бе").count() == 1


def test_a_refused_reply_keeps_its_text_on_the_page() -> None:
    here = world()
    lead = centre.operator(here.queue)
    seen = Contact.objects.get(pk=here.contact.pk).seq
    conversation.note(contact=here.contact, by=lead, text="Ол кеше де жазған", key="n", at=later(7))
    answer = here.form("reply", text="Менің <жауабым>", seen=str(seen), key="k")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A colleague wrote while you were typing" in page
    assert "Менің &lt;жауабым&gt;</textarea>" in page
    assert "Ол кеше де жазған" in page


def test_a_template_is_not_sent_with_its_gaps() -> None:
    here = world()
    answer = here.post("reply", text="Нөмірі: {case_number}, мерзімі: {due}. {басқа}", seen="9", key="k")
    assert answer.status_code == 409
    assert "{case_number}, {due}" in answer.json()["refusal"]
    assert here.post("note", text="{case_number} керек", key="n").json()["done"]
    assert here.post("reply", text="Нөмірі: AQ-2026-000001. {басқа}", seen="9", key="k").json()["done"]


def test_case_numbers_and_addresses_are_links_and_nothing_else_is_markup() -> None:
    here = world()
    said = "AQ-2026-000012 <b>қараңыз</b>: https://109.example/cases/AQ-2026-000013/?a=1&b=2"
    assert here.post("note", text=said, key="n").json()["done"]
    page = here.page()
    assert '<a href="/cases/AQ-2026-000012/" target="_blank">AQ-2026-000012</a> &lt;b&gt;қараңыз&lt;/b&gt;' in page
    assert 'href="https://109.example/cases/AQ-2026-000013/?a=1&amp;b=2"' in page
    assert page.count("AQ-2026-000013") == 2


def test_a_reply_to_a_contact_led_by_somebody_else_is_refused_with_the_text_kept() -> None:
    here = world()
    colleague = centre.operator(here.queue)
    theirs = centre.running(here.queue, colleague, client=here.client)
    answer = here.post("reply", theirs, text="Мен жауап берейін", seen="9")
    assert answer.status_code == 409
    assert "Your text is kept" in answer.json()["refusal"]


def test_without_scripts_a_reply_leads_back_to_the_contact() -> None:
    here = world()
    answer = here.form("reply", text="Сәлем", seen="9")
    assert answer.headers["Location"] == f"/desk/{here.contact.pk}/"
    assert "Сәлем" in here.page()


def test_a_note_is_kept_among_colleagues() -> None:
    here = world()
    assert here.post("note", text="Бұл туралы білемін", key="n").json()["done"]
    assert Message.objects.get(text="Бұл туралы білемін").kind == MessageKind.NOTE
    assert "aq-bubble-note" in here.page()


def test_a_picture_is_sent_and_comes_back_only_to_those_who_see_the_contact() -> None:
    here = world()
    upload = io.BytesIO(PNG)
    upload.name = "aula.png"
    assert here.post("reply", text="", seen="9", files=upload).json()["done"]
    attachment = Message.objects.latest("seq").attachments.get()
    address = f"/desk/{here.contact.pk}/files/{attachment.pk}/"
    assert address in here.page()
    answer = here.browser.get(address)
    assert answer.headers["Content-Type"] == "image/png"
    stranger = signed_in(centre.operator(centre.queue()))
    assert stranger.get(address).status_code == 404


def test_a_file_that_is_not_what_it_says_is_refused_and_the_text_is_not_sent() -> None:
    here = world()
    upload = io.BytesIO(b"MZ\x90\x00" + b"\0" * 300)
    upload.name = "photo.png"
    answer = here.post("reply", text="Міне сурет", seen="9", files=upload)
    assert answer.status_code == 409
    assert answer.json()["refusal"]
    assert not Message.objects.filter(text="Міне сурет").exists()


def test_reading_moves_the_owners_mark_and_no_one_elses() -> None:
    here = world()
    theirs = centre.running(here.queue, centre.operator(here.queue), client=here.client)
    assert here.post("read", seen="2").status_code == 204
    assert here.post("read", theirs, seen="2").status_code == 204
    assert Contact.objects.get(pk=here.contact.pk).staff_read_seq == 2
    assert Contact.objects.get(pk=theirs.pk).staff_read_seq == 0


def test_hold_and_back() -> None:
    here = world()
    assert here.post("hold").json()["done"]
    assert "Take off hold" in here.page()
    assert here.post("hold").status_code == 409
    assert here.post("resume").json()["done"]
    assert Contact.objects.get(pk=here.contact.pk).held_since is None


def test_a_transfer_goes_to_a_queue_or_to_somebody_available() -> None:
    here = world()
    other, colleague = centre.queue(), centre.operator(here.queue)
    tired = centre.operator(here.queue, state="away")
    page = here.page("?opened=transfer")
    assert f'value="person:{colleague.pk}"' in page
    assert f'value="person:{tired.pk}"' not in page
    assert here.post("transfer", target="", reason="").json()["errors"].keys() == {"target", "reason"}
    assert here.post("transfer", target=f"person:{tired.pk}", reason="тіл").status_code == 422
    assert here.post("transfer", target=f"queue:{other.pk}", reason="тіл").json()["go"] == "/desk/"
    moved = Contact.objects.get(pk=here.contact.pk)
    assert (moved.queue, moved.owner) == (other, None)


def test_the_client_is_told_the_new_queue_before_the_talk_goes_there_and_the_next_operator_speaks_of_it() -> None:
    here = world()
    QuickReply.objects.create(shortcut="move", names=names("Move"), texts=names("Now in {new_queue}"))
    QuickReply.objects.create(shortcut="here", names=names("Here"), texts=names("You are in {queue}"))
    other = centre.queue("water")
    assert "Now in {new_queue} (kk)</textarea>" in here.dialogs()
    assert 'data-shortcut="move"' not in here.page()
    gap = here.post("transfer", target=f"queue:{other.pk}", reason="тіл", said="{case_number}")
    assert gap.status_code == 409
    assert Contact.objects.get(pk=here.contact.pk).queue == here.queue
    here.post("transfer", target=f"queue:{other.pk}", reason="тіл", said="Now in {new_queue}", key="once")
    assert here.contact.messages.get(key="once").text == "Now in water (kk)"
    colleague = centre.operator(other)
    moved = Contact.objects.get(pk=here.contact.pk)
    accepting.accept(contact=moved, by=colleague, at=later(60))
    assert "You are in water (kk)" in signed_in(colleague).get(f"/desk/{moved.pk}/").content.decode()


def test_the_colleague_who_was_asked_sees_the_question_answers_and_owns_nothing() -> None:
    here = world()
    colleague = centre.operator(centre.queue(), language="en")
    theirs = signed_in(colleague)
    assert theirs.get(f"/desk/{here.contact.pk}/").status_code == 404
    assert here.post("consult", colleague=str(colleague.pk), question="Бұл кімге қатысты?").json()["done"]
    assert "Бұл кімге қатысты?" in theirs.get("/desk/").content.decode()
    page = theirs.get(f"/desk/{here.contact.pk}/").content.decode()
    question = colleague.consultations.get()
    assert f"/desk/questions/{question.pk}/answer/" in page
    assert f"/desk/{here.contact.pk}/close/" not in page
    answer = theirs.post(f"/desk/questions/{question.pk}/answer/", {"text": "Әкімдікке", "key": "k"})
    assert answer.headers["Location"] == "/desk/"
    assert "Әкімдікке" in here.page()
    assert theirs.get(f"/desk/{here.contact.pk}/").status_code == 404


def test_blocking_ends_the_talk_and_asks_for_a_reason() -> None:
    here = world()
    assert '<textarea name="reason"' in here.page("?opened=blocking")
    assert "reason" in here.post("block", hours="24").json()["errors"]
    assert (
        '<dialog class="aq-dialog" id="blocking" aria-labelledby="blocking-title" open>'
        in here.form("block", hours="24").content.decode()
    )
    assert here.post("block", hours="24", reason="балағат сөз").json()["done"]
    assert state(here.contact) == ContactState.WRAP_UP
    here.client.refresh_from_db()
    assert here.client.blocked_until is not None


def test_after_a_block_the_wrap_up_begins_with_its_result() -> None:
    here, abuse = world(), centre.result("abuse")
    assert f'value="{abuse.pk}"' in here.dialogs()
    here.post("block", hours="24", reason="балағат сөз")
    chosen = here.dialogs().partition(f'name="result" value="{abuse.pk}"')[2].partition(">")[0]
    assert "checked" in chosen


def closing() -> tuple[World, dict[str, str]]:
    here = world()
    return here, {"topic": str(centre.topic().pk), "result": str(centre.result().pk), "note": "Айтылды"}


def test_closing_needs_a_topic_and_a_result_and_shows_the_form_again_without_scripts() -> None:
    here, said = closing()
    answer = here.form("close", note=said["note"])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<dialog class="aq-dialog" id="close" aria-labelledby="close-title" open>' in page
    assert "Айтылды</textarea>" in page
    assert state(here.contact) == ContactState.ACTIVE


def test_closing_frees_the_desk() -> None:
    here, said = closing()
    assert here.post("close", **said).json() == {"done": True, "go": "/desk/"}
    assert state(here.contact) == ContactState.CLOSED
    assert here.post("close", **said).status_code == 409


def test_the_talk_can_be_ended_before_topic_and_result_are_known() -> None:
    here, said = closing()
    assert here.post("end").json()["done"]
    page = here.page()
    assert state(here.contact) == ContactState.WRAP_UP
    assert f"/desk/{here.contact.pk}/transfer/" in here.dialogs()  # the verb itself is gone
    assert 'data-dialog="transfer"' not in page
    assert here.post("close", **said).json()["done"]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\u202eabc", "a\0b", "{{ 7 }}"]
)
def test_what_is_said_is_shown_as_words(text: str) -> None:
    here = world()
    here.post("reply", text=text, seen="9")
    here.post("note", text=text)
    page = here.page() + str(here.changes())
    assert "<script>alert" not in page
    assert "<img src=x" not in page
