from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from anyqtama.cases import finding
from anyqtama.cases.models import Case
from anyqtama.cases.tests.world import case, signed_in
from anyqtama.clients import identifying
from anyqtama.clients.models import Client, IdentityKind, Look
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import CalendarYear
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def send(person: Person, **fields: Any) -> Any:
    given = {"topic": centre.topic(promise_minutes=60).pk, "subject": "Жарық жоқ", "language": "kk"}
    return signed_in(person).post("/cases/new/", given | fields)


def test_a_new_client_and_the_case_are_made_together(operator: Person) -> None:
    answer = send(operator, name="Петрова Наталья", reached_by="8 701 555 21 48", language="ru")
    made = Case.objects.get()
    assert answer["Location"] == f"/cases/{made.number}/"
    assert (made.client.name, made.language, made.owner) == ("Петрова Наталья", "ru", operator)
    assert identifying.find(kind=IdentityKind.PHONE, value="+77015552148") == made.client


def test_a_known_number_takes_the_card_that_is_there(operator: Person) -> None:
    known = identifying.find_or_make(
        kind=IdentityKind.PHONE, value="87015552148", language="kk", at=NOW, name="Айгерім"
    )
    send(operator, name="Басқа", reached_by="+7 701 555 21 48")
    assert Case.objects.get().client == known
    assert Client.objects.count() == 1


def test_a_chosen_card_is_used_and_looking_at_it_is_logged(operator: Person) -> None:
    client = centre.client()
    page = signed_in(operator).get(f"/cases/new/?client={client.pk}")
    assert page.context["client"] == client
    assert Look.objects.get().why == Look.Why.REGISTERING
    send(operator, client=client.pk)
    assert Case.objects.get().client == client


def test_without_anybody_to_answer_to_nothing_is_made_and_the_words_are_kept(operator: Person) -> None:
    answer = send(operator, details="Ұзақ әңгіме")
    assert answer.status_code == 409
    assert "Ұзақ әңгіме" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_number_that_is_none_leaves_no_half_made_card(operator: Person) -> None:
    assert send(operator, name="Петрова", reached_by="12").status_code == 409
    assert not Client.objects.exists()
    assert not Case.objects.exists()


def test_a_missing_calendar_refuses_and_takes_the_new_card_back(operator: Person) -> None:
    CalendarYear.objects.all().delete()
    assert send(operator, name="Петрова").status_code == 409
    assert not Client.objects.exists()


def test_the_due_time_is_shown_before_anything_is_promised(operator: Person) -> None:
    topic = centre.topic(promise_minutes=60)
    said = signed_in(operator).get(f"/cases/new/due/?topic={topic.pk}").content.decode()
    assert "16 Nov 2026, 11:00" in said
    assert "1 working hour" in said
    for nothing in ("", "x", "999999"):
        assert "Choose a topic" in signed_in(operator).get(f"/cases/new/due/?topic={nothing}").content.decode()


def test_a_missing_subject_is_asked_for(operator: Person) -> None:
    answer = send(operator, name="Петрова", subject="")
    assert answer.status_code == 422
    assert b"aq-error-summary" in answer.content


def test_clients_are_found_by_name_in_any_case_and_by_the_whole_number(operator: Person) -> None:
    known = identifying.find_or_make(
        kind=IdentityKind.PHONE, value="87015552148", language="kk", at=NOW, name="Жүнісова Айгерім"
    )
    browser = signed_in(operator)
    for find in ("жүнісова", "ЖҮНІСОВА", "Айгерім Жүн", "8 (701) 555-21-48"):
        assert browser.get("/cases/new/clients/", {"find": find}).context["found"] == [known], find
    assert browser.get("/cases/new/clients/", {"find": "555"}).context["found"] == []


def test_a_registered_case_is_found_by_its_words_and_its_number(operator: Person) -> None:
    made = case(
        operator, subject="Аулада шам жанбайды", details="Бағана құлады", topic=centre.topic(promise_minutes=60)
    )
    for words in ("шам", "бағана"):
        assert finding.by_words(operator, words, language="kk") == [made], words
    for number in (made.number, made.number.lower(), made.number[-6:]):
        assert finding.by_number(operator, number) == [made]
    assert finding.by_words(cast.person(Role.SYSADMIN), "шам", language="kk") == []
    assert finding.by_number(cast.person(Role.SYSADMIN), made.number) == []
