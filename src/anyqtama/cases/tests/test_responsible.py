from collections.abc import Iterator

import pytest
import time_machine

from anyqtama.cases import handling, proposing, replying
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import Assignment, CaseState, District, Responsible
from anyqtama.cases.tests.world import case, signed_in
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person
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


def district(code: str) -> District:
    return District.objects.create(code=code, names=centre.names(code))


def test_the_row_that_says_most_is_proposed_and_says_why() -> None:
    parent = centre.topic("city")
    topic = centre.topic("water", parent=parent, department=cast.unit("call-centre"))
    esil, other = district("esil"), district("almaty")
    of_topic, of_district = cast.unit("vodokanal"), cast.unit("esil-water")
    Responsible.objects.create(topic=parent, unit=cast.unit("city-hall"))
    kind = shipped.usual()

    def found(where: District | None) -> tuple[str, str]:
        made = proposing.proposed(topic=topic, district=where, kind=kind)
        assert made is not None
        return made.unit.code, made.why

    assert found(None)[0] == "call-centre"  # what the topic itself says is more than what its group says
    Responsible.objects.create(topic=topic, unit=of_topic)
    Responsible.objects.create(topic=topic, district=esil, unit=of_district)
    assert found(None)[0] == found(other)[0] == "vodokanal"
    unit, why = found(esil)
    assert unit == "esil-water"
    assert str(esil) in why
    assert str(topic) in why


def test_a_case_goes_to_the_responsible_department_and_person_when_registered(operator: Person) -> None:
    unit = cast.unit("vodokanal")
    master = cast.person(unit=unit)
    topic, where = centre.topic("water", promise_minutes=60), district("esil")
    Responsible.objects.create(topic=topic, district=where, unit=unit, person=master)
    made = case(operator, topic=topic, district=where)
    given = made.assignments.get()
    assert (made.department, given.unit, given.person) == (unit, unit, master)
    assert made.state == CaseState.WITH_DEPARTMENT
    assert case(operator, topic=topic).department is None


def test_who_gets_it_is_shown_where_it_is_registered_by_hand(operator: Person) -> None:
    topic, where = centre.topic("water"), district("esil")
    unit = cast.unit(names={"en": "Waterworks of Esil"})
    Responsible.objects.create(topic=topic, district=where, kind=shipped.usual(), unit=unit)
    shown = f"/cases/new/due/?topic={topic.pk}"
    assert "Who does it" not in signed_in(operator).get(shown).content.decode()
    page = signed_in(operator).get(f"{shown}&district={where.pk}").content.decode()
    assert "Waterworks of Esil" in page
    assert "Proposed: responsible for" in page


def test_the_form_is_prefilled_and_says_why(operator: Person) -> None:
    topic = centre.topic("water", promise_minutes=60)
    made = case(operator, topic=topic)
    unit = cast.unit("vodokanal")
    Responsible.objects.create(topic=topic, unit=unit)
    page = signed_in(operator).get(f"/cases/{made.number}/?do=assign").content.decode()
    assert f'<option value="{unit.pk}" selected>' in page
    assert "Proposed: responsible for" in page
    handling.assign(case=made, unit=unit, task="", by=operator, at=NOW)
    assert "Proposed" not in signed_in(operator).get(f"/cases/{made.number}/?do=assign").content.decode()


def test_somebody_by_name_sees_it_and_their_department_too(operator: Person) -> None:
    unit = cast.unit("vodokanal")
    master, colleague, stranger = cast.person(unit=unit), cast.person(unit=unit), cast.person(unit=cast.unit("roads"))
    made = case(operator)
    answer = signed_in(operator).post(f"/cases/{made.number}/department/", {"version": "1", "person": master.pk})
    assert answer.status_code == 302
    given = Assignment.objects.get()
    assert (given.unit, given.person) == (unit, master)
    for person, status in ((master, 200), (colleague, 200), (stranger, 404)):
        assert signed_in(person).get(f"/assignments/{given.pk}/").status_code == status
    made.refresh_from_db()
    with pytest.raises(handling.GivenToPersonAlready):
        handling.assign(case=made, unit=unit, person=master, task="", by=operator, at=NOW)
    with pytest.raises(handling.NotOfDepartment):
        handling.assign(case=made, unit=unit, person=stranger, task="", by=operator, at=NOW)
    handling.assign(case=made, unit=unit, person=colleague, task="", by=operator, at=NOW)
    handling.assign(case=made, unit=unit, task="", by=operator, at=NOW)
    assert made.assignments.count() == 3


def test_the_page_says_who_waits_for_whom(operator: Person) -> None:
    made = case(operator)
    first = handling.assign(case=made, unit=cast.unit(names={"en": "Water"}), task="", by=operator, at=NOW)
    handling.assign(case=made, unit=cast.unit(names={"en": "Laboratory"}), task="", by=operator, at=NOW, after=first)
    page = signed_in(operator).get(f"/cases/{made.number}/").content.decode()
    assert "We wait for Water since" in page
    assert "Laboratory waits for Water" in page
    replying.reply(assignment=first, text="Бітті", by=cast.person(unit=first.unit), at=NOW)
    assert "Water waits for our check since" in signed_in(operator).get(f"/cases/{made.number}/").content.decode()
