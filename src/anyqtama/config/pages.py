"""The HTTP half of the web process: Django in a fixed set of threads, each with its own database connection.

Django's own handler starts a thread and opens a connection for every request, however many there are at once: a rush
makes hundreds that take the processor from each other. Here a rush waits its turn, first come, first served.
"""

import asyncio
import contextvars
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any, cast

from django.conf import settings
from django.core import signals
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import close_old_connections
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import set_script_prefix

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

MOST_FILES = 5
FORM_BYTES = 4 * 1024 * 1024


class Pages(ASGIHandler):
    """One per process. A body is read before its request takes a thread, so that a slow client holds none."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="page")

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with tempfile.SpooledTemporaryFile(max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE) as body:
            complete = await _read(receive, body)
            if complete is not None:
                response, pieces = await self._in_pool(self._answer, scope, body, complete)
                await self._send(response, pieces, send)

    def _answer(self, scope: Scope, body: IO[bytes], complete: bool) -> tuple[HttpResponseBase, Iterable[bytes] | None]:
        """The response and what it sends, or None when that is read from a file piece by piece."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        if request is None:
            response = cast(HttpResponseBase, refusal)
        else:
            request.META["anyqtama.complete"] = complete
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and response.is_async:
            close_old_connections()
            return response, None
        # A table that is written row by row reads the database: all of it in this thread, on this connection.
        pieces = list(cast(Iterable[bytes], response)) if response.streaming else [cast(HttpResponse, response).content]
        response.close()
        return response, pieces

    async def _send(self, response: HttpResponseBase, pieces: Iterable[bytes] | None, send: Send) -> None:
        headers = [(name.encode("ascii"), value.encode("latin1")) for name, value in response.items()]
        headers += [(b"set-cookie", one.OutputString().encode("ascii")) for one in response.cookies.values()]
        await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
        try:
            if pieces is None:
                async for piece in cast(StreamingHttpResponse, response):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            else:
                for piece in pieces:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        finally:
            if pieces is None:
                await self._in_pool(response.close)
        await send({"type": "http.response.body"})

    async def _in_pool(self, do: Callable[..., Any], *given: Any) -> Any:
        """In a context of its own: language and address prefix belong to the request."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.pool, contextvars.copy_context().run, do, *given)


async def _read(receive: Receive, body: IO[bytes]) -> bool | None:
    """Whether the body is complete; False: larger than any form of ours, so not kept; None: the client went away."""
    most, size = FORM_BYTES + MOST_FILES * settings.FILE_LIMIT_BYTES, 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        piece = message.get("body", b"")
        size += len(piece)
        if size <= most:
            body.write(piece)
        more = message.get("more_body", False)
    if size > most:
        body.truncate(0)
    body.seek(0)
    return size <= most
