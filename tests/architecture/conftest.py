"""The stage of the matrices is built once a file: what each cell does to it is rolled back."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.architecture import objects


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[objects.Scene]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield objects.scene()
        transaction.set_rollback(True)
