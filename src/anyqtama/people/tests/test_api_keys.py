"""Keys of other programs."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from anyqtama.people import api_keys
from anyqtama.people.api_keys import KeyEnded, WrongKey
from anyqtama.people.models import ApiKey, Person
from anyqtama.people.roles import Role
from tests.cast import NOW, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Person:
    return person(Role.SYSADMIN, login="viktor")


def test_create_shows_the_token_and_keeps_only_its_hash(admin: Person) -> None:
    key, token = api_keys.create(name="PBX", rights=["calls.open"], by=admin, at=NOW)
    assert token.startswith("aq_")
    assert token not in str(ApiKey.objects.filter(pk=key.pk).values())
    assert api_keys.authenticate(token, NOW) == key
    assert api_keys.allows(key, "calls.open")
    assert not api_keys.allows(key, "calls.close")


def test_authenticate_notes_the_use_once_a_minute(admin: Person) -> None:
    key, token = api_keys.create(name="PBX", rights=[], by=admin, at=NOW)
    for seconds in (0, 30, 70):
        api_keys.authenticate(token, NOW + timedelta(seconds=seconds))
        key.refresh_from_db()
        assert key.last_used_at == NOW + timedelta(seconds=70 if seconds == 70 else 0)


def test_an_ended_key_opens_nothing_and_ends_once(admin: Person) -> None:
    key, token = api_keys.create(name="PBX", rights=[], by=admin, at=NOW)
    api_keys.end(key=key, by=admin.principal, at=NOW)
    with pytest.raises(WrongKey):
        api_keys.authenticate(token, NOW)
    with pytest.raises(KeyEnded):
        api_keys.end(key=key, by=admin.principal, at=NOW)


@pytest.mark.parametrize("token", ["", "aq_", "aq_" + "x" * 43, "é" * 5000])
def test_authenticate_refuses_what_is_no_key(admin: Person, token: str) -> None:
    with pytest.raises(WrongKey):
        api_keys.authenticate(token, NOW)


@pytest.mark.parametrize(
    ("header", "token"),
    [("Bearer aq_1", "aq_1"), ("bearer  aq_1 ", "aq_1"), ("Basic aq_1", ""), ("Bearer", ""), ("", "")],
)
def test_bearer_reads_the_header(header: str, token: str) -> None:
    assert api_keys.bearer(RequestFactory().get("/", headers={"authorization": header})) == token
