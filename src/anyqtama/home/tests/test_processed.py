"""Papers on processed requests: one's own, a lead's people, nobody else's; the files hold what the page counts."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from anyqtama.cases import outside_numbers, registering
from anyqtama.cases.models import Case
from anyqtama.config import shipped
from anyqtama.contacts import wrap_up
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.cast import NOW

pytestmark = pytest.mark.django_db
NOVEMBER = {"first": "2026-11-01", "last": "2026-11-30"}


class Shift:
    def __init__(self) -> None:
        shipped.load()
        group = cast.unit()
        self.queue = centre.queue("city", unit=group)
        self.topic = centre.topic("light", queue=self.queue)
        self.operator = centre.operator(self.queue, unit=group)
        self.colleague = centre.operator(self.queue, unit=group)
        self.stranger = centre.operator(self.queue, unit=cast.unit())
        self.lead = cast.person(Role.TEAM_LEAD, unit=group)

    def closes(self, person: Person, number: int = 0, **facts: Any) -> None:
        contact = centre.running(self.queue, person, at=NOW + timedelta(minutes=number))
        at = NOW + timedelta(minutes=number + 3)
        wrap_up.close(contact=contact, by=person, topic=self.topic, result=centre.result(), note="", at=at, **facts)

    def registers(self, person: Person, subject: str, **facts: Any) -> Case:
        client = centre.client("Айгерім")
        return registering.register(
            client=client, contact=None, topic=self.topic, subject=subject, details="", by=person, at=NOW, **facts
        )  # fmt: skip


@pytest.fixture
def shift() -> Shift:
    return Shift()


def opens(reader: Person, /, **query: str) -> Any:
    browser = Client()
    browser.force_login(reader)
    return browser.get("/processed/", NOVEMBER | query)


def counts(answer: Any) -> dict[str, list[tuple[str, int]]]:
    return dict(answer.context["summary"])


def test_an_operator_reads_their_own_and_nobody_elses(shift: Shift) -> None:
    shift.closes(shift.operator)
    shift.closes(shift.operator, 10)
    shift.closes(shift.colleague, 20)
    shift.registers(shift.operator, "Шам жанбайды")
    answer = opens(shift.operator)
    assert [one.person for one in answer.context["page"]] == [shift.operator] * 2
    assert next(iter(counts(answer).values())) == [("light (kk)", 2)]
    assert [tab["count"] for tab in answer.context["tabs"]] == [2, 1]
    assert opens(shift.operator, person=str(shift.colleague.pk)).status_code == 422


def test_a_lead_reads_all_of_their_people_and_no_others(shift: Shift) -> None:
    for person in (shift.operator, shift.colleague, shift.stranger):
        shift.closes(person)
    assert len(opens(shift.lead, person="all").context["page"]) == 2
    assert len(opens(shift.lead, person=str(shift.colleague.pk)).context["page"]) == 1
    assert opens(shift.lead, person=str(shift.stranger.pk)).status_code == 422
    assert len(opens(shift.lead).context["page"]) == 0


def test_days_count_from_midnight_to_midnight_here(shift: Shift) -> None:
    shift.closes(shift.operator)
    assert len(opens(shift.operator, first="2026-11-16", last="2026-11-16").context["page"]) == 1
    assert len(opens(shift.operator, first="2026-11-17", last="2026-11-17").context["page"]) == 0
    assert len(opens(shift.operator, first="2026-11-15", last="2026-11-15").context["page"]) == 0


def test_the_journal_holds_each_case_once_and_nothing_runs_in_it(shift: Shift) -> None:
    shift.registers(shift.operator, "=HYPERLINK(1)")
    shift.registers(shift.operator, "Су жоқ")
    answer = opens(shift.operator, export="journal", kind="csv")
    rows = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["1", "2"]
    assert [row[11] for row in rows[1:]] == ["'=HYPERLINK(1)", "Су жоқ"]


def test_the_journal_says_when_a_paper_came_in_its_number_elsewhere_and_speaks_the_reader_s_language(
    shift: Shift,
) -> None:
    case = shift.registers(shift.operator, "Су жоқ", received_at=NOW - timedelta(days=3))
    outside_numbers.number(case=case, said="ЖТ-2026/45", by=shift.operator, at=NOW)
    Person.objects.filter(pk=shift.operator.pk).update(language="en")
    answer = opens(Person.objects.get(pk=shift.operator.pk), export="journal", kind="csv")
    translation.activate("kk")  # as after the request: what streams must not fall back to it
    _head, row = csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    assert row[2:5] == ["ЖТ-2026/45", "2026-11-13 10:00:00", "2026-11-16 10:00:00"]
    assert row[10] == "light"


def test_the_journal_stands_on_the_page_too(shift: Shift) -> None:
    case = shift.registers(shift.operator, "Су жоқ")
    shift.registers(shift.colleague, "Бөтен")
    outside_numbers.number(case=case, said="ЖТ-2026/45", by=shift.operator, at=NOW)
    page = opens(shift.operator, show="journal").content.decode()
    assert case.number in page
    assert "ЖТ-2026/45" in page
    assert "Бөтен" not in page


def test_the_report_on_paper_is_a_tagged_pdf_with_the_requests(shift: Shift) -> None:
    shift.closes(shift.operator)
    shift.registers(shift.operator, "#set page(fill: red) $x")
    answer = opens(shift.operator, export="report")
    made = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "application/pdf"
    assert made.startswith(b"%PDF")
    assert b"/MarkInfo" in made
    empty = opens(shift.operator, export="report", first="2026-11-01", last="2026-11-02")
    assert b"".join(empty.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(
    "query", [{"first": "2026-11-30", "last": "2026-11-01"}, {"first": "x"}, {"first": "2020-01-01"}]
)
def test_a_period_that_cannot_be_meant_is_said(shift: Shift, query: dict[str, str]) -> None:
    answer = opens(shift.operator, **query)
    assert answer.status_code == 422
    assert answer.context["form"].errors


@pytest.mark.parametrize("show", ["contacts", "journal"])
def test_as_many_queries_for_many_rows_as_for_few(shift: Shift, show: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert opens(shift.lead, person="all", show=show).status_code == 200
        return len(found)

    shift.closes(shift.operator)
    shift.registers(shift.operator, "Су жоқ")
    asked()  # what is read once a process
    few = asked()
    for number in range(1, 12):
        shift.closes(shift.operator, number * 10)
        shift.registers(shift.operator, f"Су жоқ {number}")
    assert asked() == few
