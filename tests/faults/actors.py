"""Processes that tests start, race and kill: `python -m tests.faults.actors PART WORDS…`."""

import os
import sys
import time
from collections import Counter as Tally
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from anyqtama.kernel import jobs, journal, sealing, working  # noqa: E402
from anyqtama.kernel.models import Counter, Entry, Job  # noqa: E402
from anyqtama.kernel.models.jobs import JobState, Lane  # noqa: E402
from anyqtama.kernel.principal import Principal  # noqa: E402

STOP = Path(settings.DATA) / "stop"
ACTOR = Principal.system("test")


@dataclass(frozen=True, slots=True)
class Happened(journal.Body):
    kind: ClassVar[str] = "test.happened"
    version: ClassVar[int] = 1
    writer: str
    number: int


def note(writer: str, number: int, subject: Counter) -> None:
    journal.write(Happened(writer, number), subject=subject, by=ACTOR, at=timezone.now())


def write(writer: str, count: str) -> None:
    """Transactions of 20 ms, each with an object of its own and one entry, one in ten rolled back."""
    for number in range(int(count)):
        with transaction.atomic():
            subject = Counter.objects.create(kind=f"written-{writer}", year=number)
            time.sleep(0.02)
            note(writer, number, subject)
            if number % 10 == 9:
                transaction.set_rollback(True)


def crowd(part: str, size: str, *words: str) -> None:
    """Many processes of one part, forked before the database is opened: they start together."""
    print("ready", flush=True)
    members = []
    for number in range(int(size)):
        member = os.fork()
        if member == 0:
            PARTS[part](*(word.format(number=number) for word in words))
            os._exit(0)
        members.append(member)
    sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(member, 0)[1]) for member in members))


def seal() -> None:
    while not STOP.exists():
        sealing.seal(batch=20)
        time.sleep(0.01)


def read() -> None:
    while not STOP.exists():
        journal.read("witness", witness, batch=20)
        time.sleep(0.01)


def witness(entries: Sequence[Entry]) -> None:
    """Leaves a row an entry: the database refuses a second one."""
    for entry in entries:
        Counter.objects.create(kind=f"seen-{entry.payload['writer']}", year=entry.payload["number"])


def settle() -> None:
    """Seal and read what is left, then tell what was written, sealed and seen."""
    sealing.seal_all()
    while journal.read("witness", witness):
        pass
    faults = [fault.what for fault in sealing.verify()]
    kinds = Tally(Counter.objects.values_list("kind", flat=True))
    written = sum(count for kind, count in kinds.items() if kind.startswith("written-"))
    seen = sum(count for kind, count in kinds.items() if kind.startswith("seen-"))
    sealed = Entry.objects.exclude(position=None).count()
    print(f"written={written} sealed={sealed} seen={seen} faults={faults}")


def enqueue(count: str, lasting: str = "0.03") -> None:
    Counter.objects.create(kind="subject", year=0)
    for number in range(int(count)):
        jobs.enqueue("effect", payload={"number": number, "lasting": float(lasting)}, at=timezone.now())


def work() -> None:
    """A real worker. Its handler's effect and the end of the job are one transaction."""
    made = working.Work({"effect": effect}, {"witness": witness}, {}, Path(settings.DATA) / "heads")
    worker = working.Worker(made, [Lane.QUICK])
    print("working", flush=True)
    worker.run()


def work_with_short_leases() -> None:
    """Looked after as often, measured by the lease, as in earnest: a busy machine holds a thread up for a second."""
    shorter = 12
    jobs.LEASE /= shorter
    working.RENEW_SECONDS /= shorter
    working.KEEP_HOUSE_SECONDS /= shorter
    work()


def effect(job: Job, at: object) -> None:
    time.sleep(job.payload["lasting"])
    with transaction.atomic():
        note("effect", job.payload["number"], Counter.objects.get(kind="subject"))
        jobs.finish(job, at=timezone.now())


def wait_for_jobs(count: str) -> None:
    until = time.monotonic() + 60
    while Job.objects.filter(state=JobState.DONE).count() < int(count) and time.monotonic() < until:
        time.sleep(0.1)
    done = Job.objects.filter(state=JobState.DONE)
    print(f"done={done.count()} all={Job.objects.count()} attempts={sum(done.values_list('attempts', flat=True))}")


def effects() -> None:
    numbers = [entry.payload["number"] for entry in Entry.objects.all()]
    print(f"effects={len(numbers)} different={len(set(numbers))}")


def race_for_number(count: str) -> None:
    from anyqtama.kernel.numbering import next_number

    for _ in range(int(count)):
        with transaction.atomic():
            number = next_number("case", at=timezone.now())[1]
        os.write(1, f"{number}\n".encode())  # one write: the lines of a crowd's members never mix


def keep_enqueueing(count: str) -> None:
    """Writers that change something and ask for the same keyed job: the last change must be seen by a run."""
    for _ in range(int(count)):
        with transaction.atomic():
            Counter.objects.select_for_update().get(kind="subject")
            subject = Counter.objects.get(kind="subject")
            subject.value += 1
            subject.save()
            jobs.enqueue("look", key="subject", payload={}, at=timezone.now())
            time.sleep(0.005)


def look_at_subject() -> None:
    Counter.objects.get_or_create(kind="looked", year=0)

    def look(job: Job, at: object) -> None:
        seen = Counter.objects.get(kind="subject").value
        time.sleep(0.01)
        Counter.objects.filter(kind="looked").update(value=seen)

    while not (STOP.exists() and not Job.objects.open().exists()):
        jobs.work_one({"look": look}, lane=Lane.QUICK, worker="looker", at=timezone.now())
    print(Counter.objects.get(kind="subject").value, Counter.objects.get(kind="looked").value)


PARTS: dict[str, Callable[..., None]] = {
    "crowd": crowd,
    "write": write,
    "seal": seal,
    "read": read,
    "settle": settle,
    "enqueue": enqueue,
    "work": work,
    "work_with_short_leases": work_with_short_leases,
    "wait_for_jobs": wait_for_jobs,
    "effects": effects,
    "race_for_number": race_for_number,
    "keep_enqueueing": keep_enqueueing,
    "look_at_subject": look_at_subject,
}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
