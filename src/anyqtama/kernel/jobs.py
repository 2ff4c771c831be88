"""The job table's verbs: enqueue in the writer's transaction, claim by a locked row, lease, retry, set aside."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Min
from django.db.models.functions import Least
from django.utils import timezone

from anyqtama.kernel.models.jobs import Job, JobQuery, JobState, Lane

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
BACK_OFF_SECONDS = (2, 10, 30, 120, 600, 1800, 3600)
SUPERSEDED = "a newer job with the same key does the work"

Handler = Callable[[Job, datetime], None]
"""Does the work of one job. May run twice for one job: its effect must not. A handler that only writes to the
database gets exactly-once by calling `finish` inside its own transaction."""


class JobTaken(Exception):
    """The lease ran out and another worker has the job: what this one did is rolled back."""


def enqueue(
    kind: str,
    *,
    payload: Mapping[str, Any],
    at: datetime,
    key: str = "",
    run_at: datetime | None = None,
    lane: Lane = Lane.QUICK,
    receiver: str = "",
    attempts_allowed: int = 8,
) -> Job | None:
    """Add a job to the caller's transaction. With a `receiver` it is a post to another system, and waits its turn.

    With a `key`, a job of that kind and key that has not begun is kept, with the earlier of both times: returns None.
    A job that already runs may have read the old state, so it does not count.
    """
    due, lane = run_at or at, Lane.OUTSIDE if receiver else lane
    while True:
        # The UPDATE locks the waiting row: no worker takes it before the caller's change is committed.
        if key and Job.objects.waiting().filter(kind=kind, key=key).update(run_at=Least("run_at", due)):
            return None
        job = Job(
            kind=kind, key=key, payload=dict(payload), lane=lane, receiver=receiver, run_at=due, created_at=at,
            attempts_allowed=attempts_allowed,
        )  # fmt: skip
        try:
            with transaction.atomic():
                job.save(force_insert=True)
        except IntegrityError:  # another writer was first with the same key: theirs is there now
            if not key:
                raise
        else:
            return job


def enqueue_new(
    kind: str, *, waiting: Iterable[tuple[str, Mapping[str, Any], datetime]], at: datetime, lane: Lane = Lane.QUICK
) -> None:
    """Many timers at once: (key, payload, when) of objects made in this transaction, for which none can wait yet."""
    Job.objects.bulk_create(
        Job(kind=kind, key=key, payload=dict(payload), lane=lane, run_at=run_at, created_at=at)
        for key, payload, run_at in waiting
    )


def cancel(kind: str, *, key: str, at: datetime) -> bool:
    """Call off a waiting timer. A job that already runs is left to see for itself that it is not wanted."""
    waiting = Job.objects.waiting().filter(kind=kind, key=key)
    return waiting.update(state=JobState.CANCELLED, finished_at=at) > 0


def claim(*, lane: Lane, worker: str, at: datetime, kinds: Iterable[str] | None = None) -> Job | None:
    """Take the job that has been due longest; of posts, one to the receiver whose turn it is.

    Workers pass over rows that another one is just taking.
    """
    due = Job.objects.due(at).filter(lane=lane)
    if kinds is not None:
        due = due.filter(kind__in=list(kinds))
    if lane == Lane.OUTSIDE:
        due = due.filter(receiver=_whose_turn(due))
    if not due.exists():
        return None
    try:
        with transaction.atomic():
            job = due.select_for_update(skip_locked=True).order_by("run_at", "id").first()
            if job is None:
                return None
            job.state, job.worker = JobState.RUNNING, worker
            job.lease_until, job.attempts = at + LEASE, job.attempts + 1
            job.save(update_fields=["state", "worker", "lease_until", "attempts"])
    except IntegrityError:  # another worker has just begun with this receiver: the next look finds another's turn
        return None
    return job


def _whose_turn(due: JobQuery) -> str | None:
    """Of those to whom nothing is just being posted, the one to whom it was longest ago; who is new comes first.

    So a receiver that keeps each post waiting holds one thread, and holds up others by one post, not by all of its own.
    """
    busy = Job.objects.filter(state=JobState.RUNNING).exclude(receiver="").values("receiver")
    waiting = due.exclude(receiver__in=busy).values_list("receiver").annotate(Min("run_at"))

    def turn(one: tuple[str, datetime]) -> tuple[bool, datetime, datetime]:
        receiver, since = one
        before = Job.objects.filter(receiver=receiver).aggregate(last=Max("lease_until"))["last"]
        return before is not None, before or since, since

    first: str | None = min(waiting, key=turn, default=(None,))[0]
    return first


def renew(job: Job, *, at: datetime, progress: str | None = None) -> bool:
    """Lengthen the lease while the work goes on; False when the job was taken away meanwhile."""
    changes: dict[str, Any] = {"lease_until": at + LEASE}
    if progress is not None:
        changes["progress"] = progress[:200]
    return _mine(job).update(**changes) > 0


def finish(job: Job, *, at: datetime) -> None:
    """Note that the work is done; raises JobTaken when this worker had lost the job."""
    if not _mine(job).update(state=JobState.DONE, finished_at=at, error=""):
        raise JobTaken
    job.state = JobState.DONE


def fail(job: Job, *, error: str, at: datetime) -> None:
    """Try again later, or set the job aside when its attempts are used up."""
    mine = _mine(job)
    error = error.replace("\0", "")[:4000]
    if job.attempts >= job.attempts_allowed:
        if mine.update(state=JobState.SET_ASIDE, finished_at=at, error=error):
            log.error("Job %s %s was set aside after %s attempts: %s", job.pk, job.kind, job.attempts, error)
        return
    wait = BACK_OFF_SECONDS[min(job.attempts, len(BACK_OFF_SECONDS)) - 1]
    try:
        with transaction.atomic():
            mine.update(state=JobState.READY, run_at=at + timedelta(seconds=wait), error=error)
    except IntegrityError:  # the same key was enqueued again while this one ran
        mine.update(state=JobState.CANCELLED, finished_at=at, error=SUPERSEDED)


def recover(*, at: datetime) -> int:
    """Put the jobs of vanished workers back; one that keeps killing its worker is set aside."""
    return sum(_give_back(job, at=at) for job in Job.objects.lost(at))


def recover_where(abandoned: Callable[[Job], bool], *, at: datetime) -> int:
    """The same at once for jobs known to be abandoned, without waiting for their leases."""
    running = Job.objects.filter(state=JobState.RUNNING)
    return sum(_give_back(job, at=at) for job in running if abandoned(job))


def prune(*, before: datetime, most: int = 2000) -> int:
    """Forget finished work, a batch at a time: writers come between."""
    finished = Job.objects.filter(state__in=[JobState.DONE, JobState.CANCELLED], finished_at__lt=before)
    return Job.objects.filter(pk__in=list(finished.values_list("pk", flat=True)[:most])).delete()[0]


def work_one(
    handlers: Mapping[str, Handler],
    *,
    lane: Lane,
    worker: str,
    at: datetime,
    running: Callable[[Job | None], object] = lambda job: None,
) -> bool:
    """Claim and do one job, telling `running` what is being done. Returns whether there was one."""
    job = claim(lane=lane, worker=worker, at=at, kinds=handlers)
    if job is None:
        return False
    running(job)
    try:
        handlers[job.kind](job, at)
        if job.state != JobState.DONE:
            finish(job, at=timezone.now())
    except JobTaken:
        log.warning("Job %s %s was taken over by another worker", job.pk, job.kind)
    except Exception as error:
        log.exception("Job %s %s failed", job.pk, job.kind)
        fail(job, error=f"{type(error).__name__}: {error}", at=timezone.now())
    finally:
        running(None)
    return True


def _give_back(job: Job, *, at: datetime) -> bool:
    with transaction.atomic():
        still = Job.objects.select_for_update(skip_locked=True).filter(
            pk=job.pk, state=JobState.RUNNING, attempts=job.attempts, lease_until=job.lease_until
        )
        if not still.exists():
            return False
        fail(job, error="the worker vanished", at=at)
    return True


def _mine(job: Job) -> JobQuery:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
