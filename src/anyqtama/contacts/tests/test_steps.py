"""A queue saved with a "left at once" between two steps is brought to the step below; the others stay."""

from importlib import import_module

import pytest
from django.apps import apps

from anyqtama.history.bins import EDGES
from tests import centre

pytestmark = pytest.mark.django_db


def test_the_migration_brings_each_queue_to_a_step_that_reports_count_by() -> None:
    migration = import_module("anyqtama.contacts.migrations.0005_left_at_once")
    said = {f"q{number}": seconds for number, seconds in enumerate((0, 3, 5, 6, 44, 45, 600, 601))}
    queues = {}
    for code, seconds in said.items():
        queues[code] = centre.queue(code)
        queues[code].short_abandon_seconds = seconds
        queues[code].save()
    migration.to_steps(apps, None)
    for queue in queues.values():
        queue.refresh_from_db()
    kept = [queues[code].short_abandon_seconds for code in said]
    assert kept == [5, 5, 5, 5, 40, 45, 600, 600]
    assert set(migration.STEPS) == {edge for edge in EDGES if edge <= 600}
