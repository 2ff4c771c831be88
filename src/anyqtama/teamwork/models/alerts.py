"""Alerts: something is off its limit since a moment, until a moment, and who took it."""

from django.db import models

from anyqtama.people.models import Person, Unit


class AlertQuery(models.QuerySet["Alert"]):
    def open(self) -> "AlertQuery":
        return self.filter(ended_at=None)


class Alert(models.Model):
    """`kind` names the rule, `subject` what it is about (a queue's code), `facts` the numbers that raised it."""

    class Level(models.TextChoices):
        WARNING = "warning"
        ALARM = "alarm"

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT)
    level = models.CharField(max_length=8, choices=Level.choices)
    names = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)

    objects = AlertQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=models.Q(ended_at=None), name="one_open_alert_a_subject"
            )
        ]
