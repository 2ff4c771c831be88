"""Who sees whom."""

import pytest

from anyqtama.people import access
from anyqtama.people.models import Person, Unit
from anyqtama.people.roles import Role
from tests.cast import person, unit

pytestmark = pytest.mark.django_db


def test_a_lead_sees_their_group_and_all_below_it_and_no_other() -> None:
    home = unit()
    below, away = unit(parent=home), unit()
    lead = person(Role.TEAM_LEAD, unit=home)
    near, deep, far = (person(Role.OPERATOR, unit=place) for place in (home, below, away))
    assert set(access.visible(lead, Person)) == {lead, near, deep}
    assert access.may(lead, "lead", deep)
    assert not access.may(lead, "lead", far)
    assert not access.may(lead, "lead", lead)
    assert not access.may(lead, "edit", near)


def test_an_operator_sees_themselves_and_every_unit() -> None:
    home, away = unit(), unit()
    operator = person(Role.OPERATOR, unit=home)
    person(Role.OPERATOR, unit=home)
    assert list(access.visible(operator, Person)) == [operator]
    assert set(access.visible(operator, Unit)) == {home, away}
    assert not access.has_right(operator, "people.see")


@pytest.mark.parametrize("role", [Role.SYSADMIN, Role.DIRECTOR, Role.CONTROLLER, Role.ECONOMIST])
def test_some_see_everyone_but_only_the_system_administrator_edits(role: Role) -> None:
    home, away = unit(), unit()
    seer, far = person(role, unit=home, whole_centre=True), person(Role.OPERATOR, unit=away)
    assert far in access.visible(seer, Person)
    assert access.may(seer, "edit", far) is (role == Role.SYSADMIN)
    assert access.has_right(seer, "people.edit") is (role == Role.SYSADMIN)


def test_someone_who_has_left_sees_nothing() -> None:
    gone = person(Role.SYSADMIN, is_active=False)
    assert not access.visible(gone, Person).exists()
