"""What contacts are about, as a tree: each topic leads to its queue, promise, script and articles."""

from django.db import models

from anyqtama.contacts.models.queue import Queue
from anyqtama.kernel.labels import label, validate_names
from anyqtama.knowledge.models import Article, Script
from anyqtama.people.models import Unit


class Topic(models.Model):
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(validators=[validate_names])
    queue = models.ForeignKey(Queue, null=True, blank=True, on_delete=models.PROTECT, related_name="topics")
    department = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    promise_minutes = models.PositiveIntegerField(null=True, blank=True)
    reference = models.BooleanField(default=True)
    script = models.ForeignKey(Script, null=True, blank=True, on_delete=models.SET_NULL)
    articles = models.ManyToManyField(Article, blank=True, related_name="topics")
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return label(self.names)
