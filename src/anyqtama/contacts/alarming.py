"""By the queue's own limits: a wait past its warning or alarm raises an alert, a shorter longest wait ends it.

Who was taken but has not heard a human word waits too.
"""

from datetime import datetime

from django.db.models import Min

from anyqtama.contacts.facts import seconds
from anyqtama.contacts.models import Contact, Queue
from anyqtama.teamwork import alerting
from anyqtama.teamwork.models import Alert

LONG_WAIT = "queue.long_wait"


def sweep(*, at: datetime) -> int:
    """Raise and end the alerts of long waits. Returns how many queues are past a limit."""
    oldest = dict(Contact.objects.waiting_for_a_word().values_list("queue").annotate(Min("queued_at")))
    past = 0
    open_subjects = set(Alert.objects.open().filter(kind=LONG_WAIT).values_list("subject", flat=True))
    for queue in Queue.objects.in_use():
        waited = seconds(oldest[queue.pk], at) if queue.pk in oldest else 0
        if waited < queue.warn_wait_seconds:
            if queue.code in open_subjects:
                alerting.end(kind=LONG_WAIT, subject=queue.code, at=at)
            continue
        alarm = waited >= queue.alarm_wait_seconds
        limit = queue.alarm_wait_seconds if alarm else queue.warn_wait_seconds
        alerting.raise_alert(
            kind=LONG_WAIT,
            subject=queue.code,
            level=Alert.Level.ALARM if alarm else Alert.Level.WARNING,
            names=queue.names,
            facts={"limit_seconds": limit},
            unit=queue.unit,
            at=at,
        )
        past += 1
    return past
