"""One simulated browser: its own address and cookies, a token for forms, a live socket that falls back to polling."""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from itertools import count
from types import TracebackType
from typing import Any, Self

import aiohttp

from tests.load.ledger import Ledger

POLL_SECONDS = 2.0
MOMENT_SECONDS = 0.015
_addresses = count(1)


class Browser:
    """Each browser comes from an address of its own in 127.0.0.0/8: a limit by address counts them apart."""

    def __init__(self, base: str, ledger: Ledger, *, live: bool) -> None:
        self.base, self.ledger, self.live = base, ledger, live
        number = next(_addresses)
        self.address = f"127.{1 + number // 250 % 250}.{number % 250 + 1}.1"
        self.topics: set[str] = set()
        self.quiet: set[str] = set()
        """Topics whose hints the page lets gather for a while."""
        self.told = False
        """Whether a hint caused the look that comes next."""
        self.news: list[dict[str, Any]] = []
        """What was heard since the last look began; an empty one may be anything."""
        self.hinted, self.whispered = asyncio.Event(), asyncio.Event()
        self.socket: aiohttp.ClientWebSocketResponse | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(local_addr=(self.address, 0), limit=4)
        jar = aiohttp.CookieJar(unsafe=True)
        self.http = aiohttp.ClientSession(self.base, connector=connector, cookie_jar=jar)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.http.close()

    def token(self) -> str:
        return next((cookie.value for cookie in self.http.cookie_jar if cookie.key == "aq_csrf"), "")

    async def get(self, what: str, path: str, **options: Any) -> tuple[int, str]:
        return await self._ask(what, "GET", path, **options)

    async def post(self, what: str, path: str, data: dict[str, Any], **headers: str) -> tuple[int, str]:
        headers = {"X-CSRFToken": self.token(), "Referer": self.base, **headers}
        return await self._ask(what, "POST", path, data=data, headers=headers)

    async def _ask(self, what: str, method: str, path: str, **options: Any) -> tuple[int, str]:
        began = time.monotonic()
        try:
            async with self.http.request(method, path, allow_redirects=False, **options) as response:
                text = await response.text()
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            self.ledger.errors[f"{what}: {type(error).__name__}"] += 1
            return 0, ""
        self.ledger.answered(what, time.monotonic() - began)
        if response.status >= 400:
            self.ledger.errors[f"{what}: {response.status}"] += 1
        return response.status, text

    async def follow(self, topic: str, *, instead_of: str = "") -> None:
        """Hear hints of this topic too."""
        self.topics = (self.topics | {topic}) - {instead_of}
        with contextlib.suppress(ConnectionError, aiohttp.ClientError):
            if self.socket is not None and not self.socket.closed:
                if instead_of:
                    await self.socket.send_json({"unsubscribe": [instead_of]})
                await self.socket.send_json({"subscribe": [topic]})

    async def listen(self) -> None:
        """Set `hinted` at each hint, or every two seconds while there is no socket."""
        while True:
            if self.live:
                try:
                    async with self.http.ws_connect("/live/", headers={"Origin": self.base}) as self.socket:
                        await self.socket.send_json({"subscribe": sorted(self.topics)})
                        self.stir()
                        async for frame in self.socket:
                            if frame.type == aiohttp.WSMsgType.TEXT:
                                self.hear(json.loads(frame.data))
                except (aiohttp.ClientError, OSError):
                    pass
                self.socket = None
            self.stir()
            self.whispered.set()
            await asyncio.sleep(POLL_SECONDS)

    def hear(self, hint: dict[str, Any]) -> None:
        """A receipt says all by itself: no page looks for it."""
        if "topic" not in hint or hint["kind"].startswith("read_"):
            return
        if hint["topic"] in self.quiet:
            self.whispered.set()
        else:
            self.stir(hint)

    def stir(self, hint: dict[str, Any] | None = None) -> None:
        """Something happened: without a hint, by this browser's own hand."""
        if hint is None or self.is_news(hint):
            self.news.append(hint or {})
            self.hinted.set()

    def is_news(self, hint: dict[str, Any]) -> bool:
        """As the pages: a line that stands there already is none."""
        known = hint.get("kind") == "said" and str(hint["contact"]) == self.shown[0] and hint["cursor"] <= self.shown[1]
        return not known

    @property
    def shown(self) -> tuple[str, int]:
        """The contact on the page and its last line there."""
        return "", 0

    async def watch(self, look: Callable[[], Awaitable[None]], at_least: Callable[[], float | None]) -> None:
        """Look at each hint, and every `at_least()` seconds anyway; hints while one looks are one more look.

        None: as the page, not without a hint while the channel is live.
        """
        while True:
            self.told = False
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.hinted.wait(), at_least() if self.live else POLL_SECONDS)
                await asyncio.sleep(MOMENT_SECONDS)
                self.told = self.live
            self.hinted.clear()
            news, self.news = self.news, []
            if not news or any(map(self.is_news, news)):
                await look()
