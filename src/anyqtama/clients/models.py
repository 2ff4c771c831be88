"""A client's card: who they are, how they can be reached, what they agreed to."""

from django.db import models

from anyqtama.people.models import Person


class Client(models.Model):
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="kk")
    address = models.CharField(max_length=300, blank=True)
    notes = models.TextField(blank=True)
    created_at = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class IdentityKind(models.TextChoices):
    PHONE = "phone"
    EMAIL = "email"


class Identity(models.Model):
    """One way to recognise or reach a client. The value is encrypted, found by its fingerprint, shown masked."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, choices=IdentityKind.choices)
    value_sealed = models.CharField(max_length=500)
    fingerprint = models.CharField(max_length=64)
    masked = models.CharField(max_length=80)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "fingerprint"], name="one_client_an_identity")]


class Notice(models.Model):
    """A version of the personal-data notice. A text once agreed to is never edited: a change is a new version."""

    version = models.PositiveSmallIntegerField(unique=True)
    points = models.JSONField()
    texts = models.JSONField()
    valid_from = models.DateTimeField()


class Consent(models.Model):
    """A client agreed to a version of the notice: when, in which language, how; and when they took it back."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consents")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT)
    language = models.CharField(max_length=2)
    how = models.CharField(max_length=30)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class Block(models.Model):
    """A client kept out for a time, by whom and why."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="blocks")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")


class Look(models.Model):
    """The access log: who opened which card, when, and on which page."""

    class Why(models.TextChoices):
        CARD = "card"
        REGISTERING = "registering"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="looks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=12, choices=Why.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["client", "-at"], name="look_client"),
            models.Index(fields=["person", "-at"], name="look_person"),
        ]
