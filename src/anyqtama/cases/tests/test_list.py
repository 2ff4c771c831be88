from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine

from anyqtama.cases import closing, handling, indexed_words
from anyqtama.cases.models import Case
from anyqtama.cases.tests.world import XSS, case, queries, signed_in
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import Entry
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


def numbers(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.status_code
    return [row.case.number for row in answer.context["rows"]]


def lines_of(answer: Any) -> list[str]:
    return b"".join(answer.streaming_content).decode().splitlines()


def test_each_view_holds_what_its_name_says_and_the_tabs_count_it(operator: Person) -> None:
    browser, other = signed_in(operator), centre.operator()
    late = case(operator, at=NOW - timedelta(days=10), subject="late")
    today = case(other, topic=centre.topic(promise_minutes=60), subject="today")
    left = centre.operator()
    nobody = case(left, subject="nobody")
    Person.objects.filter(pk=left.pk).update(is_active=False)
    closed = case(operator, subject="closed")
    closing.close(case=closed, by=operator, resolved=True, reason="", at=NOW)
    shown = {
        view: set(numbers(browser.get(f"/cases/?view={view}"))) for view in ("mine", "due_today", "late", "nobody")
    }
    assert shown == {
        "mine": {late.number},
        "due_today": {today.number},
        "late": {late.number},
        "nobody": {nobody.number},
    }
    answer = browser.get("/cases/?view=all")
    assert set(numbers(answer)) == {late.number, today.number, nobody.number, closed.number}
    assert [tab["count"] for tab in answer.context["tabs"]] == ["1", "1", "1", "1", "4"]


def test_the_late_stand_first_and_what_is_answered_last(operator: Person) -> None:
    far, late = case(operator), case(operator, at=NOW - timedelta(days=9))
    done = case(operator, at=NOW - timedelta(days=20))
    handling.answer(case=done, text="Жөнделді", by=operator, at=NOW)
    answer = signed_in(operator).get("/cases/")
    assert numbers(answer) == [late.number, far.number, done.number]
    assert [row.due.shape for row in answer.context["rows"]] == ["bad", "", ""]
    assert "late" in answer.context["rows"][0].due.text


@pytest.mark.parametrize(
    "column", ["number", "subject", "client", "topic", "department", "state", "owner", "registered"]
)
def test_every_column_sorts_both_ways(operator: Person, column: str) -> None:
    for number in range(3):
        case(operator, subject=f"{number}", at=NOW - timedelta(hours=number), client=centre.client(f"Клиент {number}"))
    browser = signed_in(operator)
    rising = numbers(browser.get(f"/cases/?sort={column}"))
    assert rising == numbers(browser.get(f"/cases/?sort=-{column}"))[::-1] or column in {"department", "state", "owner"}
    assert len(rising) == 3


def test_filters_narrow_and_show_as_chips_that_take_them_off(operator: Person) -> None:
    parent = centre.topic()
    child = centre.topic(parent=parent)
    wanted = case(operator, topic=child, subject="Су жоқ", client=centre.client("Әбдірахманов Ерлан"))
    case(operator, subject="Басқа", at=NOW - timedelta(days=40))
    browser = signed_in(operator)
    for query in (
        f"topic={parent.pk}",
        "words=су",
        "words=әбдірахманов",
        f"words={wanted.number[-6:]}",
        "since=2026-11-01",
    ):
        answer = browser.get(f"/cases/?view=all&{query}")
        assert numbers(answer) == [wanted.number], query
        chip = answer.context["chips"][0]
        assert len(numbers(browser.get(f"/cases/{chip.remove_url}"))) == 2
    assert numbers(browser.get("/cases/?view=all&state=closed")) == []


def test_words_that_find_nothing_here_are_looked_for_among_all(operator: Person, monkeypatch: Any) -> None:
    theirs = case(centre.operator(), subject="Лифт тұр")
    browser = signed_in(operator)
    page = browser.get("/cases/?view=mine&words=лифт").content.decode()
    assert ("export=xlsx" in page, "No case of this view fits" in page) == (False, True)
    assert 'href="?view=all&amp;words=%D0%BB' in page
    page = browser.get("/cases/?view=all&words=лифт").content.decode()
    assert (theirs.number in page, "Only the newest" in page) == (True, False)
    monkeypatch.setattr(indexed_words, "MOST", 1)
    assert "Only the newest 1 cases with these words" in browser.get("/cases/?view=all&words=лифт").content.decode()


def test_a_wrong_filter_is_named_and_narrows_nothing(operator: Person) -> None:
    case(operator)
    answer = signed_in(operator).get("/cases/?view=all&topic=x&since=never&view=all")
    assert answer.status_code == 422
    assert len(answer.context["rows"]) == 1
    assert b"aq-error-summary" in answer.content


def test_pages_are_stable_and_none_is_shown_twice(operator: Person) -> None:
    topic = centre.topic(promise_minutes=960)
    made = {case(operator, topic=topic).number for _ in range(60)}  # all due at the same moment
    browser = signed_in(operator)
    first, second = numbers(browser.get("/cases/?page=1")), numbers(browser.get("/cases/?page=2"))
    assert (len(first), len(second)) == (50, 10)
    assert set(first) | set(second) == made
    assert numbers(browser.get("/cases/?page=99")) == second
    assert numbers(browser.get("/cases/?page=x")) == first


def test_the_number_of_queries_does_not_grow_with_the_rows(operator: Person) -> None:
    browser = signed_in(operator)
    for _ in range(3):
        case(operator)
    few = queries(browser, "/cases/?view=all")
    for _ in range(30):
        case(operator, topic=centre.topic(department=cast.unit()))
    assert queries(browser, "/cases/?view=all") == few
    assert few <= 20, "the last one asks for whom the reader stands in"


def test_the_export_holds_exactly_what_is_shown_and_no_formula(operator: Person) -> None:
    shown = case(operator, subject='=HYPERLINK("http://x")', client=centre.client("+cmd"))
    case(centre.operator(), subject="not mine")
    browser = signed_in(operator)
    answer = browser.get("/cases/?view=mine&export=csv")
    lines = lines_of(answer)
    assert answer["Content-Type"].startswith("text/csv")
    assert len(lines) == 2
    assert shown.number in lines[1]
    assert "'=HYPERLINK" in lines[1]
    assert "'+cmd" in lines[1]
    book = ZipFile(BytesIO(browser.get("/cases/?view=mine&export=xlsx").content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert shown.number in sheet
    assert "not mine" not in sheet
    assert "<f>" not in sheet


def test_chosen_rows_are_exported_alone_and_only_as_far_as_one_sees(operator: Person) -> None:
    one, _other = case(operator), case(operator)
    answer = signed_in(operator).post("/cases/export/", {"chosen": [one.number, "AQ-2026-999999"], "kind": "csv"})
    lines = lines_of(answer)
    assert [line.split(",")[0] for line in lines[1:]] == [one.number]
    foreign_lead = cast.person(Role.TEAM_LEAD, unit=cast.unit())
    answer = signed_in(foreign_lead).post("/cases/export/", {"chosen": [one.number], "kind": "csv"})
    assert len(lines_of(answer)) == 1


def test_many_are_given_at_once_and_what_is_not_ones_own_stays(operator: Person) -> None:
    colleague = centre.operator()
    mine, closed, foreign = case(operator), case(operator), case(colleague)
    closing.close(case=closed, by=operator, resolved=True, reason="", at=NOW)
    chosen = {
        "chosen": [mine.number, closed.number, foreign.number],
        "person": colleague.pk,
        "next": "/cases/?view=mine",
    }
    answer = signed_in(operator).post("/cases/owner/", chosen, follow=True)
    assert answer.redirect_chain == [("/cases/?view=mine", 302)]
    mine.refresh_from_db()
    closed.refresh_from_db()
    assert (mine.owner, closed.owner) == (colleague, operator)
    assert Entry.objects.filter(kind="case.owner_changed").count() == 1
    said = answer.content.decode()
    assert closed.number in said
    assert foreign.number in said


def test_giving_leads_to_no_other_site(operator: Person) -> None:
    answer = signed_in(operator).post("/cases/owner/", {"next": "https://evil.example/"})
    assert answer["Location"] == "/cases/"


def test_words_of_clients_are_shown_and_never_run(operator: Person) -> None:
    case(operator, subject=XSS, client=centre.client(XSS))
    said = signed_in(operator).get(f"/cases/?words={XSS}").content.decode()
    assert "<script>alert" not in said
    assert 'onerror="' not in said
    assert "&lt;script&gt;alert" in said


@pytest.mark.parametrize("role", [Role.SUPPORT_ANALYST, Role.ECONOMIST, Role.SYSADMIN, None])
def test_planners_the_system_administrator_and_strangers_see_none(role: Role | None) -> None:
    browser = signed_in(cast.person(*([role] if role else []), whole_centre=True))
    assert [browser.get(url).status_code for url in ("/cases/", "/cases/new/")] == [403, 403]


def test_a_lead_sees_the_cases_of_the_units_led(operator: Person) -> None:
    unit = cast.unit()
    within, _outside = case(centre.operator(unit=unit)), case(operator)
    lead = cast.person(Role.TEAM_LEAD, unit=unit)
    assert numbers(signed_in(lead).get("/cases/")) == [within.number]
    assert Case.objects.count() == 2
