from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from anyqtama.cases import registering
from anyqtama.cases.models import Case
from anyqtama.clients import identifying
from anyqtama.clients.models import Client, IdentityKind
from anyqtama.contacts import ending
from anyqtama.contacts.models import CallBack, Contact, ContactState, EndedHow
from anyqtama.forms.models import Response
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import Entry
from anyqtama.portal import throttling
from anyqtama.portal.models import Visit
from anyqtama.portal.tests import scene
from tests import centre

pytestmark = pytest.mark.django_db
NUMBER = "+77015552148"


def finished(visitor: Browser, *, case: bool = False) -> tuple[Visit, Contact, Case | None]:
    visit = scene.started(visitor)
    contact = Contact.objects.latest("id")
    operator, _ = scene.answered(contact)
    registered = None
    if case:
        shipped_data.load()
        assert visit.client is not None
        identifying.add(client=visit.client, kind=IdentityKind.PHONE, value=NUMBER, at=scene.now())
        registered = registering.register(
            client=visit.client, contact=contact, topic=centre.topic(queue=contact.queue), subject="Жарық", details="",
            by=operator, at=scene.now(),
        )  # fmt: skip
    ending.end(contact=contact, by=operator, at=scene.now())
    return visit, contact, registered


def test_a_rating_is_kept_once_with_its_comment() -> None:
    scene.opened()
    visitor = scene.browser("kk")
    _, contact, _ = finished(visitor)
    said = {"solved": "yes", "score": "5", "comment": "Рақмет"}
    for _ in range(2):
        assert visitor.post("/visit/rating/", said).status_code == 302
    response = Response.objects.get()
    assert (response.answers, response.comment, response.language) == ({"solved": "yes", "score": 5}, "Рақмет", "kk")
    assert (response.subject_kind, response.subject_id) == ("contact", str(contact.pk))


@pytest.mark.parametrize("score", ["", "0", "6", "five", "5; DROP", "\x00"])
def test_a_rating_without_a_sound_score_is_asked_again_with_what_was_written(score: str) -> None:
    scene.opened()
    visitor = scene.browser()
    finished(visitor)
    response = visitor.post("/visit/rating/", {"score": score, "comment": "Сақталсын"})
    assert response.status_code == 422
    assert "Сақталсын" in response.content.decode()
    assert not Response.objects.exists()


def test_the_chosen_way_of_the_answer_reaches_the_case() -> None:
    scene.opened()
    visitor = scene.browser()
    _, _, case = finished(visitor, case=True)
    assert case is not None
    assert "+7 701 ··· 21 48" in visitor.get("/visit/rating/").content.decode()
    visitor.post("/visit/rating/", {"score": "4", "way": "phone"})
    case.refresh_from_db()
    assert case.answer_channel is not None
    assert (case.answer_channel.kind, case.answer_after) == ("phone", time(18))
    assert Entry.objects.filter(kind="case.answer_way_chosen", principal_kind="visitor").exists()


def test_there_is_nothing_to_rate_before_the_end() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor)
    assert visitor.get("/visit/rating/").status_code == 302
    assert visitor.post("/visit/rating/", {"score": "5"}).status_code == 302
    assert not Response.objects.exists()


def asked(**changes: str) -> dict[str, str]:
    said = {"text": "Қоңырау шалыңыз", "way": "phone", "phone": "8 701 555 21 48", "after": "18:00", "name": "Айгерім"}
    return {**said, "agree": "on", "key": scene.key(), **changes}


def test_a_written_request_is_taken_when_the_queue_is_shut() -> None:
    scene.opened(hours={})
    visitor = scene.browser()
    assert visitor.post("/visit/request/", asked()).status_code == 302
    contact = Contact.objects.get()
    assert (contact.channel.kind, contact.called) == ("written", "Айгерім")
    wished = contact.messages.get(event="answer_wished")
    when = {"day": "", "after": "18:00", "before": ""}
    assert wished.facts == {"channel": "phone", "address": "+7 701 ··· 21 48", **when}
    assert identifying.find(kind=IdentityKind.PHONE, value=NUMBER) == contact.client
    assert scene.news(visitor)["state"] == "written"


def test_a_day_and_hours_are_wished_and_the_call_is_promised_for_them() -> None:
    scene.opened(hours={})
    visitor = scene.browser()
    day = timezone.localdate(scene.now()) + timedelta(days=3)
    said = asked(day=f"{day:%d.%m.%Y}", after="10:00", before="12:00")
    assert visitor.post("/visit/request/", said).status_code == 302
    wished = Contact.objects.get().messages.get(event="answer_wished")
    assert (wished.facts["day"], wished.facts["before"]) == (day.isoformat(), "12:00")
    assert "10:00–12:00" in visitor.get("/visit/?language=ru").content.decode()
    due = timezone.localtime(CallBack.objects.get().due_at)
    assert (due.date(), due.hour) == (day, 10)


