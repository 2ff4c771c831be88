"""The page of a case shows a field to whom its class is, and covers the numbers that its class covers."""

from typing import Any

import pytest
from django.utils.translation import override

from anyqtama.cases import editing
from anyqtama.cases.models import Case
from anyqtama.cases.page import seeing
from anyqtama.cases.page.history import CLIENT, INTERNAL, Event
from anyqtama.cases.tests.world import case, signed_in
from anyqtama.clients.models import DataClass, Look, RecordField
from anyqtama.clients.records import fields
from anyqtama.clients.records import shipped as shipped_records
from anyqtama.kernel import shipped_data
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import later

pytestmark = pytest.mark.django_db
CARD, COVERED = "4400 4301 2345 6789", "•••• •••• •••• 6789"


@pytest.fixture(autouse=True)
def stage(db: None) -> None:
    shipped_data.load()
    shipped_records.load()


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


@pytest.fixture
def controller() -> Person:
    return cast.person(Role.CONTROLLER, language="en")


@pytest.fixture
def made(operator: Person) -> Case:
    """Its details were changed once."""
    made = case(operator, topic=centre.topic(promise_minutes=960), subject="Төлем өтпеді", client=centre.client())
    seen = editing.values(made)
    editing.change(
        case=made, seen=seen, said=seen | {"details": f"Карта {CARD}", "address": "Абай 47"}, by=operator, at=later(5)
    )
    return Case.objects.get(pk=made.pk)


def classed(data_class: str, *names: str) -> None:
    RecordField.objects.filter(record="case", field__in=names).update(data_class=DataClass.objects.get(code=data_class))
    fields.changed()


def page(person: Person, made: Case, show: str) -> Any:
    return signed_in(person).get(f"/cases/{made.number}/?show={show}")


@pytest.mark.parametrize("show", ["fields", "history"])
def test_a_field_and_what_it_said_before_are_not_shown_to_a_role_its_class_leaves_out(
    made: Case, operator: Person, controller: Person, show: str
) -> None:
    assert "Абай 47" in page(controller, made, show).content.decode()
    classed("bank", "details", "address", "subject")
    hidden = page(controller, made, show).content.decode()
    assert "not for your role" in hidden
    assert [word for word in ("Абай 47", "Карта", "Төлем өтпеді") if word in hidden] == []
    assert "Абай 47" in page(operator, made, show).content.decode()


def test_the_answer_has_its_own_class_and_notes_have_none(controller: Person) -> None:
    classed("bank", "answer")
    events = [
        Event(entry_id=1, at=later(1), who="", icon="", what="", text="Жауап", side=CLIENT),
        Event(entry_id=2, at=later(2), who="", icon="", what="", text="Ішкі сөз", side=INTERNAL),
    ]
    with override("en"):
        shown = seeing.seeing(controller).events(events)
    assert [event.text for event in shown] == ["not for your role", "Ішкі сөз"]


@pytest.mark.parametrize("show", ["fields", "history"])
def test_a_card_number_is_covered_until_somebody_looks_and_the_look_is_kept(
    made: Case, operator: Person, controller: Person, show: str
) -> None:
    covered = page(operator, made, show).content.decode()
    assert COVERED in covered
    assert CARD not in covered
    assert not Look.objects.exists()
    answer = signed_in(operator).post(f"/cases/{made.number}/whole/", {"show": show})
    assert CARD in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    look = Look.objects.get()
    assert (look.person, look.client, look.why, look.field) == (operator, made.client, "comparing", "case.details")
    assert CARD not in page(operator, made, show).content.decode()
    assert not page(controller, made, show).context["covers"]
    assert signed_in(controller).post(f"/cases/{made.number}/whole/").status_code == 403


def test_who_may_not_see_a_field_does_not_change_it_and_is_not_shown_it_whole(made: Case, operator: Person) -> None:
    own = signed_in(operator).get(f"/cases/{made.number}/?show=fields&edit=1")
    assert own.context["edit_form"] is not None
    DataClass.objects.filter(code="bank").update(roles=["team_lead"])
    classed("bank", "details")
    own = signed_in(operator).get(f"/cases/{made.number}/?show=fields&edit=1")
    assert own.context["edit_form"] is None
    assert "6789" not in own.content.decode()
    whole = signed_in(operator).post(f"/cases/{made.number}/whole/", {"show": "fields"}).content.decode()
    assert "6789" not in whole
    formal = signed_in(operator).get(f"/cases/{made.number}/?do=formalise").content.decode()
    assert "6789" not in formal
