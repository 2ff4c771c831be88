"""`anyqtama serve` as a whole: it answers, outlives its children, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import ROOT, Installation


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/ui/css/tokens.css", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


def children_of(process: int) -> dict[int, str]:
    """Process id → command line."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == process:
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return found


def wait_until(true: object, seconds: float = 60) -> None:
    assert callable(true)
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"not within {seconds} s"
        time.sleep(0.1)


@pytest.fixture
def served(place: Installation) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    environment = place.environment | {"PORT": str(port)}
    command = [sys.executable, "-m", "anyqtama", "serve"]
    log = (place.folder / "serve.log").open("w")
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, text=True)
    try:
        wait_until(lambda: "Ready: " in (place.folder / "serve.log").read_text() or process.poll() is not None, 120)
        yield process, port
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def test_it_answers_outlives_its_children_and_ends_clean(
    served: tuple[subprocess.Popen[str], int], place: Installation
) -> None:
    process, port = served
    assert answers(port) == 200
    before = children_of(process.pid)
    assert len(before) == 3
    for child in before:
        os.kill(child, signal.SIGKILL)
    wait_until(lambda: len(children_of(process.pid)) == 3 and not before.keys() & children_of(process.pid).keys())
    wait_until(lambda: answers(port) == 200)
    said = (place.folder / "serve.log").read_text()
    assert f"Ready: http://localhost:{port}/" in said
    assert said.count("SIGKILL") == 3
    after = children_of(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    assert not [child for child in after if Path(f"/proc/{child}").exists()]
    assert answers(port) == 0


def test_its_children_end_when_it_is_killed(served: tuple[subprocess.Popen[str], int]) -> None:
    process, _ = served
    children = children_of(process.pid)
    process.kill()
    wait_until(lambda: not [child for child in children if Path(f"/proc/{child}").exists()], 30)


def test_a_taken_port_is_told_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        place = Installation(tmp_path, "")
        command = [sys.executable, "-m", "anyqtama", "serve", "--port", port]
        done = subprocess.run(command, cwd=ROOT, env=place.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert port in done.stderr
    assert "--port 8001" in done.stderr
