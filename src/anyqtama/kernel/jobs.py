"""The job table's verbs: enqueue in the writer's transaction, claim by a row count, lease, retry, set aside."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from anyqtama.kernel.models.jobs import Job, JobState, Lane

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
BACK_OFF_SECONDS = (2, 10, 30, 120, 600, 1800, 3600)

Handler = Callable[[Job, datetime], None]
"""Does the work of one job. May run twice for one job: its effect must not."""


def enqueue(
    kind: str,
    *,
    payload: Mapping[str, Any],
    at: datetime,
    key: str = "",
    run_at: datetime | None = None,
    lane: Lane = Lane.QUICK,
    attempts_allowed: int = 8,
) -> Job | None:
    """Add a job to the caller's transaction. With a `key`, an open job of that kind and key is kept: returns None."""
    job = Job(
        kind=kind, key=key, payload=dict(payload), lane=lane, run_at=run_at or at, created_at=at,
        attempts_allowed=attempts_allowed,
    )  # fmt: skip
    if key and Job.objects.open().filter(kind=kind, key=key).exists():
        return None
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:  # another writer was first with the same key
        return None
    return job


def cancel(kind: str, *, key: str, at: datetime) -> bool:
    """Call off an open timer. A job that already runs is left to see for itself that it is not wanted."""
    ready = Job.objects.filter(kind=kind, key=key, state=JobState.READY)
    return ready.update(state=JobState.CANCELLED, finished_at=at) > 0


def claim(*, lane: Lane, worker: str, at: datetime, kinds: Iterable[str] | None = None) -> Job | None:
    """Take the job that has been due longest; a conditional UPDATE decides between workers."""
    due = Job.objects.due(at).filter(lane=lane)
    if kinds is not None:
        due = due.filter(kind__in=list(kinds))
    for job in due.order_by("run_at", "id")[:5]:
        lease_until = at + LEASE
        taken = Job.objects.filter(pk=job.pk, state=JobState.READY).update(
            state=JobState.RUNNING, worker=worker, lease_until=lease_until, attempts=job.attempts + 1
        )
        if taken:
            job.state, job.worker, job.lease_until, job.attempts = (
                JobState.RUNNING,
                worker,
                lease_until,
                job.attempts + 1,
            )
            return job
    return None


def renew(job: Job, *, at: datetime, progress: str = "") -> bool:
    """Lengthen the lease while the work goes on; False when the job was taken away meanwhile."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker, attempts=job.attempts)
    return mine.update(lease_until=at + LEASE, progress=progress[:200]) > 0


def finish(job: Job, *, at: datetime) -> None:
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    mine.update(state=JobState.DONE, finished_at=at, error="")


def fail(job: Job, *, error: str, at: datetime) -> None:
    """Try again later, or set the job aside when its attempts are used up."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    if job.attempts >= job.attempts_allowed:
        mine.update(state=JobState.SET_ASIDE, finished_at=at, error=error[:4000])
        log.error("Job %s %s was set aside after %s attempts: %s", job.pk, job.kind, job.attempts, error)
        return
    wait = BACK_OFF_SECONDS[min(job.attempts, len(BACK_OFF_SECONDS)) - 1]
    mine.update(state=JobState.READY, run_at=at + timedelta(seconds=wait), error=error[:4000])


def recover(*, at: datetime) -> int:
    """Put the jobs of vanished workers back; one that keeps killing its worker is set aside."""
    recovered = 0
    for job in Job.objects.lost(at):
        fail(job, error="the worker vanished", at=at)
        recovered += 1
    return recovered


def prune(*, before: datetime) -> int:
    finished = Job.objects.filter(state__in=[JobState.DONE, JobState.CANCELLED], finished_at__lt=before)
    return finished.delete()[0]


def work_one(handlers: Mapping[str, Handler], *, lane: Lane, worker: str, at: datetime) -> bool:
    """Claim and do one job. Returns whether there was one."""
    job = claim(lane=lane, worker=worker, at=at, kinds=handlers)
    if job is None:
        return False
    try:
        handlers[job.kind](job, at)
    except Exception as error:
        log.exception("Job %s %s failed", job.pk, job.kind)
        fail(job, error=f"{type(error).__name__}: {error}", at=timezone.now())
    else:
        finish(job, at=timezone.now())
    return True
