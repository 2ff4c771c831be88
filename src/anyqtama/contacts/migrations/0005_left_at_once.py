"""A queue's "left at once" that no step of the histogram of waits has comes to the step below, or up to the first: reports count by steps."""

from typing import Any

from django.db import migrations

STEPS = (5, 10, 15, 20, 30, 40, 45, 60, 80, 90, 120, 150, 180, 240, 300, 420, 600)


def to_steps(apps: Any, _editor: object) -> None:
    queues = apps.get_model("contacts", "Queue").objects
    for queue in queues.exclude(short_abandon_seconds__in=STEPS):
        queue.short_abandon_seconds = max(
            (step for step in STEPS if step <= queue.short_abandon_seconds), default=STEPS[0]
        )
        queue.save(update_fields=["short_abandon_seconds"])


class Migration(migrations.Migration):
    dependencies = [("contacts", "0004_difficult")]
    operations = [migrations.RunPython(to_steps, migrations.RunPython.noop)]
