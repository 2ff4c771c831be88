"""The address of a matter in parts: asked for once, compared and found by street and house, as secret as the line."""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps

from anyqtama.cases import editing, finding, placing
from anyqtama.cases.forgetting import KEEPER
from anyqtama.cases.models import Case, CasePlace
from anyqtama.cases.relating import alike
from anyqtama.cases.tests.test_editing import sent
from anyqtama.cases.tests.world import case, only_for_leads, signed_in
from anyqtama.clients import places
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import Entry, Job
from anyqtama.kernel.search import merging
from anyqtama.knowledge.tests.test_catalogue import situation
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def registers(person: Person, **fields: Any) -> Any:
    given = {"topic": centre.topic(promise_minutes=60).pk, "subject": "Су жоқ", "language": "kk", "name": "Ким"}
    return signed_in(person).post("/cases/new/", given | fields)


def parts(made: Case) -> tuple[str, ...]:
    return CasePlace.objects.get(case=made).said(made.address).parts


def test_a_line_stays_as_it_is_written_and_is_read_into_parts(operator: Person) -> None:
    assert registers(operator, address=" пр. Абая, дом 47, кв. 12, подъезд 2").status_code == 302
    made = Case.objects.get()
    assert made.address == "пр. Абая, дом 47, кв. 12, подъезд 2"
    assert parts(made) == ("", "пр. Абая", "47", "12", "подъезд 2")


def test_parts_make_the_line(operator: Person) -> None:
    registers(
        operator, address="екінші кіреберіс", address_locality="Астана", address_street="Абай", address_house="47",
        address_flat="12",
    )  # fmt: skip
    made = Case.objects.get()
    assert made.address == "Астана, Абай, 47-12, екінші кіреберіс"
    assert parts(made) == ("Астана", "Абай", "47", "12", "екінші кіреберіс")


def test_a_flat_without_its_house_and_an_endless_address_are_refused_with_what_was_typed(operator: Person) -> None:
    refused = registers(operator, address_street="Абай", address_flat="12")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Write the house too" in page
    assert 'value="Абай"' in page
    assert "longer than 300" in registers(operator, address="а" * 250, address_street="б" * 90).content.decode()
    assert not Case.objects.exists()


def test_a_line_that_is_typed_comes_back_in_parts_and_parts_are_left_alone(operator: Person) -> None:
    browser = signed_in(operator)
    page = browser.post("/cases/new/place/?ids=register", {"address": "Абай көшесі 47, кв 12"}).content.decode()
    assert "data-read" in page
    assert 'id="register-address_street"' in page
    assert 'value="Абай көшесі"' in page
    assert 'value="47"' in page
    assert browser.post("/cases/new/place/", {"address": "Достық 5", "address_street": "Абай"}).status_code == 204
    assert browser.post("/cases/new/place/", {"address": "за магазином"}).status_code == 204
    assert browser.get("/cases/new/place/").status_code == browser.get("/cases/new/there/").status_code == 405


def test_parts_of_the_card_give_way_to_another_line_that_is_typed(operator: Person) -> None:
    home = {"address_street": "Сейфуллин көшесі", "address_house": "5", "address_line": "Сейфуллин көшесі, 5"}
    page = signed_in(operator).post("/cases/new/place/", home | {"address": "Абай 47"}).content.decode()
    assert 'value="Абай"' in page
    assert "Сейфуллин" not in page
    registers(operator, address="Абай 47", **home)
    assert Case.objects.get().address == "Абай 47"


def test_a_flat_that_a_line_names_without_a_house_is_taken(operator: Person) -> None:
    registers(operator, address="Абай көшесі, 12-пәтер")
    made = Case.objects.get()
    assert parts(made)[1:4] == ("Абай көшесі", "", "12")
    seen = editing.values(made)
    page = {name: value for name, value in sent(made).items() if name != "address"} | {
        "address": "", "address_street": "Абай көшесі", "address_flat": "12", "address_line": made.address,
        "subject": "Жарық жоқ",
    }  # fmt: skip
    signed_in(operator).post(f"/cases/{made.number}/fields/", page)
    made.refresh_from_db()
    assert (made.subject, made.address) == ("Жарық жоқ", seen["address"])


def test_another_field_that_is_corrected_leaves_an_address_without_parts_as_it_is(operator: Person) -> None:
    made = case(operator, address="ТЦ Мега; вход 2")
    page = sent(made) | {"address": "ТЦ Мега, вход 2", "address_line": "ТЦ Мега; вход 2", "subject": "Жарық жоқ"}
    signed_in(operator).post(f"/cases/{made.number}/fields/", page)
    assert Entry.objects.filter(kind="case.changed").get().payload["names"] == ["subject"]


def test_an_endless_list_of_numbers_is_an_address_too(operator: Person) -> None:
    line = "1,2,3," * 50
    registers(operator, address=line)
    assert parts(Case.objects.get())[4] == line


def test_what_happens_on_the_street_is_told_while_the_address_is_typed(operator: Person) -> None:
    situation(streets=["Абай"], names={"kk": "Су жоқ", "en": "No water"}, texts={"en": "Until the evening"})
    browser = signed_in(operator)
    assert "No water" in browser.post("/cases/new/there/", {"address_street": "улица Абая"}).content.decode()
    assert "No water" not in browser.post("/cases/new/there/", {"address": "Достық 5"}).content.decode()


