from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from anyqtama.cases import registering
from anyqtama.contacts import conversation, ending, wrap_up
from anyqtama.contacts.models import Contact, ContactState, Message, Side
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import StoredFile
from anyqtama.portal import throttling
from anyqtama.portal.models import Visit
from anyqtama.portal.talk import screen
from anyqtama.portal.tests import scene
from tests import centre

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def picture(name: str = "aula.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, "image/png")


def closed(contact: Contact) -> None:
    operator, _ = scene.answered(contact)
    contact.refresh_from_db()
    wrap_up.close(
        contact=contact, by=operator, topic=centre.topic(queue=contact.queue), result=centre.result(), note="",
        at=scene.now(),
    )  # fmt: skip


def test_the_same_key_is_stored_once_however_often_it_comes() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor, text="Бірінші")
    key = scene.key()
    answers = [scene.said(visitor, "Екінші", message_key=key).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert Message.objects.filter(text="Екінші").count() == 1


def test_the_same_key_after_the_talk_closed_opens_no_new_one() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    key = scene.key()
    stored = scene.said(visitor, "Сөз", message_key=key).json()
    closed(Contact.objects.get())
    assert scene.said(visitor, "Сөз", message_key=key).json() == stored
    assert Contact.objects.count() == 1


def test_words_after_the_talk_closed_begin_a_new_one() -> None:
    scene.opened()
    visitor = scene.browser()
    visit = scene.started(visitor, text="Ескі")
    closed(Contact.objects.get())
    scene.said(visitor, "Жаңа")
    contact = Contact.objects.latest("id")
    assert contact.conversation == f"visit-{visit.pk}-2"
    assert [line["text"] for line in scene.news(visitor)["messages"]] == ["Жаңа"]


@pytest.mark.parametrize("key", ["", "short", "a" * 65, "with space", "quote'", "\u0416" * 10])
def test_a_message_without_a_sound_key_is_refused(key: str) -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    response = visitor.post("/visit/messages/", {"text": "x", "key": key}, headers=scene.JSON)
    assert response.status_code == 422
    assert response.json()["error"]


def test_news_are_what_came_after_the_cursor() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor, text="Сұрақ")
    first = scene.news(visitor)
    assert (first["state"], [line["text"] for line in first["messages"]]) == ("waiting", ["Сұрақ"])
    scene.answered(Contact.objects.get(), text="Жауап")
    after = scene.news(visitor, after=first["seq"], contact=first["contact"])
    assert (after["state"], after["anew"]) == ("talking", False)
    assert [(line["side"], line["event"] or line["text"]) for line in after["messages"]] == [
        ("system", "accepted"),
        ("staff", "Жауап"),
    ]
    assert scene.news(visitor, after=after["seq"], contact=after["contact"])["messages"] == []


def test_news_never_run_ahead_of_the_contact_as_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    contact = Contact.objects.get()
    of = screen.of

    def late(visit: Visit, *, at: Any) -> Any:
        shown = of(visit, at=at)
        scene.answered(contact, text="Кейін келді")
        return shown

    monkeypatch.setattr(screen, "of", late)
    said = scene.news(visitor)
    monkeypatch.undo()
    assert said["state"] == "waiting"
    assert "Кейін келді" not in str(said["messages"])
    assert "Кейін келді" in str(scene.news(visitor, after=said["seq"], contact=said["contact"])["messages"])


@pytest.mark.parametrize("after", ["-1", "1e9", "99999999999999999999", "x", "\x00", "²"])
def test_a_cursor_of_garbage_is_the_beginning(after: str) -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    contact = Contact.objects.get()
    assert len(scene.news(visitor, after=after, contact=contact.pk)["messages"]) == 1


def test_internal_notes_never_reach_the_visitor() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    contact = Contact.objects.get()
    operator, _ = scene.answered(contact)
    conversation.note(contact=contact, by=operator, text="Құпия ой", key=scene.key(), at=scene.now())
    everything = str(scene.news(visitor)) + visitor.get("/visit/").content.decode()
    assert "Құпия ой" not in everything + visitor.get("/visit/transcript/").content.decode()


