"""One table for effects, timers and heavy work."""

from datetime import datetime

from django.db import models


class JobState(models.TextChoices):
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    SET_ASIDE = "set_aside"
    CANCELLED = "cancelled"


class Lane(models.TextChoices):
    """Which threads take it: quick work beside timers; posts to other systems, which may keep whoever posts waiting,
    in threads of their own beside it; heavy work in a process of its own."""

    QUICK = "quick"
    OUTSIDE = "outside"
    HEAVY = "heavy"


class JobQuery(models.QuerySet["Job"]):
    def due(self, at: datetime) -> "JobQuery":
        return self.filter(state=JobState.READY, run_at__lte=at)

    def waiting(self) -> "JobQuery":
        """Not begun: due now or later."""
        return self.filter(state=JobState.READY)

    def lost(self, at: datetime) -> "JobQuery":
        """Running jobs whose worker has stopped renewing its lease."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=at)

    def open(self) -> "JobQuery":
        return self.filter(state__in=[JobState.READY, JobState.RUNNING])


class Job(models.Model):
    """`receiver`: whom a post goes to. Receivers take turns, and each has one post under way."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, blank=True)
    payload = models.JSONField(default=dict)
    lane = models.CharField(max_length=8, choices=Lane.choices, default=Lane.QUICK)
    receiver = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.READY)
    run_at = models.DateTimeField()
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_allowed = models.PositiveSmallIntegerField(default=8)
    progress = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)

    objects = JobQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state="ready") & ~models.Q(key=""),
                name="one_ready_job_a_key",
            ),
            models.UniqueConstraint(
                fields=["receiver"],
                condition=models.Q(state="running") & ~models.Q(receiver=""),
                name="one_running_job_a_receiver",
            ),
        ]
        indexes = [
            models.Index(fields=["lane", "run_at"], name="job_due", condition=models.Q(state="ready")),
            models.Index(fields=["lease_until"], name="job_leased", condition=models.Q(state="running")),
            models.Index(fields=["finished_at"], name="job_finished"),
            models.Index(fields=["receiver", "lease_until"], name="job_turn", condition=~models.Q(receiver="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
