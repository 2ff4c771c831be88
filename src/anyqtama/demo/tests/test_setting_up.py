"""The organisation of the demo, made once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from pytest_django import DjangoDbBlocker

from anyqtama.contacts.models import Queue, Topic
from anyqtama.demo import cast, content, older
from anyqtama.demo.setting_up import PASSWORD
from anyqtama.demo.tests import centre
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from anyqtama.portal import rating

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        centre.set_up()
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


def rows() -> dict[str, list[tuple[object, ...]]]:
    def of(model: type[models.Model]) -> list[tuple[object, ...]]:
        return list(model._base_manager.order_by("pk").values_list())

    return {model._meta.label: of(model) for model in apps.get_models() if model._meta.app_label != "auth"}


def test_older_days_do_not_begin_before_the_organisation() -> None:
    def beginning(days: int) -> datetime:
        return older.beginning(until=centre.UNTIL, days=days, using="default")

    assert beginning(60) == centre.SINCE - timedelta(days=1)
    assert beginning(1) == centre.UNTIL - timedelta(days=1)


def test_making_it_twice_changes_nothing() -> None:
    before = rows()
    centre.set_up()
    assert rows() == before
    assert len(before["people.Person"]) == len(content.load().organisation.people)


def test_the_stranger_has_no_role_and_stands_at_the_door_with_the_others() -> None:
    stranger = Person.objects.get(login=content.load().organisation.stranger.login)
    assert stranger.is_active
    assert stranger.roles == frozenset()
    assert not stranger.queues.exists()
    assert stranger.login in {member.login for member in cast.members()}


def test_the_cast_has_every_occupation_and_can_sign_in() -> None:
    members = cast.members()
    people = {person.login: person for person in Person.objects.prefetch_related("grants")}
    assert set().union(*(people[member.login].roles for member in members)) == set(Role)
    assert all(people[member.login].check_password(member.password) for member in members[:2])
    assert {member.password for member in members} == {PASSWORD}


def test_nobody_is_offered_at_the_door_of_a_centre_that_is_not_the_demo() -> None:
    Person.objects.update(is_active=False)
    assert list(cast.members()) == []


def test_operators_have_roles_in_their_own_group_only() -> None:
    lead = Person.objects.get(login="gaukhar.ospanova")
    assert [grant.unit for grant in lead.grants.select_related("unit")] == [lead.unit]
    head = Person.objects.get(login="talgat.zhunisov")
    assert [grant.unit for grant in head.grants.all()] == [None]


def test_every_queue_is_answered_in_kazakh_and_russian() -> None:
    for queue in Queue.objects.all():
        needs = {need.skill_id for need in queue.skills.all()}
        known: set[str] = set()
        for member in queue.members.select_related("person"):
            assert needs <= set(member.person.skills.values_list("skill", flat=True)), queue.code
            known |= set(member.person.languages.values_list("language", flat=True))
        assert {"kk", "ru"} <= known, queue.code


def test_every_topic_leads_to_a_queue_a_department_and_a_promise() -> None:
    for topic in Topic.objects.exclude(parent=None):
        assert topic.queue, topic.code
        assert topic.department, topic.code
        assert topic.promise_minutes, topic.code


def test_the_rating_in_force_asks_what_history_counts() -> None:
    version = rating.questions(at=centre.SINCE)
    assert version is not None
    assert [question["key"] for question in version.questions] == ["solved", "rating"]
