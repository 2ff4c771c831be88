"""An answer that waits for somebody's word stands in their day, and in that of whoever stands in for them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils.translation import override

from anyqtama.cases.answers import deciding, drafting, shipped
from anyqtama.cases.complaints import shipped_causes
from anyqtama.cases.kinds import shipped as shipped_kinds
from anyqtama.cases.models import Case
from anyqtama.cases.tests.test_answers import complaint
from anyqtama.home import day
from anyqtama.kernel import shipped_data
from anyqtama.people import planning_absence
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    shipped_data.load()
    shipped_kinds.load()
    shipped.load()
    shipped_causes.load()
    with time_machine.travel(later(600), tick=False), override("en"):
        yield


def verbs(person: Person, made: Case) -> list[str]:
    fresh = Person.objects.get(pk=person.pk)
    return [row.verb for row in day.of(fresh, at=later(600)).waiting if row.title.startswith(made.number)]


def test_an_answer_waits_for_each_in_turn_and_for_the_deputy_of_one_away() -> None:
    unit = cast.unit("desk")
    owner = centre.operator(language="en", unit=unit)
    lead, deputy = (cast.person(Role.TEAM_LEAD, unit=unit, language="en") for _ in range(2))
    head = cast.person(Role.HEAD, unit=unit, language="en")
    made = complaint(owner)
    drafting.keep(case=made, text="Шағымыңыз расталды.", by=owner, at=NOW)
    drafting.submit(case=made, by=owner, at=NOW)
    assert [verbs(one, made) for one in (owner, lead, head)] == [[], ["Agree"], []]

    deciding.approve(case=made, by=lead, at=later(1), seen=1)
    assert [verbs(one, made) for one in (lead, head, deputy)] == [[], ["Sign"], []]

    until = NOW.date() + timedelta(days=5)
    planning_absence.plan(
        person=head, deputy=deputy, begins_on=NOW.date(), ends_on=until, reason="", by=head, at=later(2)
    )
    assert verbs(deputy, made) == ["Sign"]
