"""Subjects of cases outside their own pages: shown to whom their class is, with the numbers covered."""

import csv
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.utils.translation import override

from anyqtama.cases.models import AnswerTemplate, Case
from anyqtama.cases.tests.world import case, only_for_leads, signed_in
from anyqtama.clients.models import FieldReport
from anyqtama.config import shipped
from anyqtama.home import day, own_work
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db
SUBJECT, HIDDEN = "Төлем өтпеді", "not for your role"


@pytest.fixture
def operator(db: None) -> Person:
    shipped.load()
    return centre.operator(centre.queue("city", unit=cast.unit()), language="en")


@pytest.fixture
def made(operator: Person) -> Case:
    return case(operator, subject=f"{SUBJECT} 4400 4301 2345 6789", client=centre.client())


def leading(operator: Person) -> Person:
    return cast.person(Role.TEAM_LEAD, unit=operator.unit, language="en", whole_centre=True)


def text(person: Person, address: str) -> str:
    answer: Any = signed_in(person).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_my_day_names_cases_by_what_their_class_allows(made: Case, operator: Person) -> None:
    def lines(person: Person) -> list[str]:
        with override("en"):
            own = own_work.of(person, at=later(60))
        return [line.title for line in (own.cases.lines if own else ())]

    assert lines(operator) == [f"{made.number} · {SUBJECT} •••• •••• •••• 6789"]
    only_for_leads("subject")
    assert lines(operator) == [f"{made.number} · {HIDDEN}"]
    lead = leading(operator)
    Case.objects.update(owner=lead)
    assert lines(lead) == [f"{made.number} · {SUBJECT} •••• •••• •••• 6789"]
    controller = cast.person(Role.CONTROLLER, language="en")
    Case.objects.update(owner=controller)
    with override("en"):
        waiting = day.of(controller, at=later(60)).waiting
    assert [row.title for row in waiting] == [f"{made.number} · {HIDDEN}"]


def test_the_journal_of_requests_keeps_to_the_classes(made: Case, operator: Person) -> None:
    Case.objects.update(address="Абай 47")
    period = "/processed/?first=2026-11-01&last=2026-11-30&export=journal&kind=csv&person="

    def journal(person: Person) -> list[str]:
        answer: Any = signed_in(person).get(period + ("mine" if person == operator else "all"))
        rows = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))
        return [rows[1][at] for at in (7, 11)]

    only_for_leads("subject", "address")
    assert journal(operator) == [HIDDEN, HIDDEN]
    assert journal(leading(operator)) == ["Абай 47", f"{SUBJECT} •••• •••• •••• 6789"]


def test_the_card_of_a_client_a_situation_and_a_report_of_an_error_keep_to_them(made: Case, operator: Person) -> None:
    places = [f"/clients/{made.client_id}/?show=cases", f"/situations/new/?about=case:{made.number}"]
    lead = leading(operator)
    assert [place for place in places if SUBJECT not in text(operator, place)] == []
    report = f"/records/report/?record=case&id={made.number}&field=subject"
    signed_in(operator).post(report, {"field": "subject", "text": "Қате"})
    kept = FieldReport.objects.get()
    assert kept.title == made.number
    FieldReport.objects.update(title=SUBJECT)
    only_for_leads("subject")
    assert [place for place in places if SUBJECT in text(operator, place)] == []
    assert [place for place in places if SUBJECT not in text(lead, place)] == []
    for place in (report, "/records/"):
        shown = text(operator, place)
        assert made.number in shown
        assert SUBJECT not in shown


def test_who_edits_templates_is_shown_where_the_subject_stands_and_not_the_subject(made: Case) -> None:
    AnswerTemplate.objects.all().delete()
    row = AnswerTemplate.objects.create(code="with", names={"kk": "with"}, texts={"kk": "Мәні: {subject}"})
    keeper = cast.person(Role.SYSADMIN, language="en")
    with time_machine.travel(NOW, tick=False):
        shown = text(keeper, f"/settings/answer-templates/{row.pk}/?case={made.number}")
    assert "[өтініштің мазмұны]" in shown
    assert SUBJECT not in shown
