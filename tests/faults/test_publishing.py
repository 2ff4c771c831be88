"""What is published is found within two seconds, at once and at its time, beside real workers; also among 30,000
passages (`pytest -m slow tests/faults/test_publishing.py`, add `-s` for the figures)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.faults.installation import ROOT, Installation, told

SECONDS = 2.0
PASSAGES = int(os.environ.get("ANYQTAMA_TEST_PASSAGES", "30000"))


def act(place: Installation, part: str, *words: object) -> "subprocess.Popen[str]":
    return place.act(part, *words, of="knowledge_actors")


@contextmanager
def worker(place: Installation) -> Iterator[None]:
    command = [sys.executable, "-m", "anyqtama", "worker"]
    with (place.folder / "worker.log").open("w") as log:
        running = subprocess.Popen(command, cwd=ROOT, env=place.environment, stdout=log, stderr=log)
        try:
            yield
        finally:
            running.terminate()
            running.wait(timeout=30)


def delays(place: Installation, how: str, times: int, first: int = 0) -> list[float]:
    """Seconds from each publish to the moment when another process found it."""
    desk = act(place, "follow", first, times)
    assert desk.stdout is not None
    assert desk.stdout.readline() == "ready\n", told(desk)
    published = [float(line) for line in told(act(place, "publish", first, times, how)).split()]
    found = [float(line) for line in told(desk).split()]
    assert len(published) == len(found) == times
    waited = [there - since for since, there in zip(published, found, strict=True)]
    median, where = sorted(waited)[times // 2], "postgres" if place.url else "sqlite"
    print(f"{where}, {how}: {times} found within {median:.2f} s (median), {max(waited):.2f} s (longest)")
    return waited


@pytest.mark.parametrize("how", ["at once", "timed"])
def test_what_is_published_is_found_within_two_seconds(place: Installation, how: str) -> None:
    told(act(place, "fill", 20))
    with worker(place):
        assert max(delays(place, how, 4)) <= SECONDS


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_it_is_found_as_soon_among_thirty_thousand_passages(place: Installation) -> None:
    filling = act(place, "fill", PASSAGES)
    with worker(place):
        _out, complained = filling.communicate(timeout=3600)
        assert filling.returncode == 0, complained
        # Now, while the worker still gathers what was filled in, then when the index rests.
        assert max(delays(place, "at once", 20)) <= SECONDS
        print(told(act(place, "gathered")).strip())
        assert max(delays(place, "timed", 40, first=20)) <= SECONDS
