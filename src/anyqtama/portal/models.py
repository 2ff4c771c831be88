"""A visit: one browser that writes to us, known by a cookie and by nothing else until it gives a name."""

from datetime import datetime, timedelta

from django.db import models

from anyqtama.clients.models import Client
from anyqtama.contacts.models import Contact, Topic
from anyqtama.kernel.principal import Principal

KEPT = timedelta(days=14)
"""For so long after it was last seen a browser finds its talk again."""


class VisitQuery(models.QuerySet["Visit"]):
    def open(self, at: datetime) -> "VisitQuery":
        return self.filter(ended_at=None, seen_at__gt=at - KEPT)


class Visit(models.Model):
    """`number` counts the talks of this browser; `contact` is the last one. Without a client: a general question."""

    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2)
    client = models.ForeignKey(Client, null=True, on_delete=models.SET_NULL, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.SET_NULL, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveIntegerField(default=0)
    address = models.GenericIPAddressField(null=True)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = VisitQuery.as_manager()

    @property
    def principal(self) -> Principal:
        return Principal.visitor(self.pk)
