"""Non-standard situations: what happened, which managers were told when, what they did about it."""

from datetime import timedelta

from django.db import models

from anyqtama.kernel.labels import label, validate_names
from anyqtama.people.models import Person, Unit


class Severity(models.TextChoices):
    MINOR = "minor"
    SERIOUS = "serious"
    CRITICAL = "critical"


class SituationState(models.TextChoices):
    REPORTED = "reported"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class SituationKind(models.Model):
    """What can happen; the list is data. `acts` says what whoever meets it does first, in three languages."""

    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    acts = models.JSONField(default=dict, blank=True)
    minor_minutes = models.PositiveSmallIntegerField(default=60)
    serious_minutes = models.PositiveSmallIntegerField(default=15)
    critical_minutes = models.PositiveSmallIntegerField(default=5)
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return label(self.names)

    @property
    def first_act(self) -> str:
        return label(self.acts)

    def answer_within(self, severity: str) -> timedelta:
        """A manager must acknowledge within this time, else the next in line is told."""
        return timedelta(minutes=int(getattr(self, f"{severity}_minutes")))


class ReportedQuery(models.QuerySet["Situation"]):
    def open(self) -> "ReportedQuery":
        return self.exclude(state=SituationState.RESOLVED)


class Situation(models.Model):
    """`about_kind` and `about_id` name the contact or case it was met in; `rung` is how far up it was told."""

    number = models.CharField(max_length=20, unique=True)
    kind = models.ForeignKey(SituationKind, on_delete=models.PROTECT)
    severity = models.CharField(max_length=8, choices=Severity.choices)
    what = models.TextField()
    about_kind = models.CharField(max_length=10, blank=True)
    about_id = models.CharField(max_length=30, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=12, choices=SituationState.choices, default=SituationState.REPORTED)
    rung = models.SmallIntegerField(default=-1)
    acknowledged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)

    objects = ReportedQuery.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "reported_at"], name="situation_state")]


class Told(models.Model):
    """A manager was told: on the screen, and by e-mail where an address is known."""

    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rung = models.SmallIntegerField()
    at = models.DateTimeField()
    mailed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["situation", "person"], name="told_once")]


class SituationNote(models.Model):
    """A line of the log, by whoever deals with it."""

    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