def test_html_in_words_is_shown_as_words_and_addresses_become_links() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor, text="<img src=x onerror=alert(1)> https://kz.example/?a=1&b=2 javascript:alert(1)")
    html = scene.news(visitor)["messages"][0]["html"]
    assert "<img" not in html
    assert 'href="https://kz.example/?a=1&amp;b=2"' in html
    assert 'href="javascript' not in html


def test_reading_moves_the_mark_for_the_operator_and_back() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    contact = Contact.objects.get()
    scene.answered(contact)
    contact.refresh_from_db()
    assert visitor.post("/visit/read/", {"seq": str(contact.seq + 50)}).status_code == 204
    contact.refresh_from_db()
    assert contact.client_read_seq == contact.seq
    last = scene.said(visitor, "Тағы").json()["seq"]
    assert scene.news(visitor)["read"] < last
    conversation.read(contact=Contact.objects.get(), side=Side.STAFF, seq=last, at=scene.now())
    assert scene.news(visitor)["read"] == last


def test_files_are_stored_with_consent_and_read_by_their_visitor_only() -> None:
    scene.opened()
    visitor, stranger, other = scene.browser(), scene.browser(), scene.browser()
    scene.started(visitor)
    scene.started(other)
    assert scene.said(visitor, "", files=picture()).status_code == 200
    file = StoredFile.objects.get()
    response = visitor.get(f"/visit/files/{file.pk}/")
    assert (response.status_code, response["X-Content-Type-Options"]) == (200, "nosniff")
    assert response.getvalue() == PNG
    assert stranger.get(f"/visit/files/{file.pk}/").status_code == 404
    assert other.get(f"/visit/files/{file.pk}/").status_code == 404
    assert scene.news(visitor)["messages"][-1]["files"][0]["name"] == "aula.png"


def test_visit_1_does_not_read_the_files_of_visit_11() -> None:
    scene.opened()
    first, eleventh = scene.browser(), scene.browser()
    short = scene.started(first)
    visit = scene.started(eleventh)
    scene.said(eleventh, "", files=picture())
    longer = int(f"{short.pk}{short.pk}")
    Contact.objects.filter(pk=visit.contact_id or 0).update(conversation=f"visit-{longer}-1")
    assert first.get(f"/visit/files/{StoredFile.objects.get().pk}/").status_code == 404


def test_a_general_question_carries_no_file() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor, general=True)
    response = scene.said(visitor, "Міне", files=picture())
    assert response.status_code == 422
    assert not StoredFile.objects.exists()
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("photo.png", b"MZ\x90\x00" + b"\0" * 300, "image/png"),
        SimpleUploadedFile("page.pdf", b"<html><script>alert(1)</script>", "application/pdf"),
        SimpleUploadedFile("empty.png", b"", "image/png"),
    ],
    ids=["program", "page", "empty"],
)
def test_a_refused_file_leaves_neither_message_nor_its_neighbour(file: SimpleUploadedFile) -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    file.seek(0)
    response = visitor.post(
        "/visit/messages/", {"text": "Мәтін", "key": scene.key(), "files": [picture(), file]}, headers=scene.JSON
    )
    assert response.status_code == 422
    assert response.json()["error"]
    assert not StoredFile.objects.exists()
    assert Message.objects.count() == 1


def test_six_files_at_once_are_too_many() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    files = [picture(f"{number}.png") for number in range(6)]
    assert scene.said(visitor, "", files=files).status_code == 422


@pytest.mark.usefixtures("still_clock")
def test_a_hasty_visitor_is_slowed_down_and_told_when_to_go_on() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    for number in range(throttling.MESSAGES.most):
        assert scene.said(visitor, f"Сөз {number}").status_code == 200
    response = scene.said(visitor, "Артық")
    assert response.status_code == 429
    assert response.json()["seconds"] > 0
    assert not Message.objects.filter(text="Артық").exists()


