"""The HTTP half of the web process, asked as uvicorn asks it."""

import asyncio
import threading
from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import translation

from anyqtama.config import pages

pytestmark = pytest.mark.django_db(transaction=True)


def scope(path: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    given = {"host": "localhost", **headers}
    return {
        "type": "http", "http_version": "1.1", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": b"", "root_path": "", "scheme": "http", "client": ("127.0.0.1", 1), "server": ("localhost", 80),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip


async def ask(handler: pages.Pages, asked: dict[str, Any], *body: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
    incoming = [{"type": "http.request", "body": piece, "more_body": True} for piece in body]
    incoming.append({"type": "http.request", "body": b"", "more_body": False})
    sent: list[Mapping[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        return incoming.pop(0)

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    await handler(asked, receive, send)
    assert not sent[-1].get("more_body")
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(one.get("body", b"") for one in sent[1:])


@pytest.fixture
def handler() -> pages.Pages:
    return pages.Pages(3)


def test_a_page_comes_with_its_policy_and_cookies(handler: pages.Pages) -> None:
    status, headers, body = asyncio.run(ask(handler, scope("/sign-in/", accept_language="ru")))
    assert status == 200
    assert b"<!doctype html>" in body
    assert b"script-src 'self'" in headers[b"Content-Security-Policy"]
    assert b"set-cookie" in headers
    assert 'lang="ru"' in body.decode()


def test_a_body_beyond_every_form_is_thrown_away_and_refused_in_the_readers_language(
    handler: pages.Pages, settings: LazySettings
) -> None:
    settings.FILE_LIMIT_BYTES = 1024**2
    piece = b"x" * 1024**2
    asked = scope("/visit/messages/", "POST", accept_language="kk", content_type="application/octet-stream")
    status, headers, body = asyncio.run(ask(handler, asked, *[piece] * 10))
    assert status == 413
    assert "бұл тым көп" in body.decode()
    assert b"script-src 'self'" in headers[b"Content-Security-Policy"]


def test_a_rush_waits_its_turn_in_a_fixed_number_of_threads(
    handler: pages.Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, most, seen = [0], [0], set()
    lock = threading.Lock()

    def slow(request: HttpRequest) -> HttpResponse:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            seen.add(threading.current_thread().name)
        threading.Event().wait(0.02)
        with lock:
            inside[0] -= 1
        return HttpResponse(request.path)

    monkeypatch.setattr(handler, "get_response", slow)

    async def rush() -> list[Any]:
        return await asyncio.gather(*(ask(handler, scope(f"/{number}/")) for number in range(20)))

    answers = asyncio.run(rush())
    assert [body for _, _, body in answers] == [f"/{number}/".encode() for number in range(20)]
    assert most[0] == 3
    assert len(seen) == 3


def test_requests_do_not_see_each_others_language(handler: pages.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    def speak(request: HttpRequest) -> HttpResponse:
        before = translation.get_language()
        translation.activate(request.path.strip("/"))
        return HttpResponse(before)

    monkeypatch.setattr(handler, "get_response", speak)
    first = asyncio.run(ask(handler, scope("/en/")))[2]
    assert [asyncio.run(ask(handler, scope(f"/{code}/")))[2] for code in ("ru", "kk", "en", "ru")] == [first] * 4


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_stream_is_sent_whole_and_closed(
    handler: pages.Pages, monkeypatch: pytest.MonkeyPatch, asynchronous: bool
) -> None:
    closed = []

    async def pieces() -> Any:
        for number in range(3):
            yield str(number).encode()

    def answer(request: ASGIRequest) -> StreamingHttpResponse:
        response = StreamingHttpResponse(pieces() if asynchronous else iter([b"0", b"1", b"2"]))
        response._resource_closers.append(lambda: closed.append(True))  # type: ignore[attr-defined]
        return response

    monkeypatch.setattr(handler, "get_response", answer)
    assert asyncio.run(ask(handler, scope("/")))[2] == b"012"
    assert closed == [True]


def test_a_client_that_leaves_in_the_middle_of_its_body_costs_nothing(handler: pages.Pages) -> None:
    incoming: list[dict[str, Any]] = [
        {"type": "http.request", "body": b"x", "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Mapping[str, Any]:
        return incoming.pop(0)

    async def send(message: Mapping[str, Any]) -> None:
        raise AssertionError(message)

    asyncio.run(handler(scope("/visit/", "POST"), receive, send))
