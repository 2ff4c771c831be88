from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from anyqtama.knowledge import publishing
from anyqtama.knowledge.models import Article, QuickReply
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.cast import NOW
from tests.centre import later

pytestmark = pytest.mark.django_db
XSS = '<script>alert(1)</script>\n\n- <img src=x onerror="alert(2)">'


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    with time_machine.travel(later(60), tick=False):
        yield


@pytest.fixture
def lead() -> Person:
    return cast.person(Role.TEAM_LEAD, language="en")


@pytest.fixture
def reader() -> Person:
    return cast.person(Role.OPERATOR, language="ru")


def signed_in(person: Person) -> Browser:
    browser = Browser()
    browser.force_login(person)
    return browser


def article(code: str = "yard", **texts: tuple[str, str]) -> Article:
    texts = texts or {"kk": ("Аула жарығы", "Шамды жөндейді"), "ru": ("Освещение двора", "Фонари чинят")}
    return publishing.publish(code=code, texts=texts, tags=["жарық"], by=None, at=NOW)


def written(**fields: Any) -> dict[str, Any]:
    return {"code": "yard", "title_kk": "Аула", "body_kk": "Мәтін", "tags": "жарық, аула"} | fields


def test_an_article_is_read_in_ones_own_language_and_in_the_others(reader: Person) -> None:
    article()
    browser = signed_in(reader)
    assert browser.get("/knowledge/yard/").context["text"].title == "Освещение двора"
    assert browser.get("/knowledge/yard/?language=kk").context["text"].title == "Аула жарығы"
    assert browser.get("/knowledge/yard/?language=en").context["text"].title == "Аула жарығы"
    assert browser.get("/knowledge/none/").status_code == 404


def test_the_search_of_the_list_finds_and_says_when_it_does_not(reader: Person) -> None:
    article()
    browser = signed_in(reader)
    assert [row.code for row in browser.get("/knowledge/?q=фонари").context["rows"]] == ["yard"]
    nothing = browser.get("/knowledge/?q=ққққ")
    assert nothing.context["rows"] == []
    assert "ққққ" in nothing.content.decode()


def test_a_lead_writes_and_changes_an_article_and_each_text_keeps_its_revisions(lead: Person) -> None:
    browser, topic = signed_in(lead), centre.topic()
    assert browser.post("/knowledge/new/", written(topics=[topic.pk])).status_code == 302
    made = Article.objects.get()
    assert (made.tags, list(topic.articles.all())) == (["жарық", "аула"], [made])
    form = browser.get("/knowledge/yard/edit/").context["form"]
    answer = browser.post("/knowledge/yard/edit/", written(body_kk="Жаңа мәтін", seen=form.initial["seen"]))
    assert answer.status_code == 302
    page = browser.get("/knowledge/yard/")
    assert [row.number for row in page.context["revisions"]] == [2, 1]
    assert topic.articles.count() == 0
    assert "Мәтін" in browser.get("/knowledge/yard/revisions/kk/1/").content.decode()
    assert browser.get("/knowledge/yard/revisions/kk/9/").status_code == 404


def test_what_somebody_published_meanwhile_is_not_overwritten(lead: Person) -> None:
    made = article()
    seen = made.updated_at.isoformat()
    publishing.publish(code="yard", texts={"kk": ("Аула", "Олардікі")}, tags=[], by=None, at=later(5))
    answer = signed_in(lead).post("/knowledge/yard/edit/", written(body_kk="Менікі", seen=seen))
    assert answer.status_code == 409
    assert "Менікі" in answer.content.decode()
    assert made.texts.get(language="kk").body == "Олардікі"


@pytest.mark.parametrize(
    "fields",
    [{"code": "new"}, {"code": "there"}, {"code": "a b"}, {"body_kk": ""}, {"title_kk": ""}, {"topics": ["x"]}],
)
def test_a_form_with_something_wrong_says_so_and_writes_nothing(lead: Person, fields: dict[str, Any]) -> None:
    article("there")
    assert signed_in(lead).post("/knowledge/new/", written(**fields)).status_code == 422
    assert Article.objects.count() == 1


def test_an_article_without_any_text_is_refused(lead: Person) -> None:
    answer = signed_in(lead).post("/knowledge/new/", written(title_kk="", body_kk=""))
    assert answer.status_code == 409
    assert not Article.objects.exists()


def test_a_text_is_shown_as_text_and_never_runs(reader: Person) -> None:
    article(kk=("<b>x</b>", XSS))
    said = signed_in(reader).get("/knowledge/yard/").content.decode()
    assert "<script>alert" not in said
    assert 'onerror="' not in said
    assert "<li>&lt;img" in said


def reply(**fields: Any) -> dict[str, Any]:
    return {
        "shortcut": "salem",
        "name_kk": "Сәлем",
        "text_kk": "Сәлеметсіз бе, {client_name}!",
        "active": "on",
    } | fields


def test_a_quick_reply_is_written_changed_and_put_aside(lead: Person, reader: Person) -> None:
    browser = signed_in(lead)
    assert browser.post("/knowledge/replies/new/", reply()).status_code == 302
    assert browser.post("/knowledge/replies/new/", reply()).status_code == 409
    changed = reply(text_kk="Қайырлы күн!", active="")
    assert browser.post("/knowledge/replies/salem/", changed).status_code == 302
    made = QuickReply.objects.get()
    assert (made.texts, made.active) == ({"kk": "Қайырлы күн!"}, False)
    assert len(browser.get("/knowledge/replies/").context["rows"]) == 1
    assert len(signed_in(reader).get("/knowledge/replies/").context["rows"]) == 0


def test_a_placeholder_that_nothing_fills_is_named(lead: Person) -> None:
    answer = signed_in(lead).post("/knowledge/replies/new/", reply(text_kk="Сәлем, {klient}!"))
    assert answer.status_code == 409
    assert "{klient}" in answer.context["refusal"]
    assert "{client_name}" in answer.context["refusal"]
    assert not QuickReply.objects.exists()


@pytest.mark.parametrize("url", ["new/", "yard/edit/", "replies/new/", "scripts/new/"])
def test_operators_read_and_do_not_write(reader: Person, url: str) -> None:
    article()
    assert signed_in(reader).get(f"/knowledge/{url}").status_code == 403
    assert signed_in(cast.person()).get("/knowledge/").status_code == 403
