"""The page's questions about spelling, and the word that is kept."""

import pytest
from django.test import Client as Browser

from anyqtama.kernel.models import Entry, KnownWord
from anyqtama.people.roles import Role
from tests import cast

pytestmark = pytest.mark.django_db


def signed_in(role: Role) -> Browser:
    browser = Browser()
    browser.force_login(cast.person(role))
    return browser


def test_a_page_asks_about_lines_and_gets_their_unknown_places() -> None:
    browser = signed_in(Role.OPERATOR)
    said = {"language": "ru", "line": ["Здравствуйте", "Ваше обрашение принято"]}
    assert browser.post("/spelling/check/", said).json() == {"lines": [[], [[5, 14]]]}
    assert "обращение" in browser.get("/spelling/suggest/?word=обрашение&language=ru").json()["words"]


def test_too_much_at_once_is_refused() -> None:
    browser = signed_in(Role.OPERATOR)
    assert browser.post("/spelling/check/", {"language": "ru", "line": "а" * 30_000}).status_code == 413


def test_an_operator_keeps_a_word_once_and_the_journal_says_so() -> None:
    browser = signed_in(Role.OPERATOR)
    for _ in range(2):
        assert browser.post("/spelling/teach/", {"word": "Цәнтіл"}).json() == {"word": "цәнтіл"}
    assert [entry.payload for entry in Entry.objects.filter(kind="spelling.word_taught")] == [{"word": "цәнтіл"}]
    assert browser.post("/spelling/check/", {"language": "kk", "line": "цәнтіл"}).json() == {"lines": [[]]}


def test_what_is_not_a_word_is_not_kept() -> None:
    browser = signed_in(Role.OPERATOR)
    assert browser.post("/spelling/teach/", {"word": "12 <b>"}).status_code == 422
    assert not KnownWord.objects.exists()


def test_the_administrator_sees_the_word_and_puts_it_aside() -> None:
    signed_in(Role.OPERATOR).post("/spelling/teach/", {"word": "цәнтіл"})
    browser = Browser()
    browser.force_login(cast.person(Role.SYSADMIN, whole_centre=True))
    assert "цәнтіл" in browser.get("/settings/words/").content.decode()
    assert browser.post("/settings/words/new/", {"word": "1"}).status_code == 422
