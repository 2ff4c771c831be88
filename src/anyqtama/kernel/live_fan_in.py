"""Fan-in of hints to the web process: a local datagram socket (embedded) or Redis (several processes)."""

import asyncio
import json
import logging
import random
import socket
from pathlib import Path

from django.conf import settings

from anyqtama.kernel import live
from anyqtama.kernel.live_hub import Hub

log = logging.getLogger(__name__)

LARGEST_BYTES = 65_536
LOOK_AT_SOCKET_SECONDS = 5.0


def received(hub: Hub, data: bytes) -> None:
    """One hint or a list of them from outside the process; anything malformed is dropped."""
    try:
        said = json.loads(data) if len(data) <= LARGEST_BYTES else None
    except ValueError:
        said = None
    for hint in said if isinstance(said, list) else [said]:
        _deliver(hub, hint)


def _deliver(hub: Hub, hint: object) -> None:
    if isinstance(hint, dict) and hint.get("topic") == live.EVERYTHING:
        hub.everyone_look()
    elif isinstance(hint, dict) and isinstance(hint.get("topic"), str):
        hub.deliver(hint)
    else:
        log.warning("A malformed hint was dropped")


async def listen(hub: Hub) -> None:
    """Run until cancelled; whatever breaks is opened again."""
    if settings.REDIS_URL:
        await _listen_to_redis(hub, settings.REDIS_URL)
    else:
        await _listen_to_socket(hub, live.socket_path())


async def _listen_to_socket(hub: Hub, path: Path) -> None:
    while True:
        try:
            ours, identity = await asyncio.to_thread(_bind, path)
        except OSError as error:
            log.error("No live hints, screens poll: cannot listen on %s: %s", path, error)
            await asyncio.sleep(LOOK_AT_SOCKET_SECONDS)
            continue
        loop = asyncio.get_running_loop()
        loop.add_reader(ours, _drain, ours, hub)
        try:
            while await asyncio.to_thread(_identity, path) == identity:
                await asyncio.sleep(LOOK_AT_SOCKET_SECONDS)
            log.warning("The socket %s was removed or replaced; it is opened again", path)
        finally:
            loop.remove_reader(ours)
            ours.close()


def _bind(path: Path) -> tuple[socket.socket, int]:
    path.unlink(missing_ok=True)
    ours = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ours.setblocking(False)
    ours.bind(str(path))
    path.chmod(0o600)
    return ours, path.stat().st_ino


def _identity(path: Path) -> int:
    return path.stat().st_ino if path.exists() else 0


def _drain(ours: socket.socket, hub: Hub) -> None:
    for _ in range(100):
        try:
            received(hub, ours.recv(LARGEST_BYTES + 1))
        except BlockingIOError:
            return


async def _listen_to_redis(hub: Hub, url: str) -> None:
    import redis.asyncio as redis  # only where it is used

    wait, connected_before = 0.5, False
    while True:
        client = redis.Redis.from_url(url, socket_connect_timeout=5, health_check_interval=10)
        try:
            async with client.pubsub(ignore_subscribe_messages=True) as messages:
                await messages.subscribe(live.CHANNEL)
                if connected_before:
                    hub.everyone_look()
                wait, connected_before = 0.5, True
                while True:
                    message = await messages.get_message(timeout=5.0)
                    if message is not None:
                        received(hub, message["data"])
        except (redis.RedisError, OSError) as error:
            log.warning("Redis is away, screens poll: %s; next try in %.1f s", error, wait)
        finally:
            await client.aclose()  # type: ignore[attr-defined]  # the stubs are of an older version
        await asyncio.sleep(wait * random.uniform(0.5, 1.0))  # noqa: S311
        wait = min(wait * 2, 10.0)
