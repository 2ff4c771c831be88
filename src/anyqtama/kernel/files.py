"""The file store: bytes come in once, typed by their content, and go out only through their owner's view."""

import asyncio
import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel.file_kinds import FileRefused, kind_of
from anyqtama.kernel.file_names import cleaned
from anyqtama.kernel.models import StoredFile

__all__ = ["FileEmpty", "FileRefused", "FileTooLarge", "forget", "open_file", "path_of", "response", "store"]

PIECE_BYTES = 256 * 1024
SMALL_BYTES = 1024 * 1024
INLINE = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
PDF = "application/pdf"
READER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""A PDF is no page of ours: what it holds runs in the browser's reader, which a sandbox would keep shut."""
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class FileTooLarge(FileRefused):
    message = _("The file is too large. Send a smaller one, or several parts.")


class FileEmpty(FileRefused):
    message = _("The file is empty. Choose it again.")


def store(stream: BinaryIO, name: str, at: datetime) -> StoredFile:
    """Keep the bytes of `stream`. Raises FileRefused (its `message` is for the user) and then keeps nothing."""
    folder = root()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".incoming-") as partial:
        sha256, size = _receive(stream, partial.file)
        kind = kind_of(partial.file, name)
        target = _path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):  # the same bytes are here already
            os.link(partial.name, target)
            _sync(target.parent)
    return StoredFile.objects.create(
        sha256=sha256, name=cleaned(name, kind.endings), content_type=kind.content_type, size_bytes=size, stored_at=at
    )


def open_file(stored: StoredFile) -> BinaryIO:
    return path_of(stored).open("rb")


def path_of(stored: StoredFile) -> Path:
    return _path(stored.sha256)


def forget(stored: StoredFile) -> None:
    """Delete the facts, and the bytes unless another file has the same."""
    stored.delete()
    if not StoredFile.objects.filter(sha256=stored.sha256).exists():
        path_of(stored).unlink(missing_ok=True)


def response(
    stored: StoredFile, request: HttpRequest, *, inline: bool = False, framed: bool = False
) -> HttpResponseBase:  # fmt: skip
    """The bytes, as a download; with `inline` a picture may show in the page. Ranges are served for players.

    `framed`: a PDF may show in a frame of our own pages, in the browser's reader.
    """
    first, last, partly = _wanted(request.headers.get("Range", ""), stored.size_bytes)
    if first > last:
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size_bytes}"})
        refused["X-Content-Type-Options"] = "nosniff"
        return refused
    answer = _answer(stored, request, first, last - first + 1)
    answer.status_code = 206 if partly else 200
    reads = framed and stored.content_type == PDF
    shown = reads or (inline and stored.content_type in INLINE)
    answer["Content-Type"] = stored.content_type
    answer["Content-Length"] = str(last - first + 1)
    answer["Content-Disposition"] = content_disposition_header(not shown, stored.name) or "attachment"
    answer["Content-Security-Policy"] = READER if reads else "default-src 'none'; sandbox"
    if reads:
        answer["X-Frame-Options"] = "SAMEORIGIN"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-cache"
    answer["Accept-Ranges"] = "bytes"
    if partly:
        answer["Content-Range"] = f"bytes {first}-{last}/{stored.size_bytes}"
    return answer


def root() -> Path:
    return Path(settings.DATA) / "files"


def _path(sha256: str) -> Path:
    return root() / sha256[:2] / sha256[2:4] / sha256


def _receive(stream: BinaryIO, partial: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE_BYTES):
        size += len(piece)
        if size > settings.FILE_LIMIT_BYTES:
            raise FileTooLarge
        digest.update(piece)
        partial.write(piece)
    if not size:
        raise FileEmpty
    partial.flush()
    os.fsync(partial.fileno())
    return digest.hexdigest(), size


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _wanted(header: str, size: int) -> tuple[int, int, bool]:
    """(first byte, last byte, whether a part was asked for). A header of another shape asks for all."""
    match = RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return 0, size - 1, False
    start, end = match.groups()
    if not start:  # the last so many bytes
        return (max(0, size - int(end)), size - 1, True) if int(end) else (size, size - 1, True)
    return int(start), min(int(end), size - 1) if end else size - 1, True


def _answer(stored: StoredFile, request: HttpRequest, first: int, length: int) -> HttpResponseBase:
    if length <= SMALL_BYTES:
        with open_file(stored) as file:
            file.seek(first)
            return HttpResponse(file.read(length))
    if isinstance(request, ASGIRequest):
        return StreamingHttpResponse(_pieces_async(path_of(stored), first, length))
    return StreamingHttpResponse(_pieces(path_of(stored), first, length))


def _pieces(path: Path, first: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while length > 0 and (piece := file.read(min(PIECE_BYTES, length))):
            length -= len(piece)
            yield piece


async def _pieces_async(path: Path, first: int, length: int) -> AsyncIterator[bytes]:
    pieces = _pieces(path, first, length)
    while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
        yield piece