def test_a_written_request_leaves_the_queue_once_however_often_it_is_sent() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor, text="Күтіп тұрмын")
    said = asked()
    for _ in range(2):
        visitor.post("/visit/request/", said)
    chat, written = Contact.objects.order_by("id")
    assert (chat.state, chat.ended_how) == (ContactState.ABANDONED, EndedHow.TO_WRITTEN)
    assert written.state == ContactState.WAITING
    assert scene.news(visitor)["contact"] == written.pk


def test_words_that_no_chat_took_are_carried_into_the_written_request() -> None:
    scene.opened(hours={})
    visitor = scene.browser()
    page = visitor.post("/visit/request/", {"text": "Су жоқ", "begin": "1"})
    assert page.status_code == 200
    assert "Су жоқ" in page.content.decode()
    assert not Contact.objects.exists()


def test_a_number_of_a_known_client_leads_to_their_card_and_shows_nothing_of_it() -> None:
    scene.opened()
    known = centre.client("Бұрынғы Клиент")
    identifying.add(client=known, kind=IdentityKind.PHONE, value=NUMBER, at=scene.now())
    identifying.add(client=known, kind=IdentityKind.EMAIL, value="old@mail.kz", at=scene.now())
    visitor = scene.browser()
    visitor.post("/visit/request/", asked())
    assert Contact.objects.get().client == known
    assert Visit.objects.get().client != known
    assert "Бұрынғы" not in visitor.get("/visit/").content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ""},
        {"phone": "123x"},
        {"phone": ""},
        {"way": "email", "email": "no"},
        {"way": "pigeon"},
        {"agree": ""},
        {"name": ""},
        {"after": "25:99"},
        {"day": "ертең"},
        {"day": "01.01.2020"},
        {"day": "2099-01-01"},
        {"before": "10:00"},
        {"key": ""},
        {"text": "a\x00b"},
    ],
    ids=lambda changes: next(iter(changes)) + "=" + repr(next(iter(changes.values()))),
)
def test_an_unsound_request_is_told_why_and_stores_nothing(changes: dict[str, str]) -> None:
    scene.opened()
    data = asked(**changes)
    if changes.get("agree") == "":
        del data["agree"]
    response = scene.browser().post("/visit/request/", data)
    assert response.status_code == 422
    assert not Contact.objects.exists()
    assert not Client.objects.exists()
    assert not Visit.objects.exists()


def test_the_state_of_a_case_opens_by_number_and_code_together_only() -> None:
    scene.opened()
    _, _, case = finished(scene.browser(), case=True)
    assert case is not None
    code = registering.code_of(case)
    stranger = scene.browser()
    shown = stranger.post("/status/", {"number": f" {case.number.lower()} ", "code": code})
    assert (shown.status_code, case.number in shown.content.decode()) == (200, True)
    for name in (case.subject, "Айгерім", "2148"):
        assert name not in shown.content.decode()


def test_a_wrong_code_and_a_number_that_does_not_exist_read_alike() -> None:
    scene.opened()
    _, _, case = finished(scene.browser(), case=True)
    assert case is not None
    stranger = scene.browser()

    def answer(number: str) -> tuple[int, str]:
        response = stranger.post("/status/", {"number": number, "code": "000"})
        body = response.content.decode().replace(number, "N")
        return response.status_code, body.split("<form id=")[0].split("<main")[1]

    assert answer(case.number) == answer("AQ-2026-999999")
    assert answer(case.number)[0] == 404


@pytest.mark.usefixtures("still_clock")
def test_codes_of_one_number_cannot_be_tried_out_and_a_missing_number_behaves_the_same() -> None:
    scene.opened()
    _, _, case = finished(scene.browser(), case=True)
    assert case is not None

    def tries(number: str) -> list[int]:
        return [
            Browser(REMOTE_ADDR=f"10.0.{attempt}.1").post("/status/", {"number": number, "code": "1"}).status_code
            for attempt in range(throttling.STATUS_NUMBER.most + 1)
        ]

    assert tries(case.number) == tries("AQ-2026-999999") == [404] * throttling.STATUS_NUMBER.most + [429]


@pytest.mark.usefixtures("still_clock")
def test_one_address_cannot_try_many_numbers() -> None:
    scene.opened()
    stranger = scene.browser()
    answers = [
        stranger.post("/status/", {"number": f"AQ-2026-{number:06}", "code": "1"}).status_code
        for number in range(throttling.STATUS_ADDRESS.most + 1)
    ]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {404}


def test_the_script_is_for_any_site_and_has_its_words_in_three_languages() -> None:
    response = scene.browser().get("/widget.js")
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert all(f'"{language}": {{' in text for language in ("kk", "ru", "en"))
    assert '"WORDS"' not in text


@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 404)])
def test_the_invented_site_is_there_in_the_demo_only(settings: Any, demo: bool, status: int) -> None:
    settings.DEMO = demo
    assert scene.browser().get("/widget/demo/").status_code == status
