"""A request that another register numbered is found by that number and counted once."""

import pytest

from anyqtama.cases import finding, outside_numbers
from anyqtama.cases.bulk import registering_many, rows
from anyqtama.cases.kinds import shipped as kinds
from anyqtama.cases.models import Case, OutsideNumber
from anyqtama.cases.tests import world
from anyqtama.config import shipped
from anyqtama.contacts.models import Topic
from anyqtama.kernel.importing.planning import NEW, WRONG
from anyqtama.kernel.models import Entry
from anyqtama.kernel.tables_in import Line
from anyqtama.people.models import Person
from tests import centre
from tests.centre import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    shipped.load()
    return centre.operator()


def typed(topic: Topic, **facts: str) -> dict[str, object]:
    said = {"name": "Жүнісова Айгерім", "topic": topic.pk, "subject": "Су жоқ", "kind": "inquiry", "urgency": "normal"}
    return {**said, "same_as": "", **facts}


def test_a_number_is_registered_once_however_it_is_written(by: Person) -> None:
    topic = centre.topic(promise_minutes=960)
    browser = world.signed_in(by)
    assert browser.post("/cases/new/", typed(topic, outside="ЖТ-2026/45")).status_code == 302
    first = Case.objects.get()
    again = browser.post("/cases/new/", typed(topic, outside="жт 2026 / 45", subject="Тағы бірдеңе"))
    assert again.status_code == 409
    assert first.number in again.content.decode()
    assert Case.objects.count() == 1
    assert browser.post("/cases/new/", typed(topic, outside="", subject="Басқа")).status_code == 302


def test_a_case_is_found_by_the_number_elsewhere(by: Person) -> None:
    case = world.case(by)
    outside_numbers.number(case=case, said="ЖТ-2026/45", by=by, at=NOW)
    assert finding.by_number(by, "жт2026-45") == [case]
    assert finding.by_number(by, "жт2026-46") == []


def test_the_number_is_added_changed_and_taken_off_on_the_page_with_a_history(by: Person) -> None:
    case, other = world.case(by), world.case(by)
    browser, url = world.signed_in(by), f"/cases/{case.number}/"
    for said in ("Е-1", "Е-2", ""):
        assert browser.post(f"{url}outside/", {"said": said, "version": case.version, "entry": 0}).status_code == 302
    page = browser.get(url).content.decode()
    assert page.count("Е-2") >= 2
    assert not OutsideNumber.objects.exists()
    outside_numbers.number(case=other, said="Е-2", by=by, at=NOW)
    refused = browser.post(f"{url}outside/", {"said": "е 2", "version": case.version, "entry": 0})
    assert refused.status_code == 409
    assert other.number in refused.content.decode()


def test_two_changes_of_one_number_do_not_leave_the_case_without_any(by: Person) -> None:
    case, other = world.case(by), world.case(by)
    outside_numbers.number(case=other, said="Е-2", by=by, at=NOW)
    outside_numbers.number(case=case, said="Е-1", by=by, at=NOW)
    with pytest.raises(outside_numbers.CountedAlready):
        outside_numbers.number(case=case, said="Е-2", by=by, at=NOW)
    assert OutsideNumber.objects.get(case=case).number == "Е-1"


def test_a_table_counts_no_number_twice(by: Person) -> None:
    topic = centre.topic(promise_minutes=960)
    taken = world.case(by)
    outside_numbers.number(case=taken, said="Е-1", by=by, at=NOW)
    said = [("Е-2", "Су жоқ"), ("", "Жол"), ("е 2", "Тағы су"), ("е/1", "Бұрынғы"), ("Е-3", "Жарық")]
    cells = [(row, {"topic": topic.code, "subject": subject, "name": "Айгерім", "outside": number})
             for row, (number, subject) in enumerate(said, 2)]  # fmt: skip
    plan = rows.plan(kinds.usual(), cells)
    assert [one.status for one in plan] == [NEW, NEW, WRONG, WRONG, NEW]
    assert "2" in plan[2].faults[0].text
    assert taken.number in plan[3].faults[0].text
    lines = [Line(number, list(one.values())) for number, one in cells]
    good = [plan[0], plan[1], plan[4]]
    registering_many.register(plan=good, lines=lines, name="t", by=by, at=NOW)
    assert set(OutsideNumber.objects.values_list("number", flat=True)) == {"Е-1", "Е-2", "Е-3"}
    assert Entry.objects.filter(kind="case.numbered_outside").count() == 3
    with pytest.raises(outside_numbers.CountedAlready):  # somebody registered it meanwhile
        registering_many.register(plan=good[:1], lines=lines[:1], name="u", by=by, at=NOW)
    assert Case.objects.filter(subject="Су жоқ").count() == 1
