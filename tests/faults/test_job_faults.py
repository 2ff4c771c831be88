"""Workers killed in the middle, jobs longer than their lease, wake-ups that race with work."""

import time

from tests.faults.installation import Installation, told


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
    place.say("enqueue", 1, 4)
    place.act("work_with_short_leases")
    place.act("work_with_short_leases")
    assert place.say("wait_for_jobs", 1).strip() == "done=1 all=1 attempts=1"


def test_a_wake_up_beside_a_running_job_is_not_lost(place: Installation) -> None:
    place.say("enqueue", 0)
    looker = place.act("look_at_subject")
    place.say("crowd", "keep_enqueueing", 4, 40)
    (place.folder / "stop").touch()
    assert told(looker).split() == ["160", "160"]
