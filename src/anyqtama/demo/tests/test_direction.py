"""The page /demo/: for team leads and the system administrator of a demo, nobody else."""

import pytest
from django.test import Client

from anyqtama.config.urls import urlpatterns
from anyqtama.demo import access as demo_access
from anyqtama.demo import directing
from anyqtama.kernel.models import Entry
from anyqtama.people import access
from anyqtama.people.roles import EVERY_ROLE, Role
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("anyqtama.demo.tests.urls")]


@pytest.fixture(autouse=True)
def _demo() -> None:
    access.connect(rights=demo_access.RIGHTS, policies={})


def browser(*roles: Role) -> Client:
    client = Client()
    client.force_login(cast.person(*roles), backend="anyqtama.people.signing_in.Backend")
    return client


def test_only_team_leads_and_the_system_administrator_direct() -> None:
    allowed = {role for role in EVERY_ROLE if browser(role).get("/demo/").status_code == 200}
    assert allowed == {Role.TEAM_LEAD, Role.SYSADMIN}
    assert browser().get("/demo/").status_code == 403
    assert Client().get("/demo/").status_code == 302


def test_the_page_stands_in_a_demo_only() -> None:
    assert not any("demo" in str(pattern.pattern) for pattern in urlpatterns)


def test_pace_switch_and_people_are_kept_and_told() -> None:
    operator, other = cast.person(Role.OPERATOR), cast.person(Role.CLERK)
    lead = browser(Role.TEAM_LEAD)
    sent = lead.post("/demo/", {"per_hour": "60", "acting": [operator.login]})
    assert sent.status_code == 302
    kept = directing.current()
    assert (kept.running, kept.per_hour) == (False, 60)
    assert other.login in kept.resting
    assert operator.login not in kept.resting
    assert Entry.objects.get(kind="demo.directed").payload["per_hour"] == 60


@pytest.mark.parametrize("pace", ["241", "-1", "many", ""])
def test_a_pace_out_of_range_is_answered_with_what_to_write(pace: str) -> None:
    answer = browser(Role.TEAM_LEAD).post("/demo/", {"per_hour": pace})
    assert answer.status_code == 422
    assert "aq-error" in answer.content.decode()
    assert not Entry.objects.filter(kind="demo.directed").exists()
