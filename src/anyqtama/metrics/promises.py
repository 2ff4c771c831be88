"""What each queue promises: the thresholds of its service level and of a short abandonment."""

from collections.abc import Iterable

from anyqtama.contacts.models import Queue
from anyqtama.metrics.scope import Promise
from anyqtama.ui import moments


def promises(queues: Iterable[Queue]) -> dict[str, Promise]:
    return {queue.code: (queue.answer_within_seconds, queue.short_abandon_seconds) for queue in queues}


def promises_in_words(queues: Iterable[Queue]) -> str:
    """Each queue's T, for the words under a report."""
    return "; ".join(f"{queue} {moments.span(queue.answer_within_seconds)}" for queue in queues)
