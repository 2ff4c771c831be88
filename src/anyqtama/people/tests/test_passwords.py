"""Changing passwords."""

from datetime import timedelta

import pytest
from django.utils import translation

from anyqtama.kernel.models import Entry
from anyqtama.people import passwords
from anyqtama.people.models import Person, Session
from anyqtama.people.passwords import PasswordRefused, WrongPassword
from anyqtama.people.roles import Role
from anyqtama.people.throttling import TooManyAttempts
from tests.cast import NOW, person

pytestmark = pytest.mark.django_db
OLD, NEW = "төрт бұлт кілем саз", "жеті қазына сандық кілт"


@pytest.fixture
def owner() -> Person:
    return person(Role.OPERATOR, login="asel", password=OLD)


def change(owner: Person, old: str = OLD, new: str = NEW, keep: str | None = None) -> Person:
    return passwords.change(person=owner, old=old, new=new, session_key=keep, by=owner.principal, at=NOW)


def test_change_ends_every_other_session_at_once(owner: Person) -> None:
    for key in ("a", "b", "c"):
        Session.objects.create(
            session_key=key * 32, session_data="", expire_date=NOW + timedelta(hours=1), person=owner
        )
    change(owner, keep="b" * 32)
    assert [session.session_key for session in owner.sessions.all()] == ["b" * 32]
    assert Entry.objects.filter(kind="password.changed", subject_id=str(owner.pk)).exists()
    assert len(Entry.objects.get(kind="session.ended").payload["handles"]) == 2


def test_change_refuses_a_wrong_present_password(owner: Person) -> None:
    with pytest.raises(WrongPassword):
        change(owner, old="wrong")
    owner.refresh_from_db()
    assert owner.check_password(OLD)


def test_change_stops_who_guesses_in_a_stolen_session(owner: Person) -> None:
    for _ in range(30):
        with pytest.raises(WrongPassword):
            change(owner, old="wrong")
    with pytest.raises(TooManyAttempts):
        change(owner, old="wrong")


@pytest.mark.parametrize("new", [OLD, "short", "password1", "1234567890123", "п" * 1001, "а\0бвгдежз"])
def test_change_refuses_a_password_that_is_weak_or_cannot_be_typed(owner: Person, new: str) -> None:
    for language in ("kk", "ru", "en"):
        with translation.override(language), pytest.raises(PasswordRefused) as refusal:
            change(owner, new=new)
        assert all(str(message) for message in refusal.value.messages)


def test_give_makes_the_person_choose_their_own(owner: Person) -> None:
    admin = person(Role.SYSADMIN, login="viktor")
    passwords.give(person=owner, new=NEW, by=admin.principal, at=NOW)
    owner.refresh_from_db()
    assert owner.must_change_password
    with pytest.raises(PasswordRefused):
        passwords.choose_own(person=owner, new=NEW, at=NOW)
    assert not passwords.choose_own(person=owner, new=OLD + "!", at=NOW).must_change_password
