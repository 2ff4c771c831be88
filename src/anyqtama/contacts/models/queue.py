"""Queues: who answers, when it is open, what is promised, when to warn."""

from datetime import datetime

from django.db import models

from anyqtama.kernel.labels import label, validate_names
from anyqtama.people.models import Person, Skill, Unit
from anyqtama.people.models.skills import LEVEL


class ServiceLevelFormula(models.TextChoices):
    """The four in use in the trade; the name stands beside every figure."""

    SL_A = "A"  # answered in time / (answered + abandoned)
    SL_B = "B"  # answered in time / answered
    SL_C = "C"  # answered in time / (answered + abandoned late)
    SL_D = "D"  # (answered in time + abandoned in time) / offered


class QueueQuery(models.QuerySet["Queue"]):
    def in_use(self) -> "QueueQuery":
        return self.filter(active=True)


class Queue(models.Model):
    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(validators=[validate_names])
    descriptions = models.JSONField(default=dict, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    priority = models.SmallIntegerField(default=0)
    answer_within_seconds = models.PositiveIntegerField(default=60)
    target_percent = models.PositiveSmallIntegerField(default=80)
    formula = models.CharField(max_length=1, choices=ServiceLevelFormula.choices, default=ServiceLevelFormula.SL_C)
    short_abandon_seconds = models.PositiveSmallIntegerField(default=5)
    offer_seconds = models.PositiveSmallIntegerField(default=20)
    chats_at_once = models.PositiveSmallIntegerField(default=3)
    reply_within_seconds = models.PositiveIntegerField(default=120)
    silence_warn_seconds = models.PositiveIntegerField(default=300)
    silence_close_seconds = models.PositiveIntegerField(default=600)
    long_wait_seconds = models.PositiveIntegerField(default=300)
    warn_wait_seconds = models.PositiveIntegerField(default=60)
    alarm_wait_seconds = models.PositiveIntegerField(default=180)
    hours = models.JSONField(null=True, blank=True)
    banner = models.JSONField(default=dict, blank=True)
    banner_until = models.DateTimeField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    objects = QueueQuery.as_manager()

    def __str__(self) -> str:
        return label(self.names)

    def banner_at(self, at: datetime) -> dict[str, str]:
        shown = bool(self.banner) and (self.banner_until is None or at < self.banner_until)
        return dict(self.banner) if shown else {}


class QueueSkill(models.Model):
    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT)
    level = models.PositiveSmallIntegerField(validators=LEVEL, default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["queue", "skill"], name="one_need_a_skill")]


class QueueMember(models.Model):
    """A person who answers this queue; `first_line` people are asked first."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="queues")
    first_line = models.BooleanField(default=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["queue", "person"], name="one_membership")]


class QueueClosure(models.Model):
    """A queue closed for new contacts, by whom, why and until when."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="closures")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["queue"], condition=models.Q(reopened_at=None), name="one_open_closure_a_queue"
            )
        ]
