"""Rules of records' quality, their queue, reports of errors, corrections of many cards at once."""

from datetime import timedelta
from typing import Any

import pytest

from anyqtama.clients import identifying, naming, national_numbers
from anyqtama.clients.forms import CardForm
from anyqtama.clients.models import Client, FieldReport, Finding, IdentityKind, RecordRule
from anyqtama.clients.records import checks, correcting, fields, judging, reporting, shipped
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW

pytestmark = pytest.mark.django_db
BY = centre.VISITOR
BIN = f"15044000001{national_numbers.check_digit('15044000001')}"


@pytest.fixture(autouse=True)
def rules(db: None) -> None:
    shipped.load()


@pytest.fixture
def operator() -> Person:
    return cast.person(Role.OPERATOR)


def codes(card: Client) -> set[str]:
    judging.judge(client=Client.objects.get(pk=card.pk), at=NOW)
    return set(Finding.objects.open().filter(client=card).values_list("rule__code", flat=True))


def test_every_shipped_rule_names_a_check_that_exists() -> None:
    assert set(RecordRule.objects.values_list("check_name", flat=True)) <= set(checks.CHECKS)
    shipped.load()
    assert RecordRule.objects.count() == len(set(RecordRule.objects.values_list("code", flat=True)))


def test_what_is_wrong_is_found_and_ends_when_it_is_mended() -> None:
    card = centre.client("")
    assert codes(card) == {"no-name", "no-way-to-reach"}
    naming.change(client=card, by=BY, at=NOW, name="Жүнісова")
    identifying.add(client=card, kind=IdentityKind.PHONE, value="87015552148", at=NOW)
    assert codes(card) == set()
    assert set(Finding.objects.values_list("ended", flat=True)) == {"mended"}


def test_a_contradiction_and_an_old_number_are_found() -> None:
    card = centre.client("Жүнісова 87015552148")
    identifying.add(client=card, kind=IdentityKind.PHONE, value="87015552148", at=NOW - timedelta(days=800))
    identifying.add(client=card, kind=IdentityKind.BIN, value=BIN, at=NOW - timedelta(days=800))
    assert codes(card) == {"name-with-digits", "person-with-bin", "long-unchecked"}


def test_the_last_editor_must_mend(operator: Person) -> None:
    card = naming.change(client=centre.client("?"), by=operator.principal, at=NOW, name="")
    judging.judge(client=card, at=NOW)
    assert {row.who for row in Finding.objects.all()} == {operator}


def test_an_excused_card_is_not_asked_about_again(operator: Person) -> None:
    card = centre.client("")
    codes(card)
    row = Finding.objects.get(rule__code="no-name")
    with pytest.raises(judging.ReasonNeeded):
        judging.excuse(finding=row, reason=" ", by=operator, at=NOW)
    judging.excuse(finding=row, reason="Атын айтқысы келмейді", by=operator, at=NOW)
    assert codes(card) == {"no-way-to-reach"}


def test_a_rule_that_is_off_finds_nothing() -> None:
    card = centre.client("")
    codes(card)
    judging.switch(rule=RecordRule.objects.get(code="no-name"), active=False, at=NOW)
    assert codes(card) == {"no-way-to-reach"}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "Жүнісова 87015552148"}, "name"),
        ({"name": "Ким", "house": "4"}, "street"),
        ({"name": "Ким", "street": "Абай", "postcode": "12"}, "postcode"),
    ],
)
def test_rules_act_before_saving(said: dict[str, Any], field: str) -> None:
    form = CardForm({"language": "kk", **said})
    assert not form.is_valid()
    assert field in form.errors
    assert CardForm({"language": "kk", "name": "Ким", "street": "Абай", "house": "4", "postcode": "Z05T3C1"}).is_valid()


def test_a_report_reaches_the_one_responsible_and_is_answered_once(operator: Person) -> None:
    lead = cast.person(Role.TEAM_LEAD)
    told: dict[str, Any] = {"record": "client", "object_id": "1", "title": "Ким", "field": "name", "responsible": lead}
    with pytest.raises(reporting.SayWhatIsWrong):
        reporting.report(**told, text=" ", by=operator, at=NOW)
    made = reporting.report(**told, text="Тегі қате", by=operator, at=NOW)
    assert FieldReport.objects.get(responsible=lead, answered_at=None) == made
    reporting.answer(report=made, outcome="mended", text="Түзетілді", by=lead, at=NOW)
    with pytest.raises(reporting.AnsweredAlready):
        reporting.answer(report=made, outcome="right", text="", by=lead, at=NOW)


def test_many_cards_are_corrected_by_whole_words_and_taken_back(operator: Person) -> None:
    there = {"city": "Целиноград", "street": "Абай"}
    wrong = [naming.change(client=centre.client(f"Ким {n}"), by=BY, at=NOW, place=there) for n in "АБВ"]
    other = naming.change(client=centre.client("Ли"), by=BY, at=NOW, place={"city": "Целиноградский", "street": "Абай"})
    given: dict[str, Any] = {"cards": Client.objects.all(), "field": "city", "wrong": "Целиноград", "right": "Астана"}
    assert [change.after for change in correcting.preview(**given)] == ["Астана"] * 3
    made = correcting.correct(**given, by=operator, at=NOW)
    assert {card.address for card in Client.objects.filter(pk__in=[c.pk for c in wrong])} == {"Астана, Абай"}
    assert Client.objects.get(pk=other.pk).place["city"] == "Целиноградский"
    naming.change(client=wrong[0], by=BY, at=NOW, name="Ким Алла")
    naming.change(client=wrong[1], by=BY, at=NOW, place={"city": "Қосшы"})
    assert correcting.undo(correction=made, by=operator, at=NOW) == [wrong[1]]
    assert [Client.objects.get(pk=card.pk).place["city"] for card in wrong] == ["Целиноград", "Қосшы", "Целиноград"]
    with pytest.raises(correcting.UndoneAlready):
        correcting.undo(correction=made, by=operator, at=NOW)
    with pytest.raises(correcting.NothingToCorrect):
        correcting.preview(**(given | {"wrong": "Верный"}))


def test_the_register_is_whole_and_a_surer_caller_may_be_told_more() -> None:
    assert all(set(each.names) == set(each.meaning) == {"kk", "ru", "en"} for each in fields.fields().values())
    told = [len(fields.may_be_told(level)) for level in fields.LEVELS]
    assert told == sorted(told) == [1, 2, 3, 4]
