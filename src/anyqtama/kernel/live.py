"""Hints for open screens: "look again". The truth is fetched by cursor over HTTP; a lost hint costs two seconds."""

import hashlib
import json
import socket
import tempfile
import threading
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction

Hint = Mapping[str, Any]
"""{"topic": …, "kind": …} and a little data, never content that a policy guards."""

CHANNEL = "anyqtama.live"
LONGEST_SOCKET_PATH = 100
WAIT_SECONDS = 0.05
MUTED_SECONDS = 1.0
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
    """Production: a message every web process hears. A Redis that is away is not asked again for two seconds."""

    def __init__(self, url: str) -> None:
        import redis  # only where it is used

        self.redis = redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)
        self.muted_until = 0.0

    def send(self, hint: Hint) -> None:
        import redis

        if time.monotonic() < self.muted_until:
            return
        try:
            self.redis.publish(CHANNEL, json.dumps(hint))
        except redis.RedisError:
            self.muted_until = time.monotonic() + MUTED_SECONDS


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
