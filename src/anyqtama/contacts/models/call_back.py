"""A call that was promised to a client for a minute, and the contact it became."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from anyqtama.clients.models import Client
from anyqtama.contacts.models.contact import Contact
from anyqtama.contacts.models.queue import Queue
from anyqtama.contacts.models.topic import Topic
from anyqtama.people.models import Person

OVERDUE_AFTER = timedelta(minutes=2)
"""So long after its minute a call-back that nobody took is late for the lead."""


class CallBackQuery(models.QuerySet["CallBack"]):
    def open(self) -> "CallBackQuery":
        """Not called off, and nobody has taken it yet."""
        return self.filter(Q(contact=None) | Q(contact__accepted_at=None), dropped_at=None)

    def due(self, at: datetime) -> "CallBackQuery":
        """Its minute has come and it does not ring yet."""
        return self.filter(contact=None, dropped_at=None, due_at__lte=at)

    def overdue(self, at: datetime) -> "CallBackQuery":
        return self.open().filter(due_at__lte=at - OVERDUE_AFTER)


class CallBack(models.Model):
    """`person` promised it and is asked first; `contact` is the outgoing call it became. The number is encrypted."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="call_backs")
    number_sealed = models.CharField(max_length=500)
    number_masked = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="call_backs")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="call_backs")
    promised_in = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="call_backs")
    case_number = models.CharField(max_length=30, blank=True)
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    contact = models.OneToOneField(Contact, null=True, on_delete=models.SET_NULL, related_name="call_back")
    dropped_at = models.DateTimeField(null=True)
    dropped_why = models.CharField(max_length=200, blank=True)

    objects = CallBackQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="call_back_due", condition=Q(contact=None, dropped_at=None)),
            models.Index(fields=["person", "due_at"], name="call_back_person"),
        ]

    def __str__(self) -> str:
        return self.client.name or self.number_masked
