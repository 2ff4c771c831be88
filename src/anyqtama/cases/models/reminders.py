"""Reminders before and after a date, as rules; and who was told by which."""

from django.db import models

from anyqtama.cases.models.case import Case
from anyqtama.kernel.labels import label, validate_names
from anyqtama.people.models import Person


class Rung(models.TextChoices):
    OWNER = "owner"
    LEAD = "lead"
    HEAD = "head"


class DateOf(models.TextChoices):
    """The case's due time, or one of its clocks."""

    DUE = "due"
    REPLY = "reply"
    DIAGNOSIS = "diagnosis"
    FIX = "fix"


class ReminderRule(models.Model):
    """`minutes` after the date (before it when negative) those of `rung` are told."""

    names = models.JSONField(validators=[validate_names])
    date_of = models.CharField(max_length=10, choices=DateOf.choices, default=DateOf.DUE)
    minutes = models.IntegerField()
    rung = models.CharField(max_length=5, choices=Rung.choices)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["date_of", "minutes", "rung"], name="one_reminder_rule")]

    def __str__(self) -> str:
        return label(self.names)


class Reminder(models.Model):
    """`instead`: the one who should have been told and is away."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reminders")
    rule = models.ForeignKey(ReminderRule, on_delete=models.PROTECT, related_name="+")
    date = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reminders")
    instead = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "rule", "date", "person"], name="reminded_once")]
        indexes = [models.Index(fields=["person", "seen_at"], name="reminder_unseen")]
