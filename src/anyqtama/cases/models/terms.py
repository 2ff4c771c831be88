"""Where due times come from, as data: terms of law by regime, addressee and ground; the organisation's promises."""

from django.db import models
from django.db.models import Q

from anyqtama.cases.models.kind import CaseKind
from anyqtama.contacts.models import Topic
from anyqtama.kernel.labels import label, validate_names


class Urgency(models.TextChoices):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    CRITICAL = "critical"


class District(models.Model):
    """A part of the territory that promises and responsible bodies may depend on."""

    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return label(self.names)


class Term(models.Model):
    """One regime × addressee × ground. The figures are dated rules of law by key; here is how they are counted."""

    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    addressee = models.JSONField(default=dict)
    ground = models.JSONField(default=dict)
    rule_key = models.CharField(max_length=60)
    extension_key = models.CharField(max_length=60, blank=True)
    notice_key = models.CharField(max_length=60, blank=True)
    forward_key = models.CharField(max_length=60, blank=True)
    starts_next_day = models.BooleanField(default=True)
    late_receipt_moves = models.BooleanField(default=True)
    last_day_off_moves = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return label(self.names)


class Promise(models.Model):
    """Within how many minutes a case is answered. What is empty fits every case; the row that says most counts."""

    kind = models.ForeignKey(CaseKind, null=True, blank=True, on_delete=models.PROTECT)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT)
    urgency = models.CharField(max_length=8, choices=Urgency.choices, blank=True)
    district = models.ForeignKey(District, null=True, blank=True, on_delete=models.PROTECT)
    minutes = models.PositiveIntegerField()
    around_the_clock = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="a_promise_takes_time")]

    def __str__(self) -> str:
        return " · ".join(str(part) for part in (self.kind, self.topic, self.urgency, self.district) if part) or "—"
