"""Files as people send them, and as those send them who mean harm."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory
from pytest_django import Settings

from anyqtama.kernel import files
from anyqtama.kernel.file_kinds import FileDamaged, FileHasMacros, FileRefused, KindNotTaken
from anyqtama.kernel.file_names import cleaned
from anyqtama.kernel.models import StoredFile
from tests.cast import NOW

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 500
PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 50
GET = RequestFactory()


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def kept() -> list[Path]:
    folder = files.root()
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def store(content: bytes, name: str) -> StoredFile:
    return files.store(io.BytesIO(content), name, NOW)


def archive(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return packed.getvalue()


def test_a_file_is_kept_under_its_hash_with_its_facts() -> None:
    stored = store(JPEG, "сурет.jpg")
    assert stored.sha256 == hashlib.sha256(JPEG).hexdigest()
    assert (stored.content_type, stored.size_bytes, stored.name) == ("image/jpeg", len(JPEG), "сурет.jpg")
    with files.open_file(stored) as file:
        assert file.read() == JPEG
    assert kept() == [files.path_of(stored)]


def test_the_same_bytes_are_kept_once_and_forgotten_with_the_last() -> None:
    one, two = store(JPEG, "a.jpg"), store(JPEG, "b.jpg")
    assert len(kept()) == 1
    files.forget(one)
    assert len(kept()) == 1
    files.forget(two)
    assert kept() == []


@pytest.mark.parametrize(
    ("content", "name", "content_type", "shown"),
    [
        (PDF, "contract.pdf", "application/pdf", "contract.pdf"),
        (JPEG, "photo.exe", "image/jpeg", "photo.jpg"),
        (JPEG, "photo", "image/jpeg", "photo.jpg"),
        ("Сәлем, әлем".encode(), "сәлем.txt", "text/plain", "сәлем.txt"),
        ("Привет".encode("cp1251"), "note.txt", "text/plain", "note.txt"),
        (b"a;b\n1;2", "table.csv", "text/plain", "table.csv"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "talk.wav", "audio/wav", "talk.wav"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00", "clip.mp4", "video/mp4", "clip.mp4"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "old.doc", "application/msword", "old.doc"),
    ],
)
def test_the_kind_comes_from_the_content(content: bytes, name: str, content_type: str, shown: str) -> None:
    stored = store(content, name)
    assert (stored.content_type, stored.name) == (content_type, shown)


def test_office_documents_are_known_by_their_parts() -> None:
    assert store(archive(("word/document.xml", b"<w/>")), "a.docx").name == "a.docx"
    assert store(archive(("xl/workbook.xml", b"<x/>")), "a.zip").name == "a.xlsx"
    odt = archive(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<o/>"))
    assert store(odt, "a.odt").content_type == "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00" + b"\x00" * 300, "holiday.jpg"),
        (b"\x7fELF" + b"\x00" * 300, "holiday.pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "logo.png"),
        (b"\xef\xbb\xbf  <HTML><body>", "letter.txt"),
        (b"just text, then <script>alert(1)</script>", "letter.txt"),
        (b"#!/bin/sh\nrm -rf /", "run.txt"),
        (b"<?php echo 1;", "a.txt"),
        (b"\x1f\x8b\x08\x00" + b"\x00" * 50, "a.gz"),
        (b"text with \x00 NUL", "a.txt"),
        (b"plain beginning " * 1000 + b"\x00\x01", "a.txt"),
        (archive(("anything.txt", b"x")), "papers.zip"),
        (archive(("bomb.txt", b"\x00" * 5_000_000)), "bomb.docx"),
    ],
)
def test_other_kinds_are_refused_whatever_they_are_called(content: bytes, name: str) -> None:
    with pytest.raises(KindNotTaken):
        store(content, name)
    assert kept() == []
    assert not StoredFile.objects.exists()


def test_a_document_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(FileDamaged):
        store(archive(("word/document.xml", b" " * 20_000_000)), "bomb.docx")


def test_a_document_with_macros_is_refused() -> None:
    with pytest.raises(FileHasMacros):
        store(archive(("word/document.xml", b"<w/>"), ("word/vbaProject.bin", b"x")), "a.docx")


def test_a_broken_archive_is_refused() -> None:
    with pytest.raises(FileDamaged):
        store(archive(("word/document.xml", b"<w/>"))[:40], "a.docx")


def test_an_empty_and_a_too_large_file_are_refused_and_nothing_stays(settings: Settings) -> None:
    settings.FILE_LIMIT_BYTES = 1000
    with pytest.raises(files.FileEmpty):
        store(b"", "a.txt")
    with pytest.raises(files.FileTooLarge):
        store(JPEG + b"\x00" * 1000, "a.jpg")
    assert kept() == []


def test_an_upload_without_end_is_cut_off_at_the_limit() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(files.FileTooLarge):
        files.store(endless, "a.txt", NOW)  # type: ignore[arg-type]
    assert endless.given <= settings.FILE_LIMIT_BYTES + 2 * files.PIECE_BYTES
    assert kept() == []


def test_every_refusal_tells_the_user() -> None:
    kinds: list[type[FileRefused]] = [FileRefused, *FileRefused.__subclasses__()]
    for refusal in kinds:
        assert str(refusal.message)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\me\\note.txt", "note.txt"),
        ("evil\u202etxt.exe", "eviltxt.txt"),
        ("nul\x00byte.txt", "nulbyte.txt"),
        ("=SUM(A1).txt", "SUM(A1).txt"),
        ("+-=@cmd.txt", "cmd.txt"),
        ("@sum.txt", "sum.txt"),
        ("CON.txt", "_CON.txt"),
        (".htaccess", "htaccess.txt"),
        ("", "file.txt"),
        ("...", "file.txt"),
        ("a<b>c:d.txt", "a_b_c_d.txt"),
        ("line\r\nbreak.txt", "linebreak.txt"),
        ("қазақша құжат.TXT", "қазақша құжат.txt"),
        ("version 1.2", "version 1.txt"),
        ("x" * 500 + ".txt", "x" * 120 + ".txt"),
    ],
)
def test_names_are_cleaned(name: str, shown: str) -> None:
    assert cleaned(name, ("txt",)) == shown


def test_a_response_is_a_download_that_no_browser_guesses_about() -> None:
    answer = files.response(store(PDF, "сөз.pdf"), GET.get("/"), inline=True)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    picture = files.response(store(JPEG, "a.jpg"), GET.get("/"), inline=True)
    assert picture["Content-Disposition"].startswith("inline")
    assert files.response(store(JPEG, "a.jpg"), GET.get("/"))["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("", 200, 0, 458),
        ("bytes=0-9", 206, 0, 9),
        ("bytes=450-", 206, 450, 458),
        ("bytes=-5", 206, 454, 458),
        ("bytes=100-9999", 206, 100, 458),
        ("bytes=0-1,5-6", 200, 0, 458),
        ("lines=1-2", 200, 0, 458),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(asked: str, status: int, first: int, last: int) -> None:
    assert len(PDF) == 459 - 50
    stored = store(PDF + b"x" * 50, "a.pdf")
    answer = files.response(stored, GET.get("/", headers={"range": asked}))
    assert answer.status_code == status
    assert answer.content == (PDF + b"x" * 50)[first : last + 1]  # type: ignore[attr-defined]
    if status == 206:
        assert answer["Content-Range"] == f"bytes {first}-{last}/459"


@pytest.mark.parametrize("asked", ["bytes=459-", "bytes=900-950", "bytes=9-3", "bytes=-0"])
def test_a_part_outside_the_file_is_refused(asked: str) -> None:
    stored = store(PDF + b"x" * 50, "a.pdf")
    assert files.response(stored, GET.get("/", headers={"range": asked})).status_code == 416


def test_a_large_file_is_streamed() -> None:
    content = JPEG + b"\x01" * 3_000_000
    answer = files.response(store(content, "a.jpg"), GET.get("/"))
    assert answer.streaming
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
