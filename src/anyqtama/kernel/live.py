"""Hints for open screens: "look again". The truth is fetched by cursor over HTTP; a lost hint costs two seconds."""

import json
import socket
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction

Hint = Mapping[str, Any]


class Publisher(Protocol):
    def send(self, hint: Hint) -> None: ...


class NullPublisher:
    """The channel layer switched off: every screen polls."""

    def send(self, hint: Hint) -> None:
        return


class SocketPublisher:
    """Embedded: a datagram to the web process. Dropped when the process is away or its buffer is full."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.setblocking(False)

    def send(self, hint: Hint) -> None:
        try:
            self.socket.sendto(json.dumps(hint).encode(), str(self.path))
        except OSError:
            return


class RedisPublisher:
    def __init__(self, url: str) -> None:
        import redis  # only where it is used

        self.redis = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)

    def send(self, hint: Hint) -> None:
        import redis

        try:
            self.redis.publish("anyqtama.live", json.dumps(hint))
        except redis.RedisError:
            return


def socket_path() -> Path:
    return Path(settings.DATA) / "live.sock"


@cache
def publisher() -> Publisher:
    if not settings.LIVE:
        return NullPublisher()
    return RedisPublisher(settings.REDIS_URL) if settings.REDIS_URL else SocketPublisher(socket_path())


def hint(topic: str, kind: str = "changed", **data: Any) -> None:
    """Tell the screens that follow `topic` to look again, once the caller's transaction is committed."""
    transaction.on_commit(lambda: publisher().send({"topic": topic, "kind": kind, **data}))
