"""The keys D and L of the desk as a browser sends them, with scripts and without."""

import pytest

from anyqtama.config import shipped
from anyqtama.contacts.models import ConflictStep, Contact, ContactState, RescueHandover
from anyqtama.desk.tests.world import World, signed_in, world
from anyqtama.people.roles import Role
from anyqtama.teamwork.models import Situation
from tests import centre

pytestmark = pytest.mark.django_db
XSS = "<script>alert(1)</script>"


@pytest.fixture
def here() -> World:
    made = world()
    shipped.load()
    return made


def test_the_dialog_says_when_and_what_and_a_used_method_asks_how_it_went(here: World) -> None:
    page = here.page("?opened=difficult")
    assert "Abuse, insults, threats" in page
    assert "Сізге көмектескім келеді" in page
    assert here.post("difficult", method="nonsense").json()["errors"].keys() == {"method"}
    assert here.post("difficult", method="end").status_code == 409
    assert here.post("difficult", method="warn").json()["done"]
    step = ConflictStep.objects.get()
    page = here.page()
    assert f"/desk/{here.contact.pk}/difficult/{step.pk}/" in page
    assert "Сізге көмектескім келеді" in page
    assert here.post(f"difficult/{step.pk}", outcome="eaten").status_code == 409
    assert here.post(f"difficult/{step.pk}", outcome="goes_on").json()["done"]
    assert "It goes on" in here.page()
    assert here.form("difficult", method="end").status_code == 302
    assert Contact.objects.get(pk=here.contact.pk).state == ContactState.WRAP_UP


def test_the_asked_lead_sees_the_question_and_takes_over(here: World) -> None:
    lead = centre.operator(centre.queue(), language="en", role=Role.TEAM_LEAD)
    assert here.post("difficult", method="lead", lead="999").status_code == 422
    assert here.post("difficult", method="lead", lead=str(lead.pk), note=XSS).json()["done"]
    step, theirs = ConflictStep.objects.get(), signed_in(lead)
    page = theirs.get(f"/desk/{here.contact.pk}/").content.decode()
    assert f"/desk/{here.contact.pk}/difficult/{step.pk}/take/" in page
    assert XSS not in page
    assert here.post(f"difficult/{step.pk}/take").status_code == 409
    assert theirs.post(f"/desk/{here.contact.pk}/difficult/{step.pk}/take/").status_code == 302
    assert Contact.objects.get(pk=here.contact.pk).owner == lead


def test_a_foreign_step_is_not_found(here: World) -> None:
    other = centre.running(here.queue, here.operator, client=centre.client())
    here.post("difficult", other, method="facts")
    step = ConflictStep.objects.get(contact=other)
    assert here.post(f"difficult/{step.pk}", outcome="calmed").status_code == 404


def test_the_address_is_asked_first_and_the_leads_are_told(here: World) -> None:
    page = here.page("?opened=rescue")
    assert page.index('name="address"') < page.index('name="call_back"')
    assert "address" in here.post("rescue", what="Құлады", service="103").json()["errors"]
    assert here.post("rescue", address=XSS, what="Құлады", service="999").status_code == 422
    assert here.post("rescue", address=XSS, what="Құлады", service="103").json()["done"]
    assert RescueHandover.objects.get().situation == Situation.objects.get()
    page = here.page()
    assert Situation.objects.get().number in page
    assert XSS not in page
