"""The topics a person chooses from, grouped under their parents; read once a page."""

from collections import defaultdict

from anyqtama.contacts.models import Topic

Choices = list[tuple[str, str | list[tuple[int, str]]]]


def topic_choices() -> Choices:
    """Groups in order; a parent can be chosen too when nothing below it fits. One query."""
    topics = list(Topic.objects.filter(active=True).order_by("order", "id"))
    below: dict[int, list[Topic]] = defaultdict(list)
    for topic in topics:
        if topic.parent_id:
            below[topic.parent_id].append(topic)
    choices: Choices = [("", "—")]
    for topic in topics:
        if topic.parent_id is None:
            group = [(topic.pk, str(topic)), *((child.pk, str(child)) for child in below[topic.pk])]
            choices.append((str(topic), group))
    return choices
