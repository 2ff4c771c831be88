"""The job table's promises: with the caller's transaction, once at a time, tried again, set aside, never lost."""

import os
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from anyqtama.kernel import jobs, working
from anyqtama.kernel.models import Counter, Job
from anyqtama.kernel.models.jobs import JobState, Lane
from tests.cast import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def enqueue(key: str = "", at: datetime = NOW, **facts: object) -> Job | None:
    return jobs.enqueue("greet", payload={"to": "әлем"}, at=at, key=key, **facts)  # type: ignore[arg-type]


def claim(at: datetime = NOW, worker: str = "one") -> Job | None:
    return jobs.claim(lane=Lane.QUICK, worker=worker, at=at)


def claimed(at: datetime = NOW, worker: str = "one") -> Job:
    job = claim(at, worker)
    assert job is not None
    return job


def state(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def test_a_job_of_a_transaction_that_rolled_back_is_none() -> None:
    with transaction.atomic():
        enqueue()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_waiting_job_with_the_same_key_is_kept_with_the_earlier_time() -> None:
    first = enqueue("k", run_at=LATER)
    assert first is not None
    assert enqueue("k", run_at=NOW + timedelta(minutes=5)) is None
    assert enqueue("k", run_at=LATER) is None
    assert Job.objects.get().run_at == NOW + timedelta(minutes=5)
    assert enqueue("other") is not None
    assert enqueue() is not None
    assert enqueue() is not None


def test_a_running_job_does_not_count_for_the_key() -> None:
    enqueue("k")
    running = claimed()
    assert enqueue("k") is not None
    jobs.fail(running, error="x", at=NOW)
    assert state(running) == JobState.CANCELLED  # the newer one does the work
    assert Job.objects.waiting().count() == 1


def test_a_job_is_claimed_once_and_not_before_its_time() -> None:
    enqueue(run_at=LATER)
    assert claim(NOW) is None
    assert claim(LATER) is not None
    assert claim(LATER, "two") is None


def test_the_job_due_longest_comes_first_and_lanes_are_apart() -> None:
    enqueue("b", run_at=NOW - timedelta(minutes=1))
    enqueue("a", run_at=NOW - timedelta(minutes=2))
    enqueue("c", run_at=NOW - timedelta(minutes=3), lane=Lane.HEAVY)
    assert [claimed().key, claimed().key, claim()] == ["a", "b", None]


def test_a_timer_can_be_called_off_until_it_runs() -> None:
    enqueue("k")
    assert jobs.cancel("greet", key="k", at=NOW)
    assert claim() is None
    enqueue("k")
    running = claimed()
    assert not jobs.cancel("greet", key="k", at=NOW)
    assert state(running) == JobState.RUNNING


def test_a_failed_job_waits_longer_each_time_and_is_set_aside_at_last() -> None:
    enqueue(attempts_allowed=3)
    at, waits = NOW, []
    for _ in range(3):
        job = claimed(at)
        jobs.fail(job, error="no answer\0", at=at)
        job.refresh_from_db()
        waits.append((job.run_at - at).total_seconds())
        at = max(at, job.run_at)
    assert waits[:2] == [2, 10]
    assert job.state == JobState.SET_ASIDE
    assert job.error == "no answer"


def test_a_lease_runs_out_only_when_nobody_renews_it() -> None:
    enqueue()
    job = claimed()
    assert jobs.renew(job, at=NOW + timedelta(seconds=50), progress="half")
    assert jobs.renew(job, at=NOW + timedelta(seconds=51))
    assert jobs.recover(at=NOW + timedelta(seconds=100)) == 0
    assert Job.objects.get().progress == "half"
    assert jobs.recover(at=NOW + timedelta(seconds=200)) == 1
    assert state(job) == JobState.READY
    assert not jobs.renew(job, at=NOW)


def test_who_lost_the_job_can_neither_finish_nor_fail_it() -> None:
    enqueue()
    lost = claimed()
    jobs.recover(at=LATER)
    taken = claimed(LATER + timedelta(hours=1), "two")
    with pytest.raises(jobs.JobTaken):
        jobs.finish(lost, at=LATER)
    jobs.fail(lost, error="late", at=LATER)
    assert state(taken) == JobState.RUNNING
    jobs.finish(taken, at=LATER)
    assert state(taken) == JobState.DONE


def test_the_effect_of_a_handler_that_lost_its_job_is_rolled_back() -> None:
    enqueue()

    def slow(job: Job, at: datetime) -> None:
        jobs.recover(at=LATER)  # its lease ran out meanwhile
        with transaction.atomic():
            Counter.objects.create(kind="effect", year=1)
            jobs.finish(job, at=at)

    assert jobs.work_one({"greet": slow}, lane=Lane.QUICK, worker="one", at=NOW)
    assert not Counter.objects.exists()
    assert Job.objects.get().state == JobState.READY


def test_a_job_that_kills_its_worker_is_set_aside() -> None:
    enqueue(attempts_allowed=2)
    at = NOW
    for _ in range(2):
        claimed(at)
        at += timedelta(hours=1)
        jobs.recover(at=at)
        at += timedelta(hours=1)
    assert Job.objects.get().state == JobState.SET_ASIDE


def test_an_unknown_kind_is_left_for_a_worker_that_knows_it() -> None:
    enqueue()
    assert not jobs.work_one({"other": lambda job, at: None}, lane=Lane.QUICK, worker="one", at=NOW)
    assert Job.objects.get().state == JobState.READY


def test_jobs_of_a_dead_process_of_this_host_come_back_at_once() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for worker in (working.name_of(gone.pid), working.name_of(os.getpid()), "elsewhere/boot/1:1"):
        enqueue()
        claimed(worker=worker)
    assert jobs.recover_where(lambda job: working.is_gone(job.worker), at=NOW) == 1
    assert Job.objects.waiting().get().worker == working.name_of(gone.pid)


def test_a_process_that_ended_unnoticed_is_gone_too() -> None:
    zombie = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    assert zombie.stdout is not None
    zombie.stdout.read()
    try:
        os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
        assert working.is_gone(working.name_of(zombie.pid))
    finally:
        zombie.wait()


def test_old_finished_jobs_are_forgotten_and_set_aside_ones_kept() -> None:
    for kind in (JobState.DONE, JobState.CANCELLED, JobState.SET_ASIDE):
        Job.objects.create(kind="x", state=kind, run_at=NOW, created_at=NOW, finished_at=NOW)
    assert jobs.prune(before=LATER) == 2
    assert Job.objects.get().state == JobState.SET_ASIDE


def test_a_job_that_no_thread_of_this_worker_does_any_more_is_given_back(tmp_path: Path) -> None:
    worker = working.Worker(working.Work({}, {}, {}, tmp_path), [Lane.QUICK])
    enqueue("doing")
    doing = claimed(timezone.now(), worker.name)
    worker.running["quick-0"] = doing
    enqueue("forsaken")  # the database went away while its failure was to be noted
    forsaken = claimed(timezone.now(), worker.name)
    worker._keep_house()
    assert state(forsaken) == JobState.RUNNING  # it may just have been claimed
    worker._keep_house()
    assert state(forsaken) == JobState.READY
    assert state(doing) == JobState.RUNNING


def test_leases_are_not_trusted_after_the_clock_was_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = working.Worker(working.Work({}, {}, {}, tmp_path), [Lane.QUICK])
    enqueue()
    claimed(worker="elsewhere/boot/1:1")  # its lease is long over by this machine's clock
    worker.clock -= 3600
    worker._keep_house()
    assert Job.objects.get().state == JobState.RUNNING
    worker.trust_leases_at = 0.0
    worker._keep_house()
    assert Job.objects.get().state == JobState.READY


@pytest.mark.django_db(transaction=True)
def test_posts_that_nobody_answers_do_not_hold_up_quick_work(tmp_path: Path) -> None:
    answered, greeted = threading.Event(), threading.Event()
    stuck = threading.Semaphore(0)

    def post(job: Job, at: datetime) -> None:
        stuck.release()
        answered.wait(30)

    made = working.Work({"post": post, "greet": lambda job, at: greeted.set()}, {}, {}, tmp_path)
    worker = working.Worker(made, [Lane.QUICK])
    running = threading.Thread(target=worker.run)
    for number in range(6):
        jobs.enqueue("post", payload={}, at=timezone.now(), receiver=f"dead {number}")
    running.start()
    try:
        for _thread in range(working.THREADS[Lane.OUTSIDE]):
            assert stuck.acquire(timeout=20)  # every thread that posts is held
        enqueue(at=timezone.now())
        assert greeted.wait(20)
        assert not stuck.acquire(blocking=False)
    finally:
        answered.set()
        worker.stop.set()
        running.join(30)


def post(receiver: str, at: datetime = NOW) -> None:
    jobs.enqueue("post", payload={}, at=at, receiver=receiver)


def claimed_post(at: datetime = NOW) -> Job:
    job = jobs.claim(lane=Lane.OUTSIDE, worker="one", at=at)
    assert job is not None
    return job


def test_receivers_take_turns_and_each_has_one_post_under_way() -> None:
    for seconds, receiver in enumerate(["slow"] * 3 + ["dead"] * 3 + ["other"]):
        post(receiver, NOW - timedelta(seconds=60 - seconds))
    first, second = claimed_post(), claimed_post(NOW + timedelta(seconds=1))
    assert [first.receiver, second.receiver] == ["slow", "dead"]
    jobs.fail(first, error="late", at=NOW + timedelta(seconds=5))
    jobs.finish(second, at=NOW + timedelta(seconds=5))
    order = []
    for seconds in range(6, 15):
        job = jobs.claim(lane=Lane.OUTSIDE, worker="one", at=NOW + timedelta(seconds=seconds))
        if job is not None:
            order.append(job.receiver)
            jobs.finish(job, at=NOW + timedelta(seconds=seconds))
    assert order == ["other", "slow", "dead", "slow", "dead", "slow"]


def test_two_workers_cannot_both_begin_with_one_receiver(monkeypatch: pytest.MonkeyPatch) -> None:
    post("slow")
    post("slow")
    claimed_post()
    monkeypatch.setattr(jobs, "_whose_turn", lambda due: "slow")  # what a worker saw that looked a moment earlier
    assert jobs.claim(lane=Lane.OUTSIDE, worker="two", at=NOW) is None
    assert Job.objects.filter(state=JobState.RUNNING).count() == 1
    assert Job.objects.waiting().count() == 1


@pytest.mark.django_db(transaction=True)
def test_slow_receivers_with_many_posts_hold_up_another_by_one_post_and_other_work_not_at_all(tmp_path: Path) -> None:
    done: list[str] = []
    served, greeted, under_way, together = threading.Event(), threading.Event(), set[str](), []

    def hand_over(job: Job, at: datetime) -> None:
        together.append(job.receiver in under_way)
        under_way.add(job.receiver)
        if job.receiver.startswith("slow"):
            time.sleep(0.4)
        under_way.discard(job.receiver)
        done.append(job.receiver)
        if {"other", "mail"} <= set(done):
            served.set()

    made = working.Work(
        {"post": hand_over, "mail": hand_over, "greet": lambda job, at: greeted.set()}, {}, {}, tmp_path
    )  # fmt: skip
    worker = working.Worker(made, [Lane.QUICK])
    running = threading.Thread(target=worker.run)
    for _each in range(15):
        post("slow 1", timezone.now())
        post("slow 2", timezone.now())
    post("other", timezone.now())
    jobs.enqueue("mail", payload={}, at=timezone.now(), receiver="mail")
    enqueue(at=timezone.now())
    running.start()
    try:
        assert greeted.wait(20)
        assert served.wait(20)
        assert len([each for each in done if each.startswith("slow")]) <= 6
        assert not any(together)
    finally:
        worker.stop.set()
        running.join(30)
