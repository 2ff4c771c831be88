"""What a file is, by its content: a short list of kinds is taken, everything else is refused whatever it is called."""

import logging
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

HEAD_BYTES = 8192
MOST_MEMBERS = 3000
MOST_UNPACKED_BYTES = 300 * 1024 * 1024
MOST_RATIO = 250


class FileRefused(Exception):
    """The file is not kept; `message` tells the user why and what to do."""

    message = _("This file cannot be taken.")


class KindNotTaken(FileRefused):
    message = _(
        "Files of this kind are not taken. Send a picture, a PDF, a document, a table, plain text or a recording."
    )


class FileDamaged(FileRefused):
    message = _("The file is damaged or is not what its name says. Save it again and send it once more.")


class FileHasMacros(FileRefused):
    message = _("The document contains macros. Save it without them and send it once more.")


@dataclass(frozen=True, slots=True)
class Kind:
    content_type: str
    endings: Sequence[str]
    """The first is given to a file whose name ends otherwise."""


TEXT = Kind("text/plain", ("txt", "csv", "log", "md", "json"))
OFFICE = "application/vnd.openxmlformats-officedocument."
PACKED = {
    "word/document.xml": Kind(f"{OFFICE}wordprocessingml.document", ("docx",)),
    "xl/workbook.xml": Kind(f"{OFFICE}spreadsheetml.sheet", ("xlsx",)),
    "ppt/presentation.xml": Kind(f"{OFFICE}presentationml.presentation", ("pptx",)),
}
OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": Kind("application/vnd.oasis.opendocument.text", ("odt",)),
    b"application/vnd.oasis.opendocument.spreadsheet": Kind("application/vnd.oasis.opendocument.spreadsheet", ("ods",)),
}
BEGINNINGS: Sequence[tuple[int, bytes, Kind]] = (
    (0, b"\xff\xd8\xff", Kind("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))),
    (0, b"\x89PNG\r\n\x1a\n", Kind("image/png", ("png",))),
    (0, b"GIF87a", Kind("image/gif", ("gif",))),
    (0, b"GIF89a", Kind("image/gif", ("gif",))),
    (8, b"WEBP", Kind("image/webp", ("webp",))),
    (4, b"ftypheic", Kind("image/heic", ("heic", "heif"))),
    (4, b"ftypmif1", Kind("image/heic", ("heic", "heif"))),
    (0, b"%PDF-", Kind("application/pdf", ("pdf",))),
    (8, b"WAVE", Kind("audio/wav", ("wav",))),
    (0, b"OggS", Kind("audio/ogg", ("ogg", "oga", "opus"))),
    (0, b"ID3", Kind("audio/mpeg", ("mp3",))),
    (0, b"\xff\xfb", Kind("audio/mpeg", ("mp3",))),
    (0, b"\xff\xf3", Kind("audio/mpeg", ("mp3",))),
    (4, b"ftypM4A", Kind("audio/mp4", ("m4a",))),
    (4, b"ftyp", Kind("video/mp4", ("mp4", "m4v", "mov"))),
    (0, b"\x1a\x45\xdf\xa3", Kind("video/webm", ("webm",))),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_OFFICE_KINDS = {"doc": Kind("application/msword", ("doc",)), "xls": Kind("application/vnd.ms-excel", ("xls",))}
RIFF_OFFSET = 8
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"<%", b"#!", b"<iframe", b"<body", b"<head")


def kind_of(file: IO[bytes], name: str) -> Kind:
    """The kind of the whole file by its content; `name` only tells kinds apart that begin alike. Raises FileRefused."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    for offset, beginning, kind in BEGINNINGS:
        if head[offset : offset + len(beginning)] == beginning and (offset != RIFF_OFFSET or head[:4] == b"RIFF"):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _packed(file)
    ending = name.rpartition(".")[2].lower()
    if head.startswith(OLD_OFFICE):
        if ending in OLD_OFFICE_KINDS:
            return OLD_OFFICE_KINDS[ending]
        raise KindNotTaken
    if _is_text(file, head):
        return TEXT
    log.info("A file of a kind not taken was refused: %s", _opinion(head))
    raise KindNotTaken


def _packed(file: IO[bytes]) -> Kind:
    """An office document by its parts; any other archive is refused, and so is one that unpacks to too much."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            first = archive.read(members[0]) if members and members[0].file_size < 100 else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise FileDamaged from None
    names = {member.filename for member in members}
    kind = OPEN_DOCUMENTS.get(first.strip()) or next((PACKED[part] for part in PACKED if part in names), None)
    if kind is None:
        raise KindNotTaken
    unpacked, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED_BYTES or unpacked > MOST_RATIO * max(packed, 1):
        raise FileDamaged
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js")) for name in names):
        raise FileHasMacros
    return kind


def _is_text(file: IO[bytes], head: bytes) -> bool:
    """Plain text throughout, in UTF-8 or a one-byte Cyrillic encoding, that no browser would take for a page."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(MARKUP) or any(mark in head.lower() for mark in (b"<script", b"<svg", b"<html")):
        return False
    file.seek(0)
    while piece := file.read(HEAD_BYTES * 32):
        if piece.translate(None, CONTROL) != piece:
            return False
    return True


CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27} | {127})


def _opinion(head: bytes) -> str:
    import puremagic  # only for the log

    try:
        return str(puremagic.from_string(head, mime=True)) or "unknown"
    except (puremagic.PureError, ValueError):
        return "unknown"