def test_an_editor_who_corrects_a_part_changes_the_line_and_the_history_names_the_address(operator: Person) -> None:
    made = case(operator, address="Абай көшесі 47")
    page = sent(made)
    address = page.pop("address")
    assert address.parts == ("", "Абай көшесі", "47", "", "")
    page |= {"address": "", "address_street": "Абай көшесі", "address_house": "47", "address_line": "Абай көшесі 47"}
    browser = signed_in(operator)
    browser.post(f"/cases/{made.number}/fields/", page)
    made.refresh_from_db()
    assert (made.address, made.version) == ("Абай көшесі 47", 1)
    browser.post(f"/cases/{made.number}/fields/", page | {"address_house": "49"})
    made = Case.objects.get()
    assert (made.address, parts(made)[2]) == ("Абай көшесі, 49", "49")
    said = Entry.objects.filter(kind="case.changed").get()
    assert said.payload["names"] == ["address"]
    assert (said.personal or {})["after"] == {"address": "Абай көшесі, 49"}


def test_other_parts_of_the_same_line_are_kept_without_a_line_in_the_history(operator: Person) -> None:
    made = case(operator, address="Самал, Абай, 5")
    place = places.composed(street="Самал, Абай", house="5")
    seen = editing.values(made)
    assert editing.change(case=made, seen=seen, said=seen | {"place": place}, by=operator, at=later(5)) == []
    assert parts(made) == ("", "Самал, Абай", "5", "", "")
    assert not Entry.objects.filter(kind="case.changed").exists()


def test_whatever_changes_the_line_the_parts_follow_and_go_with_it(operator: Person) -> None:
    made = case(operator, address="Абай 47")
    seen = editing.values(made)
    editing.change(case=made, seen=seen, said=seen | {"address": "Достық 5"}, by=operator, at=later(5))
    assert parts(made)[1:3] == ("Достық", "5")
    seen = editing.values(Case.objects.get())
    editing.change(case=made, seen=seen, said=seen | {"address": ""}, by=operator, at=later(6))
    assert not CasePlace.objects.exists()
    other = case(operator, address="Абай 47")
    KEEPER.erase([other.client_id], later(7))
    assert not CasePlace.objects.exists()


def test_cases_of_before_are_read_by_the_indexing_and_compared_by_their_line_until_then(operator: Person) -> None:
    made = case(operator, address="Абай көшесі, 12")
    CasePlace.objects.all().delete()
    assert Case.objects.filter(placing.there(places.read("Абай көшесі, 12"))).get() == made
    assert placing.of(Case.objects.get()).house == "12"
    import_module("anyqtama.cases.migrations.0015_place").index_anew(apps, None)
    merging.sweep(at=later(1))
    job = Job.objects.get(kind=merging.RENEW)
    merging.renewing({finding.SOURCE: finding.index_anew})(job, later(1))
    assert parts(made)[1:3] == ("Абай көшесі", "12")
    assert placing.on_street(Case.objects.all(), places.searched("улица Абая")).get() == made


def test_what_is_erased_while_cases_are_indexed_anew_does_not_come_back(
    operator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [case(operator, client=centre.client(), address="Абай 12") for _ in range(2)]
    real = finding.index

    def erasing(*, case: Case, at: datetime) -> None:
        real(case=case, at=at)
        KEEPER.erase([one.client_id for one in made if one.pk != case.pk], at)

    monkeypatch.setattr(finding, "index", erasing)
    finding.index_anew([str(one.pk) for one in made], later(1))
    assert not CasePlace.objects.exists()


def test_matters_at_one_house_are_alike_however_it_is_spelt_and_other_flats_less(operator: Person) -> None:
    topic, client = centre.topic(promise_minutes=60), centre.client()
    made = case(operator, topic=topic, client=client, address="Абай көшесі, 47-үй, 5-пәтер", subject="Лифт")

    def like(line: str) -> list[int]:
        matter = alike.Matter(None, topic, "Мүлде басқа", place=places.read(line))
        return [one.score for one in alike.alike(operator, matter) if one.case == made]

    assert like("пр. Абая 47") == [55]
    assert like("пр. Абая 47, кв. 6") == [45]
    assert like("пр. Абая 49") == []
    only_for_leads("address")
    assert like("пр. Абая 47") == []


def test_the_list_is_narrowed_to_a_street_and_a_house_by_who_may_see_addresses(operator: Person) -> None:
    abai = case(operator, address="Абай даңғылы, 47-үй").number
    other = case(operator, address="ул. Абая 49").number
    case(operator, address="Достық 47")
    browser = signed_in(operator)

    def found(said: str) -> set[str]:
        return {row.case.number for row in browser.get("/cases/", {"view": "all", "street": said}).context["rows"]}

    assert found("абай") == {abai, other}
    assert found("Абай 47") == found("Астана, Абай 47") == {abai}
    elsewhere = case(operator, address="Қосшы ауылы, Абай 47").number
    assert found("Абай 47") == {abai, elsewhere}
    assert found("Астана, Абай 47") == {abai}
    assert found("улица") == found("!!!") == set()
    page = browser.get("/cases/", {"view": "all", "street": "Абай 47"})
    assert [chip.value for chip in page.context["chips"]] == ["Абай 47"]
    only_for_leads("address")
    assert len(found("Абай 47")) == 4
    assert 'name="street"' not in browser.get("/cases/?view=all").content.decode()
