"""Webhooks: which other systems are told of situations, and each call with its outcome."""

from django.db import models

from anyqtama.teamwork.models.situations import Severity, Situation, SituationKind


class Webhook(models.Model):
    """`kinds` empty: every kind. Without a secret, which is encrypted, nothing is sent."""

    name = models.CharField(max_length=100, unique=True)
    address = models.CharField(max_length=300)
    secret_sealed = models.CharField(max_length=500, blank=True)
    kinds = models.ManyToManyField(SituationKind, blank=True)
    least_severity = models.CharField(max_length=8, choices=Severity.choices, default=Severity.MINOR)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class WebhookEvent(models.TextChoices):
    REPORTED = "situation.reported"
    TOLD = "situation.told"
    ACKNOWLEDGED = "situation.acknowledged"
    RESOLVED = "situation.resolved"
    TEST = "test"


class CallQuery(models.QuerySet["WebhookCall"]):
    def waiting(self) -> "CallQuery":
        return self.filter(delivered_at=None, given_up_at=None)


class WebhookCall(models.Model):
    """One event for one webhook; `delivery` is the same at every try. `status` and `problem` are of the last one."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="calls")
    situation = models.ForeignKey(Situation, null=True, on_delete=models.CASCADE, related_name="calls")
    event = models.CharField(max_length=24, choices=WebhookEvent.choices)
    rung = models.SmallIntegerField(default=-1)
    delivery = models.UUIDField(unique=True)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=12, blank=True)
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects = CallQuery.as_manager()

    class Meta:
        indexes = [models.Index(fields=["webhook", "-made_at"], name="webhook_call_newest")]
