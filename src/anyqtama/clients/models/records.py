"""The quality of records: rules, what they found, errors that people reported, corrections of many cards at once."""

from django.db import models

from anyqtama.clients.models.card import Client
from anyqtama.kernel.labels import label, validate_names
from anyqtama.people.models import Person


class RecordRule(models.Model):
    """What a card must be like, as data. `check` names one of clients.records.checks, `settings` what it needs."""

    class Sort(models.TextChoices):
        INCOMPLETE = "incomplete"
        CONTRADICTORY = "contradictory"
        STALE = "stale"

    class BeforeSaving(models.TextChoices):
        NOTHING = ""
        REFUSE = "refuse"

    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    advice = models.JSONField(validators=[validate_names])
    sort = models.CharField(max_length=14, choices=Sort.choices)
    field = models.CharField(max_length=20)
    check_name = models.CharField(max_length=20)
    settings = models.JSONField(default=dict)
    before_saving = models.CharField(max_length=6, choices=BeforeSaving.choices, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return label(self.names)


class FindingQuery(models.QuerySet["Finding"]):
    def open(self) -> "FindingQuery":
        return self.filter(ended_at=None)


class Finding(models.Model):
    """A card breaks a rule since a moment, until it is mended or excused; `who` must mend it."""

    class Ended(models.TextChoices):
        OPEN = ""
        MENDED = "mended"
        EXCUSED = "excused"

    rule = models.ForeignKey(RecordRule, on_delete=models.CASCADE, related_name="findings")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="findings")
    who = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    ended = models.CharField(max_length=7, choices=Ended.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    objects = FindingQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "client"], condition=models.Q(ended_at=None), name="one_open_finding_a_rule"
            )
        ]
        indexes = [
            models.Index(fields=["who", "found_at"], name="finding_open", condition=models.Q(ended_at=None)),
            models.Index(fields=["found_at", "ended_at"], name="finding_trend"),
        ]


class FieldReport(models.Model):
    """Somebody saw an error in a field of a client (or case) and told the one responsible."""

    class Outcome(models.TextChoices):
        OPEN = ""
        MENDED = "mended"
        RIGHT = "right"

    record = models.CharField(max_length=10)
    object_id = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    field = models.CharField(max_length=30)
    text = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["responsible", "at"], name="report_open", condition=models.Q(answered_at=None)),
            models.Index(fields=["record", "object_id"], name="report_record"),
        ]

    @property
    def named(self) -> str:
        """A case by its number: its subject is not for every role that reads reports."""
        return self.object_id if self.record == "case" else self.title


class Correction(models.Model):
    """One change of one field on many cards at once, with what each said before: it can be taken back."""

    field = models.CharField(max_length=20)
    wrong = models.CharField(max_length=100)
    right = models.CharField(max_length=100)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")


class Corrected(models.Model):
    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="rows")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
