"""How a complaint is looked into, each step a row with its author: who is involved, checks, the decision, notices."""

from django.db import models
from django.db.models import Q

from anyqtama.cases.models.case import Case
from anyqtama.kernel.labels import label, validate_names
from anyqtama.kernel.models import StoredFile
from anyqtama.people.models import Person, Unit


class Cause(models.Model):
    """Why complaints arise, as a tree of at most three levels; the list is data."""

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(validators=[validate_names])
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return label(self.names)


class Involved(models.Model):
    """A person or a department that the matter is about: they take no part in judging it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="involved")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cleared_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, unit__isnull=False) | Q(person__isnull=False, unit=None),
                name="involved_is_a_person_or_a_unit",
            ),
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(cleared_at=None), name="person_is_involved_once"
            ),
            models.UniqueConstraint(
                fields=["case", "unit"], condition=Q(cleared_at=None), name="unit_is_involved_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.unit)


class CheckResult(models.TextChoices):
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    UNCLEAR = "unclear"


class Check(models.Model):
    """What was looked into, and what it showed; it is not changed, another check is added."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checks")
    what = models.CharField(max_length=300)
    result = models.CharField(max_length=9, choices=CheckResult.choices)
    found = models.TextField()
    files = models.ManyToManyField(StoredFile, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Outcome(models.TextChoices):
    FULL = "full"
    PART = "part"
    NOT = "not"


class Decision(models.Model):
    """Upheld or not, with the grounds. A later decision replaces it; both stay."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=4, choices=Outcome.choices)
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="decisions")
    grounds = models.TextField()
    remedy = models.TextField(blank=True)
    lesson = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(replaced_at=None), name="one_decision_in_force")
        ]
        indexes = [models.Index(fields=["cause", "outcome"], name="decision_cause")]


class UnitNotice(models.Model):
    """What a department is told of a case without being asked to answer."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notices")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "read_at"], name="unit_notice_unread")]
