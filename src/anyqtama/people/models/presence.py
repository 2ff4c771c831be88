"""Working states (the list is data) and what each person is doing now."""

from datetime import datetime, timedelta

from django.db import models

from anyqtama.kernel.labels import label, validate_names
from anyqtama.people.models.person import Person
from anyqtama.people.models.units import Unit

HEARTBEAT_LOST_AFTER = timedelta(seconds=30)


class StateKind(models.TextChoices):
    AVAILABLE = "available"
    BREAK = "break"
    MEETING = "meeting"
    TRAINING = "training"
    OTHER = "other"
    AWAY = "away"
    OFFLINE = "offline"


class WorkingState(models.Model):
    """One state a person can choose. `away` and `offline` are set by the system too."""

    code = models.SlugField(max_length=30, unique=True)
    names = models.JSONField(validators=[validate_names])
    kind = models.CharField(max_length=10, choices=StateKind.choices)
    order = models.PositiveSmallIntegerField(default=100)
    limit_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    paid = models.BooleanField(default=True)
    choosable = models.BooleanField(default=True)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return label(self.names)


class PresenceQuery(models.QuerySet["Presence"]):
    def available(self) -> "PresenceQuery":
        return self.filter(state__kind=StateKind.AVAILABLE)

    def on_shift(self) -> "PresenceQuery":
        return self.exclude(state__kind=StateKind.OFFLINE)

    def vanished(self, at: datetime) -> "PresenceQuery":
        return self.on_shift().filter(heartbeat_at__lt=at - HEARTBEAT_LOST_AFTER)


class Presence(models.Model):
    """The state of a person now. Changed only by people.presence; the past is in the journal."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="presence")
    state = models.ForeignKey(WorkingState, on_delete=models.PROTECT)
    since = models.DateTimeField()
    free_since = models.DateTimeField()
    heartbeat_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    objects = PresenceQuery.as_manager()


class BreakLimit(models.Model):
    """The most people of a unit and all below it who may be on a break at once."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE)
    most = models.PositiveSmallIntegerField()
