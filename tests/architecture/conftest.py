"""The stage of the matrices is built once a file: what each cell does to it is rolled back."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from tests.architecture import objects


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[objects.Scene]:
    # pytest-django makes a test database only for a session in which some test is marked django_db
    assert "test" in str(connection.settings_dict["NAME"]), "mark the tests of this file django_db"
    with django_db_blocker.unblock(), transaction.atomic():
        yield objects.scene()
        transaction.set_rollback(True)