def test_leaving_the_queue_is_abandoning_and_leaving_twice_changes_nothing() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    for _ in range(2):
        assert visitor.post("/visit/leave/").status_code == 302
    assert Contact.objects.get().state == ContactState.ABANDONED
    assert scene.news(visitor)["state"] == "over"


def test_the_transcript_says_who_said_what_in_the_visitors_language() -> None:
    scene.opened()
    visitor = scene.browser("ru")
    scene.started(visitor, text="Бірінші жол\nекінші жол")
    scene.answered(Contact.objects.get(), text="Жауап")
    response = visitor.get("/visit/transcript/")
    text = response.content.decode()
    assert response["Content-Disposition"].startswith("attachment")
    assert "Вы: Бірінші жол\n      екінші жол" in text
    assert "Әсел: Жауап" in text


def test_the_card_of_a_case_shows_its_number_and_code_in_the_talk() -> None:
    scene.opened()
    shipped_data.load()
    visitor = scene.browser()
    visit = scene.started(visitor)
    contact = Contact.objects.get()
    operator, _ = scene.answered(contact)
    case = registering.register(
        client=visit.client, contact=contact, topic=centre.topic(queue=contact.queue), subject="Жарық", details="",
        by=operator, at=scene.now(),
    )  # fmt: skip
    said = scene.news(visitor)
    assert [card["number"] for card in said["cases"]] == [case.number]
    assert registering.code_of(case) in said["messages"][-1]["html"]
    assert case.number in visitor.get("/visit/").content.decode()


@pytest.mark.parametrize("lines", [1, 40])
def test_asking_for_news_costs_three_queries_however_long_the_talk(
    lines: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    contact = Contact.objects.get()
    scene.answered(contact)
    for number in range(lines):
        scene.said(visitor, f"Сөз {number}")
    scene.said(visitor, "", files=[picture("a.png"), picture("b.png")])
    with django_assert_num_queries(3):  # the visit with its contact, the lines with their files, the cases
        said = scene.news(visitor)
    assert len(said["messages"]) == lines + 4
    with django_assert_num_queries(2):
        scene.news(visitor, after=said["seq"], contact=said["contact"])


def test_waiting_for_news_costs_one_query_while_the_picture_of_the_queue_is_fresh(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    said = scene.news(visitor)
    with django_assert_num_queries(1):
        scene.news(visitor, after=said["seq"], contact=said["contact"])


def test_an_open_page_keeps_the_place_once_a_minute() -> None:
    scene.opened()
    visitor = scene.browser()
    visit = scene.started(visitor)
    long_ago = scene.now() - timedelta(minutes=5)
    Visit.objects.update(seen_at=long_ago)
    Contact.objects.update(client_seen_at=long_ago)
    scene.news(visitor)
    visit.refresh_from_db()
    assert scene.now() - visit.seen_at < timedelta(seconds=30)
    assert scene.now() - Contact.objects.get().client_seen_at < timedelta(seconds=30)


def test_a_clock_set_back_breaks_nothing() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    ahead = scene.now() + timedelta(hours=2)
    Visit.objects.update(seen_at=ahead)
    Contact.objects.update(arrived_at=ahead, queued_at=ahead, client_seen_at=ahead)
    said = scene.news(visitor)
    assert said["state"] == "waiting"
    assert scene.said(visitor, "Сөз").status_code == 200


def test_without_scripts_a_form_sends_and_the_page_shows_it() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    response = visitor.post("/visit/messages/", {"text": "Қарапайым", "key": scene.key()})
    assert response["Location"] == "/visit/"
    assert "Қарапайым" in visitor.get("/visit/").content.decode()
    empty = visitor.post("/visit/messages/", {"text": "  ", "key": scene.key()})
    assert empty.status_code == 422


def test_ended_talks_offer_the_rating_only_when_somebody_answered() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    contact = Contact.objects.get()
    operator, _ = scene.answered(contact)
    ending.end(contact=contact, by=operator, at=scene.now())
    said = scene.news(visitor)
    assert (said["state"], said["rateable"]) == ("over", True)
