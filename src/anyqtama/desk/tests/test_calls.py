"""The telephone beside the system: by hand, and announced by a PBX through an address that opens once."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.utils import timezone

from anyqtama.channels.models import ChannelKind
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts.models import Contact, PhoneCall
from anyqtama.desk.calls import announcing
from anyqtama.desk.models import CallToken
from anyqtama.desk.tests.world import signed_in
from anyqtama.kernel.models import Entry
from anyqtama.people import api_keys
from anyqtama.people.models import Person
from tests import centre

pytestmark = pytest.mark.django_db
NUMBER = "+77015552148"


@pytest.fixture
def operator() -> Person:
    centre.channel(ChannelKind.PHONE)
    return centre.operator(centre.queue("city"), language="en")


def announce(*, rights: tuple[str, ...] = ("calls.announce",), form: bool = False, **said: Any) -> Any:
    maker = centre.operator()
    _key, token = api_keys.create(name="PBX", rights=rights, by=maker, at=timezone.now())
    kind: Any = {} if form else {"content_type": "application/json"}
    body: Any = said if form else json.dumps(said)
    return Browser().post("/api/calls/", body, headers={"authorization": f"Bearer {token}"}, **kind)


def test_a_call_is_begun_by_hand_looked_up_first_and_ended_by_hand(operator: Person) -> None:
    browser = signed_in(operator)
    card = centre.client("Айгерім Жүнісова")
    identifying.add(client=card, kind=IdentityKind.PHONE, value=NUMBER, at=timezone.now())
    said = {"number": "8 701 555 21 48", "direction": "in", "language": "kk"}
    looked = browser.post("/desk/calls/new/", {**said, "look": "1"}).content.decode()
    assert "Айгерім Жүнісова" in looked
    assert not Contact.objects.exists()
    answer = browser.post("/desk/calls/new/", said)
    call = Contact.objects.get()
    assert answer.headers["Location"] == f"/desk/{call.pk}/"
    assert (call.owner, call.client) == (operator, card)
    page = browser.get(f"/desk/{call.pk}/").content.decode()
    assert 'data-mode="note"' in page
    assert 'data-write="reply"' not in page  # nobody reads it: words to the client are spoken
    assert browser.post(f"/desk/{call.pk}/verify/", {"level": "questions"}).status_code == 302
    assert PhoneCall.objects.get().verification == "questions"
    assert browser.post(f"/desk/{call.pk}/end/").status_code == 302
    said = {"topic": str(centre.topic().pk), "result": str(centre.result().pk)}
    assert browser.post(f"/desk/{call.pk}/close/", said).headers["Location"] == "/desk/"


def test_a_hidden_number_makes_no_card_and_a_wrong_one_is_refused(operator: Person) -> None:
    browser = signed_in(operator)
    wrong = browser.post("/desk/calls/new/", {"number": "12", "direction": "in", "language": "kk"})
    assert wrong.status_code == 422
    assert not Contact.objects.exists()
    browser.post("/desk/calls/new/", {"number": "", "direction": "out", "language": "ru"})
    call = Contact.objects.get()
    assert (call.client, call.outgoing) == (None, True)


@pytest.mark.parametrize("form", [False, True])
def test_an_announced_call_is_opened_once_and_looking_opens_nothing(operator: Person, form: bool) -> None:
    answer = announce(number=NUMBER, language="ru", external_id="1700000000.42", form=form)
    assert answer.status_code == 201
    address = answer.json()["open"]
    assert "7015552148" not in address
    browser = signed_in(operator)
    for _ in range(2):
        page = browser.get(address).content.decode()
        assert "+7 701 ··· 21 48" in page
        assert NUMBER not in page
    assert not Contact.objects.exists()
    opened = browser.post(address, {"language": "ru"})
    call = Contact.objects.get()
    assert opened.headers["Location"] == f"/desk/{call.pk}/"
    assert call.client == identifying.find(kind=IdentityKind.PHONE, value=NUMBER)
    assert browser.post(address, {"language": "ru"}).status_code == 410
    assert browser.get(address).status_code == 410
    assert Contact.objects.count() == 1
    assert {"call.announced", "call.opened"} <= set(Entry.objects.values_list("kind", flat=True))


def test_the_number_stands_nowhere_in_the_open() -> None:
    announce(number=NUMBER, external_id="x")
    row = CallToken.objects.get()
    kept = json.dumps([str(value) for value in vars(row).values()]) + json.dumps(
        list(Entry.objects.values_list("payload"))
    )
    assert "5552148" not in kept


def test_an_address_is_over_after_its_time(operator: Person) -> None:
    address = announce(number=NUMBER, seconds=60).json()["open"]
    browser = signed_in(operator)
    assert browser.get(address).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(seconds=61), tick=False):
        browser.force_login(operator)
        assert browser.get(address).status_code == 410
        assert browser.post(address, {"language": "kk"}).status_code == 410
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"number": NUMBER, "seconds": 59},
        {"number": NUMBER, "seconds": 601},
        {"number": NUMBER, "seconds": True},
        {"number": "none"},
        {"number": 87015552148},
        {"number": NUMBER, "language": "de"},
        {"number": NUMBER, "topic": "unknown"},
        {"number": NUMBER, "outgoing": "yes"},
        {"number": "8701\n5552148"},
    ],
)
def test_an_announcement_that_makes_no_sense_is_refused_in_words(said: dict[str, Any]) -> None:
    answer = announce(**said)
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert not CallToken.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 20000])
def test_broken_json_is_refused(body: bytes) -> None:
    maker = centre.operator()
    _key, token = api_keys.create(name="PBX", rights=("calls.announce",), by=maker, at=timezone.now())
    answer = Browser().post(
        "/api/calls/", body, content_type="application/json", headers={"authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 422


def test_a_key_without_the_right_and_nobody_at_all_are_refused() -> None:
    assert announce(rights=("other",), number=NUMBER).status_code == 403
    assert Browser().post("/api/calls/", {"number": NUMBER}).status_code == 401


def test_announced_calls_are_forgotten_after_a_day() -> None:
    announce(number=NUMBER)
    at = timezone.now()
    assert announcing.forget(at) == 0
    assert announcing.forget(at + timedelta(days=1, minutes=11)) == 1
