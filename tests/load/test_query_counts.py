"""Each page asks the database as often on a large centre as on a small one."""

import random
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anyqtama.demo import setting_up
from anyqtama.people.models import Person
from tests.load.pages import PAGES, addresses

MOST = 40
"""The dearest page of all; the others are far below."""


@pytest.mark.django_db
def test_no_page_asks_more_often_when_there_is_more() -> None:
    until = timezone.now()
    setting_up.set_up(at=until - timedelta(days=40))
    load = import_module("bench.load_contacts").Load(random.Random(1))  # a script, not a package of ours
    fill(load, 40)
    few = dict(counts())
    fill(load, 400)
    many = dict(counts())
    assert min(few.values()) >= 3, few
    more = {page: (few[page], many[page]) for page in few if many[page] > few[page]}
    assert not more, more
    dear = {page: number for page, number in many.items() if number > MOST}
    assert not dear, dear


def fill(load: Any, contacts: int) -> None:
    until = timezone.now()
    load.batch(sorted(until - timedelta(days=30 * load.rng.random()) for _ in range(contacts)))
    load.intervals()


def counts() -> Iterator[tuple[str, int]]:
    for role, pages in PAGES.items():
        person = Person.objects.filter(grants__role=role, is_active=True).order_by("pk")[0]
        browser = Client()
        browser.force_login(person)
        for page in addresses(person, pages):
            browser.get(page)  # what is looked up once a process is known now
            cache.clear()
            with CaptureQueriesContext(connection) as asked:
                answer = browser.get(page)
            assert answer.status_code == 200, (role, page)
            yield f"{role} {page}", len(asked)
