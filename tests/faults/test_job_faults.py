"""Workers killed in the middle, jobs longer than their lease, wake-ups that race with work."""

import time
from pathlib import Path

import psycopg
import pytest

from tests.faults.conftest import Install
from tests.faults.installation import SERVER, Installation, told


def test_jobs_of_killed_workers_are_done_and_each_takes_effect_once(place: Installation) -> None:
    place.say("enqueue", 200)
    for round_ in range(5):
        worker = place.act("work")
        assert worker.stdout is not None
        worker.stdout.readline()
        time.sleep(0.2 + 0.13 * round_)
        worker.kill()
    place.act("work")
    assert place.say("wait_for_jobs", 200).startswith("done=200 all=200 ")
    assert place.say("effects").strip() == "effects=200 different=200"
    assert place.say("settle").strip().endswith("sealed=200 seen=200 faults=[]")


def test_a_job_longer_than_its_lease_runs_once(place: Installation) -> None:
    place.say("enqueue", 1, 11)  # the lease is 5 s there
    place.act("work_with_short_leases")
    place.act("work_with_short_leases")
    assert place.say("wait_for_jobs", 1).strip() == "done=1 all=1 attempts=1"


def test_a_wake_up_beside_a_running_job_is_not_lost(place: Installation) -> None:
    place.say("enqueue", 0)
    looker = place.act("look_at_subject")
    place.say("crowd", "keep_enqueueing", 4, 40)
    (place.folder / "stop").touch()
    assert told(looker).split() == ["160", "160"]


@pytest.mark.postgres
def test_a_worker_survives_a_database_that_goes_away(tmp_path: Path, install: Install) -> None:
    with install("postgres", tmp_path) as place:
        place.say("enqueue", 60)
        worker = place.act("work")
        assert worker.stdout is not None
        worker.stdout.readline()
        name = place.url.rpartition("/")[2]
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as control:
            for _ in range(2):
                control.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
                control.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
                time.sleep(2)
                control.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
                time.sleep(1)
        assert place.say("wait_for_jobs", 60).startswith("done=60 all=60 ")
        assert worker.poll() is None
        assert place.say("effects").strip() == "effects=60 different=60"
        assert place.say("settle").strip().endswith("faults=[]")


def test_a_locked_sqlite_database_is_waited_for(tmp_path: Path, install: Install) -> None:
    import sqlite3

    with install("sqlite", tmp_path) as place:
        place.say("enqueue", 20)
        worker = place.act("work")
        assert worker.stdout is not None
        worker.stdout.readline()
        blocker = sqlite3.connect(tmp_path / "anyqtama.sqlite3", isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        time.sleep(3)
        blocker.execute("ROLLBACK")
        blocker.close()
        assert place.say("wait_for_jobs", 20).startswith("done=20 all=20 ")
        assert place.say("effects").strip() == "effects=20 different=20"
