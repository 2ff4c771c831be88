"""Difficult contacts: the methods as data, which was chosen and how it ended; life in danger handed to the rescuers."""

from django.db import models

from anyqtama.contacts.models.contact import Contact
from anyqtama.contacts.models.conversation import Consultation
from anyqtama.kernel.labels import label, validate_names
from anyqtama.people.models import Person
from anyqtama.teamwork.models import Situation, SituationKind


class MethodAct(models.TextChoices):
    """What a method does beside its words. END only after a WARN in the same contact."""

    SAY = "say"
    WARN = "warn"
    END = "end"
    LEAD = "lead"
    BREAK = "break"


class ConflictMethod(models.Model):
    """`when` says when it is used, `phrases` what is said to the client: each in three languages."""

    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    when = models.JSONField(default=dict, blank=True)
    phrases = models.JSONField(default=dict, blank=True)
    act = models.CharField(max_length=5, choices=MethodAct.choices, default=MethodAct.SAY)
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return label(self.names)


class StepOutcome(models.TextChoices):
    CALMED = "calmed"
    GOES_ON = "goes_on"
    LEFT = "left"
    ENDED = "ended"
    TAKEN = "taken"
    RESTED = "rested"


class ConflictStep(models.Model):
    """A method used in a contact, and its outcome. `consultation`: by it a lead was asked to take over."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="conflict_steps")
    method = models.ForeignKey(ConflictMethod, on_delete=models.PROTECT, related_name="steps")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    consultation = models.OneToOneField(Consultation, null=True, on_delete=models.SET_NULL, related_name="taking_over")
    outcome = models.CharField(max_length=7, choices=StepOutcome.choices, blank=True)
    outcome_at = models.DateTimeField(null=True)


class RescueService(models.Model):
    """Who saves lives, under which number, and what the client is told; `situation`: as what the leads are told."""

    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    number = models.CharField(max_length=20)
    when = models.JSONField(default=dict, blank=True)
    phrases = models.JSONField(default=dict, blank=True)
    situation = models.ForeignKey(SituationKind, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.number} · {label(self.names)}"


class RescueHandover(models.Model):
    """A contact handed to a rescue service, and what they were told."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="rescues")
    service = models.ForeignKey(RescueService, on_delete=models.PROTECT, related_name="handovers")
    address = models.CharField(max_length=300)
    what = models.TextField()
    call_back = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    situation = models.ForeignKey(Situation, null=True, on_delete=models.SET_NULL, related_name="+")
