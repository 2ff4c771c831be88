"""Hints for open screens: "look again". The truth is fetched by cursor over HTTP; a lost hint costs two seconds."""

import atexit
import hashlib
import json
import logging
import socket
import tempfile
import threading
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from queue import Queue
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)

Hint = Mapping[str, Any]
"""{"topic": …, "kind": …} and a little data, never content that a policy guards."""

CHANNEL = "anyqtama.live"
LONGEST_SOCKET_PATH = 100
WAIT_SECONDS = 0.05
MUTED_SECONDS = 1.0
MOMENT_SECONDS = 0.005
MOST_TOGETHER = 40
EVERYTHING = "*"
"""The topic of a hint that says: some were lost, look at all you show."""


class Publisher(Protocol):
    def send(self, hint: Hint) -> None: ...


class NullPublisher:
    """The channel layer switched off: every screen polls."""

    def send(self, hint: Hint) -> None:
        return


class SocketPublisher:
    """Embedded: a datagram to the web process. Dropped when the process is away or does not read in time.

    After a drop for want of time a hint for everything follows, so that nobody waits for the next poll.
    """

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.muted_until = 0.0
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.settimeout(WAIT_SECONDS)  # the kernel queues ten datagrams only: a burst waits a moment

    def send(self, hint: Hint) -> None:
        if time.monotonic() < self.muted_until:
            return
        try:
            self.socket.sendto(json.dumps(hint).encode(), self.path)
        except TimeoutError:  # the web process hangs: do not make every writer wait for it
            self.muted_until = time.monotonic() + MUTED_SECONDS
            later = threading.Timer(MUTED_SECONDS, self.send, [{"topic": EVERYTHING, "kind": "changed"}])
            later.daemon = True
            later.start()
        except OSError:
            return


class RedisPublisher:
    """Production: a message every web process hears; the hints of one moment are one message, a list.

    A thread of its own sends, so that no writer waits for Redis. While Redis is away it is asked once a second, and
    what is told meanwhile is dropped: a hint for everything follows.
    """

    def __init__(self, url: str) -> None:
        import redis  # only where it is used

        self.redis = redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)
        self.waiting: Queue[Hint] = Queue()
        self.sender: threading.Thread | None = None
        self.starting = threading.Lock()

    def send(self, hint: Hint) -> None:
        self.waiting.put(hint)
        if self.sender is None or not self.sender.is_alive():
            with self.starting:
                if self.sender is None:
                    atexit.register(self._finish)
                if self.sender is None or not self.sender.is_alive():  # a forked process has none
                    self.sender = threading.Thread(target=self._work, name="hints", daemon=True)
                    self.sender.start()

    def _work(self) -> None:
        while True:
            hints = [self.waiting.get()]
            time.sleep(MOMENT_SECONDS)
            while len(hints) < MOST_TOGETHER and not self.waiting.empty():
                hints.append(self.waiting.get())
            try:
                self.redis.publish(CHANNEL, json.dumps(hints))
            except Exception as failure:  # whatever it was, the next hints go on
                log.warning("Hints were lost, everybody will be told to look: %s", failure)
                time.sleep(MUTED_SECONDS)
                while not self.waiting.empty():
                    hints.append(self.waiting.get())
                self.waiting.put({"topic": EVERYTHING, "kind": "changed"})
            for _ in hints:
                self.waiting.task_done()

    def _finish(self) -> None:
        """A process that ends at once after its work has told of it."""
        until = time.monotonic() + MUTED_SECONDS
        while self.waiting.unfinished_tasks and time.monotonic() < until:
            time.sleep(MOMENT_SECONDS)


def socket_path() -> Path:
    """Where the web process listens; a data folder too deep for a socket's name has it among the temporary files."""
    path = Path(settings.DATA) / "live.sock"
    if len(str(path).encode()) <= LONGEST_SOCKET_PATH:
        return path
    return Path(tempfile.gettempdir()) / f"anyqtama-{hashlib.sha256(str(path).encode()).hexdigest()[:24]}.sock"


@cache
def publisher() -> Publisher:
    if not settings.LIVE:
        return NullPublisher()
    return RedisPublisher(settings.REDIS_URL) if settings.REDIS_URL else SocketPublisher(socket_path())


def hint(topic: str, kind: str = "changed", **data: Any) -> None:
    """Tell the screens that follow `topic` to look again, once the caller's transaction is committed."""
    transaction.on_commit(lambda: publisher().send({"topic": topic, "kind": kind, **data}))
