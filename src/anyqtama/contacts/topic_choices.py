"""The topics a person chooses from, grouped under their parents; read once a page."""

from collections import defaultdict

from django.db.models import QuerySet

from anyqtama.contacts.models import Queue, Topic

Choices = list[tuple[str, str | list[tuple[int, str]]]]
CodeChoices = list[tuple[str, str | list[tuple[str, str]]]]


def topic_choices() -> Choices:
    """Groups in order; a parent can be chosen too when nothing below it fits. One query."""
    groups = _groups(Topic.objects.filter(active=True))
    return [("", "—"), *((str(head), [(one.pk, str(one)) for one in group]) for head, group in groups)]


def code_choices() -> CodeChoices:
    """The same for what keeps codes, without the empty one; those out of use can still be seen and taken away."""
    return [(str(head), [(one.code, str(one)) for one in group]) for head, group in _groups(Topic.objects.all())]


def queue_choices() -> list[tuple[str, str]]:
    return [(queue.code, str(queue)) for queue in Queue.objects.filter(active=True).order_by("order", "id")]


def _groups(rows: QuerySet[Topic]) -> list[tuple[Topic, list[Topic]]]:
    topics = list(rows.order_by("order", "id"))
    here = {topic.pk for topic in topics}
    below: dict[int, list[Topic]] = defaultdict(list)
    for topic in topics:
        if topic.parent_id:
            below[topic.parent_id].append(topic)
    return [(topic, [topic, *below[topic.pk]]) for topic in topics if topic.parent_id not in here]
