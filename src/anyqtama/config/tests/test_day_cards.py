import pytest

from anyqtama.config import day_cards
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW

pytestmark = pytest.mark.django_db


def test_a_new_organisation_is_told_what_to_begin_with_until_it_is_there() -> None:
    administrator = cast.person(Role.SYSADMIN)
    steps = list(day_cards.first_steps(administrator, NOW))
    assert [step.url.split("/")[2] for step in steps] == ["units", "queues", "topics", "people", "notices"]
    operator = cast.person(Role.OPERATOR)
    assert list(day_cards.first_steps(operator, NOW)) == []
    cast.unit()
    centre.topic()
    left = [step.url.split("/")[2] for step in day_cards.first_steps(administrator, NOW)]
    assert "units" not in left
    assert not {"topics", "people"} & set(left)
    assert "notices" in left
