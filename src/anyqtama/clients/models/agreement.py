"""What clients agreed to, who was kept out, and who looked at whose card."""

from django.db import models

from anyqtama.clients.models.card import Client
from anyqtama.people.models import Person


class Notice(models.Model):
    """A version of the personal-data notice. A text once agreed to is never edited: a change is a new version."""

    version = models.PositiveSmallIntegerField(unique=True)
    points = models.JSONField()
    texts = models.JSONField()
    valid_from = models.DateTimeField()


class Consent(models.Model):
    """A client agreed to a version of the notice for a purpose: when, in which language, how; when taken back."""

    class Purpose(models.TextChoices):
        SERVICE = "service"
        RECORDING = "recording"
        SURVEY = "survey"
        OFFERS = "offers"
        THIRD_PARTIES = "third_parties"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consents")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=14, choices=Purpose.choices, default=Purpose.SERVICE)
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


class DoNotContact(models.Model):
    """The client asked us not to call or write on our own: since when, why, who noted it; until it was lifted."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="do_not_contact")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=models.Q(lifted_at=None), name="one_wish_for_silence_a_client"
            )
        ]


class Look(models.Model):
    """The access log: who opened which card, when, and on which page."""

    class Why(models.TextChoices):
        CARD = "card"
        REGISTERING = "registering"
        DESK = "desk"  # beside a talk
        COMPARING = "comparing"  # `field` was hidden from the talk and was looked at all the same

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="looks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=12, choices=Why.choices)
    field = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["client", "-at"], name="look_client"),
            models.Index(fields=["person", "-at"], name="look_person"),
        ]
