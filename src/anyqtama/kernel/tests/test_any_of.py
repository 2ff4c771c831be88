"""One parameter for many keys, on both databases."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anyqtama.kernel.models import Job
from tests.centre import NOW

pytestmark = pytest.mark.django_db


def test_rows_whose_key_is_one_of_many_are_found_by_one_parameter() -> None:
    jobs = [Job.objects.create(kind="mail", run_at=NOW, created_at=NOW) for _ in range(3)]
    wanted = [jobs[0].pk, jobs[2].pk, *range(10**6, 10**6 + 5000)]
    with CaptureQueriesContext(connection) as seen:
        found = Job.objects.filter(pk__any_of=wanted).order_by("pk")
        assert list(found) == [jobs[0], jobs[2]]
    assert len(seen) == 1
    assert not Job.objects.filter(pk__any_of=[]).exists()
    assert list(Job.objects.exclude(pk__any_of=wanted)) == [jobs[1]]
