"""Outbound lists: whom we call or write to, why, when and how often; each attempt with what it ended in."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from anyqtama.channels.models import Channel, OutboundMessage
from anyqtama.clients.models import Client, Consent
from anyqtama.contacts.models.contact import Contact
from anyqtama.contacts.models.queue import Queue
from anyqtama.contacts.models.topic import Topic
from anyqtama.contacts.models.wrap_up import ContactResult
from anyqtama.kernel.labels import label, validate_names
from anyqtama.knowledge.models import Script
from anyqtama.people.models import Person


class OutboundResult(models.Model):
    """What an attempt can end in; the list is data.

    `again`: the row comes up once more after a pause (`pause_minutes`, else the list's). `asks_time`: the client named
    a time, a call-back is promised. `wrong_address`, `refuses`: the row is over, and the client is not called again.
    """

    code = models.SlugField(max_length=30, unique=True)
    names = models.JSONField(validators=[validate_names])
    reached = models.BooleanField(default=False)
    again = models.BooleanField(default=False)
    pause_minutes = models.PositiveIntegerField(null=True, blank=True)
    asks_time = models.BooleanField(default=False)
    wrong_address = models.BooleanField(default=False)
    refuses = models.BooleanField(default=False)
    contact_result = models.ForeignKey(ContactResult, null=True, blank=True, on_delete=models.SET_NULL)
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return label(self.names)


class ListState(models.TextChoices):
    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class OutboundList(models.Model):
    """`source` is the saved search it is filled from; `hours` narrow what the law allows, in the client's own time."""

    name = models.CharField(max_length=120)
    about = models.CharField(max_length=500, blank=True)
    purpose = models.CharField(max_length=14, choices=Consent.Purpose.choices, default=Consent.Purpose.SERVICE)
    needs_consent = models.BooleanField(default=True)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT)
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="outbound_lists")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    script = models.ForeignKey(Script, null=True, blank=True, on_delete=models.SET_NULL)
    texts = models.JSONField(default=dict, blank=True)
    hours = models.JSONField(null=True, blank=True)
    days_off = models.BooleanField(default=False)
    most_attempts = models.PositiveSmallIntegerField(default=3)
    pause_minutes = models.PositiveIntegerField(default=120)
    source = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=ListState.choices, default=ListState.DRAFT)
    state_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def by_phone(self) -> bool:
        return self.channel.kind == "phone"


class RowState(models.TextChoices):
    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    REFUSED = "refused"


class RowQuery(models.QuerySet["OutboundRow"]):
    def ready(self, at: datetime) -> "RowQuery":
        return self.filter(state=RowState.WAITING, next_at__lte=at)

    def counts(self) -> dict[str, int]:
        found: dict[str, Any] = dict(self.order_by().values_list("state").annotate(models.Count("id")))
        return {state: found.get(state, 0) for state in RowState.values}


class OutboundRow(models.Model):
    """One client of a list. `why`: the code of what forbids to contact them (contacts.outbound.fitness)."""

    list = models.ForeignKey(OutboundList, on_delete=models.CASCADE, related_name="rows")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="outbound_rows")
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=RowState.choices, default=RowState.WAITING)
    why = models.CharField(max_length=20, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="outbound_rows")
    taken_at = models.DateTimeField(null=True)
    result = models.ForeignKey(OutboundResult, null=True, on_delete=models.PROTECT)
    added_at = models.DateTimeField()

    objects = RowQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "client"], name="one_row_a_client"),
            models.UniqueConstraint(fields=["taken_by"], condition=Q(state="taken"), name="one_row_in_hand"),
            models.CheckConstraint(
                condition=Q(state="taken", taken_by__isnull=False) | ~Q(state="taken"), name="taken_by_somebody"
            ),
        ]
        indexes = [models.Index(fields=["list", "state", "next_at"], name="outbound_row_next")]


class OutboundAttempt(models.Model):
    """One try: a call that became a contact, or a message that was handed over for sending."""

    row = models.ForeignKey(OutboundRow, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    contact = models.OneToOneField(Contact, null=True, on_delete=models.SET_NULL, related_name="outbound")
    message = models.ForeignKey(OutboundMessage, null=True, on_delete=models.SET_NULL, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    result = models.ForeignKey(OutboundResult, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row"], condition=Q(ended_at=None), name="one_open_attempt_a_row"),
            models.UniqueConstraint(fields=["row", "number"], name="one_attempt_a_number"),
        ]
