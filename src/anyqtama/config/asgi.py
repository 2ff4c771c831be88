"""The web process: pages over HTTP, hints over a WebSocket at /live/."""

import asyncio
import contextlib
import gc
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import django
from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anyqtama.config.settings")
django.setup()

from django.conf import settings  # noqa: E402

from anyqtama.config import wiring  # noqa: E402
from anyqtama.config.pages import Pages  # noqa: E402
from anyqtama.kernel import live_fan_in  # noqa: E402
from anyqtama.kernel.live_hub import hub  # noqa: E402
from anyqtama.people.live_socket import LiveSocket  # noqa: E402

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

live_socket = LiveSocket(topics=wiring.TOPICS, visitors=wiring.VISITORS)


async def lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    """Start and end with the process: hearing hints, and watching that open sockets still may."""
    tasks: list[asyncio.Task[None]] = []
    _collect_less()
    while (await receive())["type"] == "lifespan.startup":
        if settings.LIVE:
            tasks = [asyncio.create_task(live_fan_in.listen(hub)), asyncio.create_task(live_socket.watch())]
        await send({"type": "lifespan.startup.complete"})
    for task in tasks:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    await send({"type": "lifespan.shutdown.complete"})


def _collect_less() -> None:
    """What is loaded by now stays: no collection need walk it again, and pages make little garbage in circles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


async def nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close"})


routes: list[tuple[str, Any]] = [(r"^live/$", AuthMiddlewareStack(live_socket)), (r"", nothing_here)]
sockets = URLRouter([re_path(pattern, target) for pattern, target in routes])
application = ProtocolTypeRouter(
    {
        "http": Pages(settings.PAGE_THREADS),
        "lifespan": lifespan,
        "websocket": OriginValidator(sockets, [*settings.ALLOWED_HOSTS, *settings.CSRF_TRUSTED_ORIGINS]),
    }
)
