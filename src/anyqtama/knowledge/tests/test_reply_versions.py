"""A quick reply keeps its versions: who said what differently, and the way back; two editors lose no word."""

import pytest
from django.test import Client as Browser

from anyqtama.kernel.models import Entry
from anyqtama.knowledge import wording
from anyqtama.knowledge.models import QuickReply
from anyqtama.knowledge.replies.versions import versions
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db

FIRST, SECOND = {"kk": "Сәлем!", "ru": "Привет, {client_name}!"}, {"kk": "Қайырлы күн!", "ru": "Привет, {client_name}!"}


@pytest.fixture
def lead() -> Person:
    return cast.person(Role.TEAM_LEAD)


def said(lead: Person, texts: dict[str, str], reply: QuickReply | None = None) -> QuickReply:
    return wording.write(
        reply=reply, shortcut="salem", names={"kk": "Сәлем"}, texts=texts, active=True, by=lead, at=NOW
    )


def browser_of(person: Person) -> Browser:
    browser = Browser()
    browser.force_login(person)
    return browser


def test_each_change_is_a_version_with_its_difference_and_one_can_go_back(lead: Person) -> None:
    reply = said(lead, SECOND, said(lead, FIRST))
    assert said(lead, SECOND, reply) == reply  # nothing changed: no version
    newest, oldest = versions(reply)
    assert (newest.number, newest.who, newest.now, newest.back) == (2, str(lead), True, None)
    assert [(part.kind, part.text) for part in newest.changed[0].parts][:1] == [("gone", "Сәлем")]
    assert oldest.first
    assert oldest.back is not None
    answer = browser_of(lead).post("/knowledge/replies/salem/back/", {"version": oldest.back})
    assert answer.status_code == 302
    reply.refresh_from_db()
    assert reply.texts == FIRST
    assert len(versions(reply)) == 3


def test_one_cannot_go_back_to_what_was_not_kept_or_belongs_to_another(lead: Person) -> None:
    reply = said(lead, FIRST)
    other = wording.write(
        reply=None, shortcut="other", names={"kk": "б"}, texts={"kk": "б"}, active=True, by=lead, at=NOW
    )
    foreign = Entry.objects.get(kind="quick_reply.saved", subject_id=str(other.pk)).pk
    for version in (foreign, 0):
        with pytest.raises(wording.NoSuchVersion):
            wording.go_back(reply=reply, version=version, by=lead, at=NOW)


def test_the_second_of_two_editors_sees_the_first_and_keeps_their_own_words(lead: Person) -> None:
    reply = said(lead, FIRST)
    seen = wording.mark(reply)
    said(lead, SECOND, reply)
    form = {"shortcut": "salem", "name_kk": "Сәлем", "text_kk": "Менікі", "active": "on", "seen": seen}
    answer = browser_of(lead).post("/knowledge/replies/salem/", form)
    assert answer.status_code == 409
    assert "Менікі" in answer.content.decode()
    again = form | {"seen": answer.context["form"].data["seen"]}
    assert browser_of(lead).post("/knowledge/replies/salem/", again).status_code == 302
    assert QuickReply.objects.get().texts == {"kk": "Менікі"}


def test_a_placeholder_that_only_one_language_has_is_shown(lead: Person) -> None:
    reply = said(lead, FIRST)
    answer = browser_of(lead).get("/knowledge/replies/salem/")
    assert answer.context["missing"] == [("Қазақша", "{client_name}")]
    assert reply.texts == FIRST
