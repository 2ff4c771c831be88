"""Who is away from when to when, and who stands in."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from anyqtama.kernel.models import Entry
from anyqtama.people import absences, planning_absence
from anyqtama.people.models import Absence, Person
from anyqtama.people.roles import Role
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def stage(db: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), override("en"):
        yield


@pytest.fixture
def people() -> dict[str, Person]:
    unit = cast.unit("group")
    return {
        "away": cast.person(Role.OPERATOR, unit=unit, language="en", family_name="Away"),
        "deputy": cast.person(Role.OPERATOR, unit=unit, language="en", family_name="Deputy"),
        "third": cast.person(Role.OPERATOR, unit=cast.unit("elsewhere"), language="en", family_name="Third"),
        "lead": cast.person(Role.TEAM_LEAD, unit=unit, language="en"),
        "master": cast.person(unit=unit, language="en"),
    }


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def planned(person: Person, deputy: Person, first: int = 0, last: int = 5, **more: Any) -> Absence:
    facts: dict[str, Any] = {"reason": "", "by": person, "at": NOW} | more
    return planning_absence.plan(
        person=person, deputy=deputy, begins_on=day(first), ends_on=day(last), **facts
    )  # fmt: skip


def test_a_deputy_stands_in_on_the_days_named_and_no_longer(people: dict[str, Person]) -> None:
    away, deputy = people["away"], people["deputy"]
    made = planned(away, deputy, 1, 3, reason=" оқу ")
    days = [number for number in range(6) if absences.stands_in_for(deputy, day(number)) == {away.pk}]
    assert days == [1, 2, 3]
    assert absences.stands_in_for(away, day(2)) == set()
    assert made.reason == "оқу"
    assert str(deputy) in absences.words(absences.running([away.pk], day(2))[away.pk])
    assert Entry.objects.get(kind="absence.planned").payload == {
        "deputy": deputy.pk, "begins_on": day(1).isoformat(), "ends_on": day(3).isoformat(),
    }  # fmt: skip


def test_several_are_planned_one_is_called_off_and_one_ended_early(people: dict[str, Person]) -> None:
    away, deputy = people["away"], people["deputy"]
    now, later = planned(away, deputy), planned(away, people["third"], 10, 12)
    planning_absence.end(absence=now, by=people["lead"], at=NOW + timedelta(hours=1))
    planning_absence.end(absence=later, by=away, at=NOW + timedelta(hours=1))
    assert absences.stands_in_for(deputy, day(1)) == set()
    assert absences.stands_in_for(people["third"], day(11)) == set()
    assert [entry.payload["begun"] for entry in Entry.objects.filter(kind="absence.ended").order_by("pk")] == [
        True,
        False,
    ]
    with pytest.raises(planning_absence.OverAlready):
        planning_absence.end(absence=now, by=away, at=NOW + timedelta(hours=2))
    assert absences.covers(now, NOW + timedelta(minutes=30))
    now.refresh_from_db()
    assert not absences.covers(now, NOW + timedelta(hours=2))
    assert planned(away, deputy, 1, 2).pk, "the days are free again"


def test_what_cannot_be_is_refused_in_words(people: dict[str, Person]) -> None:
    away, deputy, third = people["away"], people["deputy"], people["third"]
    with pytest.raises(planning_absence.EndsBeforeItBegins):
        planned(away, deputy, 3, 2)
    with pytest.raises(planning_absence.OverAlready):
        planned(away, deputy, -3, -1)
    with pytest.raises(planning_absence.DeputyIsOneself):
        planned(away, away)
    with pytest.raises(planning_absence.CannotStandIn):
        planned(away, people["master"])
    planned(away, deputy, 2, 5)
    with pytest.raises(planning_absence.Overlaps) as refusal:
        planned(away, third, 5, 8)
    assert "18 " in refusal.value.message, "it says which days"
    with pytest.raises(planning_absence.DeputyAway) as gone:
        planned(third, away, 1, 2)
    assert str(away) in gone.value.message
    with pytest.raises(planning_absence.StandsIn) as stands:
        planned(deputy, third, 5, 9)
    assert str(away) in stands.value.message
    assert planned(deputy, third, 6, 9).pk
    Person.objects.filter(pk=third.pk).update(is_active=False)
    with pytest.raises(planning_absence.DeputyGone):
        planned(away, third, 20, 21)
    assert Absence.objects.count() == 2


def test_my_account_plans_and_ends_it_and_the_deputy_reads_it_there(client: Client, people: dict[str, Person]) -> None:
    away, deputy = people["away"], people["deputy"]
    client.force_login(away)
    address = reverse("person_absences", args=[away.pk])
    assert address in client.get(reverse("me")).content.decode()
    page = client.get(address).content.decode()
    assert page.index(str(deputy)) < page.index(str(people["third"])), "who is near stands first"
    said = {"begins_on": "16.11.2026", "ends_on": "20.11.2026", "deputy": deputy.pk, "reason": "оқу"}
    wrong = client.post(address, said | {"ends_on": "15.11.2026"})
    assert (wrong.status_code, "lies before" in wrong.content.decode()) == (409, True)
    assert client.post(address, said | {"deputy": away.pk}).status_code == 422
    assert client.post(address, said).status_code == 302
    assert "20 November 2026" in client.get(reverse("me")).content.decode()
    client.force_login(deputy)
    page = client.get(reverse("me")).content.decode()
    assert f"You stand in for {away}" in page
    assert "оқу" not in page, "why is not the deputy's matter"
    made = Absence.objects.get()
    assert client.post(reverse("absence_end", args=[made.pk])).status_code == 404
    client.force_login(away)
    assert client.post(reverse("absence_end", args=[made.pk])).status_code == 302
    assert absences.stands_in_for(deputy, timezone.localdate()) == set()
    again = client.post(reverse("absence_end", args=[made.pk]), follow=True)
    assert "over already" in again.content.decode()


def test_a_lead_plans_for_their_people_and_sees_the_mark(client: Client, people: dict[str, Person]) -> None:
    client.force_login(people["lead"])
    said = {"begins_on": "16.11.2026", "ends_on": "20.11.2026", "deputy": people["deputy"].pk, "reason": ""}
    assert client.post(reverse("person_absences", args=[people["third"].pk]), said).status_code == 404
    assert client.post(reverse("person_absences", args=[people["away"].pk]), said).status_code == 302
    assert Absence.objects.get().made_by == people["lead"]
    page = client.get(reverse("people_today"), {"all": "1", "person": str(people["away"].pk)}).content.decode()
    assert f"away until 20 November; deputy: {people['deputy']}" in page
    assert reverse("person_absences", args=[people["away"].pk]) in page


def test_the_settings_of_a_person_lead_there(client: Client, people: dict[str, Person]) -> None:
    client.force_login(cast.person(Role.SYSADMIN, whole_centre=True))
    address = reverse("person_absences", args=[people["away"].pk])
    assert address in client.get(reverse("settings_person", args=[people["away"].pk])).content.decode()
    assert client.get(address).status_code == 200
