"""A queue's promise and thresholds: what changed is journalled field by field."""

from datetime import datetime

from django.db import transaction

from anyqtama.contacts.entries import QueueLimitsChanged
from anyqtama.contacts.models import Queue
from anyqtama.kernel import journal, live
from anyqtama.people.models import Person

FIELDS = ("answer_within_seconds", "target_percent", "formula", "warn_wait_seconds", "alarm_wait_seconds")


class WarningAfterAlarm(Exception):
    """Forms refuse it with the numbers; this is the verb's own guard."""


def change(*, queue: Queue, by: Person, at: datetime, **limits: int | str) -> Queue:
    assert set(limits) <= set(FIELDS)
    with transaction.atomic():
        queue = Queue.objects.select_for_update().get(pk=queue.pk)
        before = {field: getattr(queue, field) for field in limits}
        changed = {field: value for field, value in limits.items() if before[field] != value}
        for field, value in changed.items():
            setattr(queue, field, value)
        if queue.warn_wait_seconds >= queue.alarm_wait_seconds:
            raise WarningAfterAlarm
        if changed:
            queue.save(update_fields=list(changed))
            entry = QueueLimitsChanged({field: before[field] for field in changed}, changed)
            journal.write(entry, subject=queue, by=by.principal, at=at)
            live.hint("wall")
    return queue
