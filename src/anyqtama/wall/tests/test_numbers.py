"""What a lead types where a number belongs: any words are answered with a refusal."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from anyqtama.people.models import BreakLimit
from anyqtama.people.roles import Role
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["--5", "-", "five", "1_0", "1e3", "9" * 30, "40000", "-1"])
def test_no_number_of_people_on_a_break_is_refused_in_words(typed: str) -> None:
    lead = Client()
    lead.force_login(cast.person(Role.TEAM_LEAD, whole_centre=True, language="en"))
    answer = lead.post(f"/people/break-limits/{cast.unit('city').code}/", {"most": typed})
    assert answer.status_code == 302
    assert [str(said)[:21] for said in get_messages(answer.wsgi_request)] == ["Write how many people"]
    assert not BreakLimit.objects.exists()


@pytest.mark.parametrize("field", ["language:kk", "skill:water"])
def test_a_level_that_is_no_number_is_refused(field: str) -> None:
    lead, operator = Client(), cast.person(Role.OPERATOR)
    lead.force_login(cast.person(Role.TEAM_LEAD, whole_centre=True, language="en"))
    assert lead.post(f"/people/{operator.pk}/levels/", {field: "--2"}).status_code == 302
    assert not operator.languages.exists()
