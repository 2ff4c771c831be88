"""Child processes kept alive: restarted with a pause when they die, ended together, never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

LONG_ENOUGH_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 15.0
END_SECONDS = 12.0
PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """One command that should be running. With `once`, a clean end is an end."""

    name: str
    command: Sequence[str]
    once: bool = False
    gently: bool = False
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause_seconds: float = 0.0
    restart_at: float = field(default=0.0)


class Supervisor:
    """`start` children, then `watch` until a signal ends all of them."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.ending = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._end)

    def start(self, name: str, command: Sequence[str], *, once: bool = False, gently: bool = False) -> None:
        """Keep `command` running. `gently`: with less right to the processor than the pages."""
        child = Child(name, command, once=once, gently=gently)
        self.children.append(child)
        _spawn(child)

    def watch(self) -> int:
        while not self.ending:
            self.look()
            time.sleep(0.2)
        self.end_all()
        return 0

    def look(self) -> None:
        """Note who died; start again whose pause is over."""
        for child in self.children:
            if child.process is None:
                if child.restart_at and time.monotonic() >= child.restart_at and not self.ending:
                    _spawn(child)
                continue
            code = child.process.poll()
            if code is None:
                continue
            child.process = None
            if child.once and code == 0:
                child.restart_at = 0.0
                continue
            lived = time.monotonic() - child.started_at
            longer = min(max(0.5, child.pause_seconds * 2), LONGEST_PAUSE_SECONDS)
            child.pause_seconds = 0.5 if lived > LONG_ENOUGH_SECONDS else longer
            child.restart_at = time.monotonic() + child.pause_seconds
            text = f"{child.name} ended ({_how(code)}); started again in {child.pause_seconds:.1f} s"
            print(text, file=sys.stderr, flush=True)

    def end_all(self) -> None:
        """Ask all to finish what they are doing; end by force what has not after a while."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + END_SECONDS
        for process in running:
            try:
                process.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.ending = True


def _spawn(child: Child) -> None:
    child.started_at, child.restart_at = time.monotonic(), 0.0
    # A session of its own: Ctrl-C reaches only the parent, which ends all in order.
    child.process = subprocess.Popen(
        child.command,
        start_new_session=True,
        preexec_fn=_gentle_child if child.gently else _child,  # noqa: PLW1509
    )


def _child() -> None:
    """Between fork and exec: end when the parent is killed, where the system knows how (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _gentle_child() -> None:
    os.nice(10)
    _child()


def _how(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
