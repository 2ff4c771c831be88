"""The worker process: jobs, the sealer, journal readers and recurring work, each in a thread of its own.

One thread cannot wait for a mail server and seal at the same time; none of them computes much, heavy jobs have their
own process. Jobs that post to other systems have threads of their own too: one that is dead holds up only such posts.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone

from anyqtama.kernel import calendars, jobs, journal, sealing, sweeping
from anyqtama.kernel.models.jobs import Job, Lane

log = logging.getLogger(__name__)

THREADS = {Lane.QUICK: 2, Lane.OUTSIDE: 2, Lane.HEAVY: 1}
BESIDE = {Lane.QUICK: (Lane.QUICK, Lane.OUTSIDE), Lane.HEAVY: (Lane.HEAVY,)}
"""Lane a worker is started for → the lanes it serves: waiting costs nothing, so no process of its own."""
JOB_POLL_SECONDS = {Lane.QUICK: 0.1, Lane.OUTSIDE: 0.5, Lane.HEAVY: 0.1}
SEAL_SECONDS = 0.15
KEEP_HOUSE_SECONDS = 1.0
RENEW_SECONDS = jobs.LEASE.total_seconds() / 4
READER_BATCH = 200
LONGEST_BACK_OFF_SECONDS = 10.0
CLOCK_STEP_SECONDS = 5.0
KEPT_FINISHED_JOBS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Work:
    """What the composition root hands over."""

    handlers: Mapping[str, jobs.Handler]
    readers: Mapping[str, journal.Reader]
    sweeps: sweeping.Sweeps
    heads_folder: Path


class Worker:
    """`run` returns when `stop` is set, or at once when one of its threads has ended by a fault of ours."""

    def __init__(self, work: Work, lanes: Sequence[Lane]) -> None:
        self.work, self.lanes = work, lanes
        self.name = name_of(os.getpid())
        self.stop = threading.Event()
        self.running: dict[str, Job] = {}
        self.reader_rests: dict[str, tuple[float, float]] = {}
        self.forsaken: set[tuple[int, int]] = set()
        self.renewed_at = 0.0
        self.clock = time.time() - time.monotonic()
        self.trust_leases_at = 0.0

    def run(self) -> bool:
        """Returns False when a thread broke."""
        threads = [
            threading.Thread(target=self._forever, args=(name, step, wait), name=name, daemon=True)
            for name, step, wait in self._steps()
        ]
        for thread in threads:
            thread.start()
        while not self.stop.wait(0.5):
            if not all(thread.is_alive() for thread in threads):
                self.stop.set()
                return False
        for thread in threads:
            thread.join(timeout=8)
        return True

    def _steps(self) -> list[tuple[str, Callable[[], bool], float]]:
        """(thread, what it does again and again, how long it rests when there was nothing to do)."""
        steps: list[tuple[str, Callable[[], bool], float]] = [("house", self._keep_house, KEEP_HOUSE_SECONDS)]
        for lane in (beside for served in self.lanes for beside in BESIDE[served]):
            threads = [f"{lane}-{number}" for number in range(THREADS[lane])]
            steps += [(thread, self._jobs_of(lane, thread), JOB_POLL_SECONDS[lane]) for thread in threads]
        if Lane.QUICK in self.lanes:
            steps += [("journal", self._seal_and_read, SEAL_SECONDS), ("sweeps", self._sweep, KEEP_HOUSE_SECONDS / 2)]
        return steps

    def _forever(self, name: str, step: Callable[[], bool], rest_seconds: float) -> None:
        """Survive what a step raises: a database that is away comes back."""
        back_off = 0.5
        while not self.stop.is_set():
            try:
                close_old_connections()
                busy = step()
                back_off = 0.5
                self.stop.wait(0.005 if busy else rest_seconds)  # SQLite is unfair: let other writers in
            except (DatabaseError, InterfaceError) as error:
                log.warning("%s: the database does not answer (%s); next try in %.1f s", name, error, back_off)
                close_old_connections()
                self.stop.wait(back_off)
                back_off = min(back_off * 2, LONGEST_BACK_OFF_SECONDS)
            except Exception:
                log.exception("%s failed; next try in %.1f s", name, back_off)
                self.stop.wait(back_off)
                back_off = min(back_off * 2, LONGEST_BACK_OFF_SECONDS)
        close_old_connections()

    def _jobs_of(self, lane: Lane, thread: str) -> Callable[[], bool]:
        def note(job: Job | None) -> None:
            if job is None:
                self.running.pop(thread, None)
            else:
                self.running[thread] = job

        return lambda: jobs.work_one(
            self.work.handlers, lane=lane, worker=self.name, at=timezone.now(), running=note
        )  # fmt: skip

    def _seal_and_read(self) -> bool:
        busy = sealing.seal() >= sealing.BATCH
        for name, reader in journal.behind(self.work.readers).items():
            rest_until, back_off = self.reader_rests.get(name, (0.0, 0.5))
            if time.monotonic() < rest_until:
                continue
            try:
                busy |= journal.read(name, reader, batch=READER_BATCH) >= READER_BATCH
                self.reader_rests.pop(name, None)
            except (DatabaseError, InterfaceError):
                raise
            except Exception:
                log.exception("The journal reader %s failed and stands; next try in %.1f s", name, back_off)
                self.reader_rests[name] = time.monotonic() + back_off, min(back_off * 2, 60.0)
        return busy

    def _keep_house(self) -> bool:
        now = time.monotonic()
        self._watch_clock(now)
        if now >= self.renewed_at + RENEW_SECONDS:
            for job in list(self.running.values()):
                if not jobs.renew(job, at=timezone.now()):
                    log.warning("Job %s %s was taken away while it ran", job.pk, job.kind)
            self.renewed_at = now
        self._give_back_abandoned()
        if now >= self.trust_leases_at:
            jobs.recover(at=timezone.now())
        return False

    def _give_back_abandoned(self) -> None:
        """Jobs of dead processes of this host, and ours that no thread does: the database was away when one failed."""
        doing = {job.pk for job in self.running.values()}
        seen_before, self.forsaken = self.forsaken, set()

        def abandoned(job: Job) -> bool:
            if job.worker != self.name:
                return is_gone(job.worker)
            if job.pk not in doing:  # perhaps just claimed and not noted yet: then it is noted at the next look
                self.forsaken.add((job.pk, job.attempts))
            return (job.pk, job.attempts) in self.forsaken & seen_before

        jobs.recover_where(abandoned, at=timezone.now())

    def _watch_clock(self, now: float) -> None:
        """After a step of the clock every lease looks wrong: renew ours and give others the time to renew theirs."""
        clock = time.time() - now
        if abs(clock - self.clock) > CLOCK_STEP_SECONDS:
            log.warning("The clock was set by %+.0f s", clock - self.clock)
            self.renewed_at = 0.0
            self.trust_leases_at = now + 2 * RENEW_SECONDS
        self.clock = clock

    def _sweep(self) -> bool:
        folder = self.work.heads_folder
        own: sweeping.Sweeps = {
            "kernel.keep_head": (timedelta(hours=1), lambda at: sealing.keep_head(folder=folder, at=at)),
            "kernel.look_ahead": (timedelta(hours=1), calendars.look_ahead),
            "kernel.prune_jobs": (timedelta(minutes=5), lambda at: jobs.prune(before=at - KEPT_FINISHED_JOBS)),
        }
        sweeping.run_due({**own, **self.work.sweeps}, at=timezone.now())
        return False


def name_of(process: int) -> str:
    """Host, process namespace and process: who on the same host can tell whether the worker still lives."""
    return f"{_here()}:{process}"


def is_gone(worker: str) -> bool:
    """Certainly gone: a worker of this host whose process is no more."""
    here, _, process = worker.rpartition(":")
    if here != _here() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return not _alive(int(process))
    except OSError:
        return False
    return state == "Z"  # ended, and nobody has asked how


def _alive(process: int) -> bool:
    """For systems without /proc."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@cache
def _here() -> str:
    """The boot and the process namespace too: hosts and containers may share a name."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text()[:8]
        namespace = "".join(filter(str.isdecimal, Path("/proc/self/ns/pid").readlink().name))
    except OSError:
        boot = namespace = "-"
    return f"{socket.gethostname()[:24]}/{boot}/{namespace}"
