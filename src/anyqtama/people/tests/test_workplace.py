import pytest
from django.test import Client
from django.urls import reverse

from anyqtama.kernel.models import Entry
from anyqtama.people.models import WorkplaceCheck
from anyqtama.people.roles import Role
from tests import cast

pytestmark = pytest.mark.django_db
FIT = dict.fromkeys(("sound", "microphone", "notices", "network", "keyboard"), "works") | {"printer": "none"}


def test_a_check_keeps_what_fails_and_the_next_one_replaces_it(client: Client) -> None:
    person = cast.person(Role.OPERATOR, language="en")
    client.force_login(person)
    answer = client.post(reverse("my_workplace"), FIT | {"microphone": "fails", "network_ms": "35", "note": "сынған"})
    assert answer.status_code == 302
    check = WorkplaceCheck.objects.get(person=person)
    assert (check.faults, check.network_ms, check.note) == (["microphone"], 35, "сынған")
    assert "Does not work: Microphone" in client.get(reverse("my_workplace")).content.decode()
    client.post(reverse("my_workplace"), FIT)
    check.refresh_from_db()
    assert check.faults == []
    assert [entry.payload["faults"] for entry in Entry.objects.filter(kind="workplace.checked").order_by("pk")] == [
        ["microphone"],
        [],
    ]


@pytest.mark.parametrize("wrong", [{}, FIT | {"sound": "loud"}, FIT | {"network_ms": "-1"}, FIT | {"note": "х" * 301}])
def test_a_wrong_answer_is_refused_and_keeps_the_last_check(client: Client, wrong: dict[str, str]) -> None:
    person = cast.person(Role.OPERATOR)
    client.force_login(person)
    client.post(reverse("my_workplace"), FIT)
    assert client.post(reverse("my_workplace"), wrong).status_code == 422
    assert WorkplaceCheck.objects.get().faults == []


def test_the_page_answers_its_own_measurement_at_once(client: Client) -> None:
    client.force_login(cast.person(Role.CLERK))
    assert client.get(reverse("my_workplace"), {"ping": "1"}).json() == {}
