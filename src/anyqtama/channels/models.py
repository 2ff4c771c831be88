"""Channels of this organisation, and what waits to be sent or was sent."""

from django.db import models

from anyqtama.kernel.labels import label, validate_names
from anyqtama.kernel.models import StoredFile


class ChannelKind(models.TextChoices):
    CHAT = "chat"
    PHONE = "phone"
    WRITTEN = "written"
    EMAIL = "email"
    SMS = "sms"
    POST = "post"


class Channel(models.Model):
    """One way in or out. `adapter` names its entry in the registry; voice is where people wait on the line.

    `reply_within_minutes`: what a letter's writer may expect; empty: people wait before a screen, by the queue's.
    """

    code = models.SlugField(max_length=30, unique=True)
    kind = models.CharField(max_length=8, choices=ChannelKind.choices)
    adapter = models.CharField(max_length=30)
    names = models.JSONField(validators=[validate_names])
    settings = models.JSONField(default=dict, blank=True)
    reply_within_minutes = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return label(self.names)


class OutboundState(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


class OutboundMessage(models.Model):
    """A text to be sent through a pushing channel; its job is written in the same transaction."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT)
    address_sealed = models.CharField(max_length=500)
    address_masked = models.CharField(max_length=80)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60, db_index=True)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=OutboundState.choices, default=OutboundState.WAITING)
    state_at = models.DateTimeField()
    external_id = models.CharField(max_length=100, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
