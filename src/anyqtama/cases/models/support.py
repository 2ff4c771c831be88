"""Support as rows: terms by severity, the clocks of a case, what it was recognised as, what else the client needs."""

from django.db import models

from anyqtama.cases.models.case import Case
from anyqtama.cases.models.kind import CaseKind
from anyqtama.cases.models.terms import Urgency
from anyqtama.contacts.models import Topic
from anyqtama.knowledge.models import KnownError, ScriptVersion
from anyqtama.people.models import Person


class ClockOf(models.TextChoices):
    """What a clock runs to."""

    REPLY = "reply"
    DIAGNOSIS = "diagnosis"
    FIX = "fix"


class SupportTerm(models.Model):
    """Minutes to each of three for a kind and severity; an empty severity is any, empty minutes start no clock."""

    kind = models.ForeignKey(CaseKind, on_delete=models.PROTECT, related_name="support_terms")
    urgency = models.CharField(max_length=8, choices=Urgency.choices, blank=True)
    reply_minutes = models.PositiveIntegerField(null=True, blank=True)
    diagnosis_minutes = models.PositiveIntegerField(null=True, blank=True)
    fix_minutes = models.PositiveIntegerField(null=True, blank=True)
    around_the_clock = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "urgency"], name="one_support_term")]

    def __str__(self) -> str:
        return f"{self.kind} · {self.urgency or '—'}"


class Clock(models.Model):
    """Runs from registering until `stopped_at`; `how` is the explanation its due time was computed with."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    what = models.CharField(max_length=10, choices=ClockOf.choices)
    due_at = models.DateTimeField()
    how = models.JSONField(default=dict)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "what"], name="one_clock_a_case")]
        indexes = [models.Index(fields=["what", "stopped_at"], name="clock_stopped")]


class Recognition(models.Model):
    """Somebody said "this is it": the known error that the case is a case of."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="recognitions")
    error = models.ForeignKey(KnownError, on_delete=models.PROTECT, related_name="recognitions")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "error"], name="recognised_once")]


class Need(models.Model):
    """What the client may need besides: asked about, and whether they wanted it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="needs")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    wanted = models.BooleanField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "topic"], name="one_answer_a_need")]


class TreeRun(models.Model):
    """The way taken through the script of the case's topic: answers by step, kept as evidence."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tree_runs")
    version = models.ForeignKey(ScriptVersion, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="one_tree_run_a_version")]
