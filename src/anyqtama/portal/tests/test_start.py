import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from anyqtama.clients.models import Client, Consent, Notice
from anyqtama.contacts.models import Contact
from anyqtama.kernel.labels import label
from anyqtama.kernel.models import Entry
from anyqtama.portal import throttling
from anyqtama.portal.models import Visit
from anyqtama.portal.tests import scene

pytestmark = pytest.mark.django_db


def test_agreeing_keeps_the_name_the_consent_and_the_first_words() -> None:
    scene.opened()
    visit = scene.started(scene.browser("ru"), name="Айгерім", text="Су жоқ")
    consent = Consent.objects.get()
    assert (consent.client, consent.language, consent.notice.version) == (visit.client, "ru", 1)
    assert visit.client is not None
    assert visit.client.name == "Айгерім"
    contact = Contact.objects.get()
    assert (contact.called, contact.language, contact.client) == ("Айгерім", "ru", visit.client)
    assert contact.conversation == f"visit-{visit.pk}-1"
    assert contact.messages.get().text == "Су жоқ"
    assert set(Entry.objects.values_list("principal_kind", flat=True)) == {"visitor"}


def test_a_general_question_keeps_no_name() -> None:
    scene.opened()
    scene.started(scene.browser(), name="Айгерім", text="Қашан ашасыздар?", general=True)
    contact = Contact.objects.get()
    assert (contact.client, contact.called) == (None, "")
    assert not Client.objects.exists()


def test_without_a_name_the_form_comes_back_with_what_was_typed() -> None:
    scene.opened()
    response = scene.browser().post("/visit/start/", {"name": " ", "text": "Су <b>жоқ</b>", "agree": "1"})
    assert response.status_code == 422
    assert "Су &lt;b&gt;жоқ&lt;/b&gt;" in response.content.decode()
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ай\u202eгерім", "Айгерім"),
        ("\u2066A\u2069\nB\x00", "A B"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_name_is_one_line_that_turns_nothing(typed: str, kept: str) -> None:
    scene.opened()
    visitor = scene.browser()
    response = visitor.post(
        "/visit/start/", {"name": typed.replace("\x00", ""), "text": "Сәлем", "agree": "1", "key": scene.key()}
    )
    assert response.status_code == 302
    assert Client.objects.get().name == kept
    assert b"<script>alert" not in visitor.get("/visit/").content


def test_a_question_with_nul_is_refused_and_nothing_is_kept() -> None:
    scene.opened()
    response = scene.browser().post("/visit/start/", {"name": "A", "text": "x\x00y", "agree": "1", "key": scene.key()})
    assert response.status_code == 422
    assert not Client.objects.exists()


def test_only_the_hash_of_the_cookie_is_stored_and_it_is_long_and_httponly() -> None:
    scene.opened()
    visitor = scene.browser()
    visit = scene.started(visitor)
    cookie = visitor.cookies["aq_visit"]
    assert len(cookie.value) >= 22
    assert visit.token_hash == hashlib.sha256(cookie.value.encode()).hexdigest()
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_under_https_the_cookie_works_inside_another_sites_frame(settings: Any) -> None:
    scene.opened()
    settings.HTTPS = True
    visitor = scene.browser()
    scene.started(visitor)
    header = visitor.cookies["aq_visit"].OutputString()
    assert all(part in header for part in ("HttpOnly", "SameSite=None", "Secure", "Path=/; Partitioned"))


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, "\u0416", "' OR 1=1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_an_unknown_cookie_is_nobody(cookie: str) -> None:
    scene.opened()
    visitor = scene.browser()
    visitor.cookies["aq_visit"] = cookie.encode("ascii", "replace").decode()
    assert b'name="agree"' in visitor.get("/visit/").content
    assert visitor.get("/visit/messages/", headers=scene.JSON).status_code == 404


def test_a_forgotten_visit_cannot_be_replayed() -> None:
    scene.opened()
    visitor = scene.browser()
    scene.started(visitor, text="Құпия")
    cookie = visitor.cookies["aq_visit"].value
    visitor.post("/visit/forget/")
    thief = scene.browser()
    thief.cookies["aq_visit"] = cookie
    assert "Құпия" not in thief.get("/visit/").content.decode()
    assert thief.get("/visit/transcript/").status_code == 404


@pytest.mark.usefixtures("still_clock")
def test_a_flood_of_visits_from_one_address_gets_429_before_anything_is_stored() -> None:
    scene.opened()
    for _ in range(throttling.VISITS.most):
        scene.browser().post("/visit/start/", {"name": "A", "agree": "1"})
    stored = Visit.objects.count()
    response = scene.browser().post("/visit/start/", {"name": "A", "agree": "1"})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert Visit.objects.count() == stored == throttling.VISITS.most
    cache.clear()
    assert scene.browser().post("/visit/start/", {"name": "A", "agree": "1"}).status_code == 302


def test_taking_the_consent_back_leaves_the_visit_without_a_card() -> None:
    scene.opened()
    visitor = scene.browser()
    visit = scene.started(visitor)
    visitor.post("/visit/notice/")
    visit.refresh_from_db()
    assert visit.client is None
    assert Consent.objects.get().withdrawn_at is not None


def test_without_a_notice_only_general_questions_are_taken() -> None:
    scene.opened()
    Notice.objects.all().delete()
    page = scene.browser().get("/visit/").content
    assert b'name="general"' in page
    assert b'name="agree"' not in page


def test_agreeing_later_gives_the_running_contact_its_card() -> None:
    scene.opened()
    visitor = scene.browser()
    visit = scene.started(visitor, general=True)
    visitor.post("/visit/start/", {"name": "Айгерім", "agree": "1", "key": scene.key()})
    visit.refresh_from_db()
    contact = Contact.objects.get()
    assert contact.client == visit.client is not None
    assert contact.called == "Айгерім"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_window_speaks_the_language_the_address_asks_for(language: str) -> None:
    scene.opened()
    response = scene.browser("").get("/visit/", {"language": language, "embed": "1"})
    assert response["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()


def test_the_chosen_language_is_the_visits_own_and_leads_back_to_a_page_that_opens() -> None:
    scene.opened()
    visitor = scene.browser("kk")
    scene.started(visitor)
    response = visitor.post("/visit/language/", {"language": "ru", "next": "/visit/start/"})
    assert response["Location"].startswith("/visit/?language=ru")
    assert visitor.get("/visit/", headers={"accept-language": "en"})["Content-Language"] == "ru"
    assert visitor.post("/visit/language/", {"language": "ru", "next": "//evil.example/"})["Location"][:7] == "/visit/"


def test_only_the_named_sites_may_frame_the_window(settings: Any) -> None:
    scene.opened()
    settings.EMBEDDING_SITES = ["https://city.example"]
    response = scene.browser().get("/visit/")
    assert "frame-ancestors 'self' https://city.example" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response


def test_a_shut_queue_keeps_the_words_and_offers_a_written_request() -> None:
    scene.opened(hours={})
    visitor = scene.browser()
    page = visitor.get("/visit/").content.decode()
    assert "/visit/request/" in page
    response = visitor.post("/visit/start/", {"name": "A", "text": "Су жоқ", "agree": "1", "key": scene.key()})
    assert response.status_code == 409
    assert "Су жоқ" in response.content.decode()
    assert not Contact.objects.exists()


def test_the_same_form_sent_again_by_a_browser_that_got_no_answer_is_one_visit_and_one_message() -> None:
    scene.opened()
    form = {"name": "Айгерім", "text": "Су жоқ", "agree": "1", "key": scene.key()}
    first, again = scene.browser(), scene.browser()
    assert first.post("/visit/start/", form).status_code == 302
    assert again.post("/visit/start/", form).status_code == 302  # it never saw the cookie of the first answer
    assert Visit.objects.count() == Contact.objects.count() == Client.objects.count() == 1
    assert Contact.objects.get().messages.count() == 1
    assert scene.news(again)["contact"] == scene.news(first)["contact"]


def test_a_key_that_is_old_short_or_of_an_ended_visit_opens_a_new_one() -> None:
    scene.opened()
    form = {"name": "Айгерім", "text": "Су жоқ", "agree": "1", "key": "short-1234"}
    for _ in range(2):
        scene.browser().post("/visit/start/", form)
    assert Visit.objects.count() == 2
    form["key"] = scene.key()
    scene.browser().post("/visit/start/", form)
    Visit.objects.update(created_at=scene.now() - timedelta(hours=1))
    answer = scene.browser()
    answer.post("/visit/start/", form)
    assert Visit.objects.count() == 4


def test_a_shut_queue_says_so_once_and_keeps_what_was_written() -> None:
    scene.opened(hours={}, banner={"ru": "Сегодня до 18:00"})
    visitor = scene.browser()
    page = visitor.get("/visit/").content.decode()
    assert page.count("Chats are not taken just now.") == 1
    said = {"name": "Айгерім", "text": "Су жоқ", "topic": "", "key": scene.key(), "agree": "1"}
    refused = visitor.post("/visit/start/", said)
    assert refused.status_code == 409
    shown = refused.content.decode()
    assert shown.count("Chats are not taken just now.") == 1
    assert "Nobody answers here right now" not in shown
    assert "Су жоқ" in shown


def test_a_banner_without_the_readers_words_is_read_in_kazakh_then_russian_then_english() -> None:
    queue = scene.opened()
    for banner, expected in (
        ({"en": "in English", "ru": "по-русски", "kk": "қазақша"}, "қазақша"),
        ({"en": "in English", "ru": "по-русски"}, "по-русски"),
        ({"en": "in English", "kk": ""}, "in English"),
    ):
        assert label(banner, "xx") == expected
    queue.banner = {"en": "", "ru": "Сегодня до 18:00"}
    queue.save(update_fields=["banner"])
    assert "Сегодня до 18:00" in scene.browser("en").get("/visit/").content.decode()
