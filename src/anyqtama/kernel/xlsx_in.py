"""The first visible sheet of an XLSX as text: values only, within limits that hold whatever the archive claims."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from anyqtama.kernel.table_limits import (
    FORMULA,
    MERGED,
    MOST_COLUMNS,
    MOST_ROWS,
    NOT_TEXT,
    TOO_LARGE,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    TableUnreadable,
)

MOST_UNPACKED = 60 * 1024 * 1024
"""Bytes of XML that are read of one file: an archive may claim less and unpack to gigabytes."""
MOST_CHARACTERS = 20_000_000
MOST_MERGED = 5_000
PIECE = 256 * 1024
LOCKED = _("The file is locked with a password. Save it without one.")
BROKEN = _("The XLSX file is broken. Open it in a spreadsheet and save it anew.")

BROKEN_WAYS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, expat.ExpatError,
    NotImplementedError, EOFError, OSError, ValueError, KeyError,
)  # fmt: skip

Attributes = Mapping[str, str]


def rows(data: bytes, *, plain: bool = False) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) in order; merged cells repeat their value, formulas give what they last came to.

    `plain`: a sheet with either is refused instead, with the cell named.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = _Book(archive)
            sheet = _Sheet(book.strings())
            book.parse(book.sheet_path(), sheet.begin, sheet.end, sheet.said)
    except BROKEN_WAYS:
        raise TableUnreadable(BROKEN) from None
    except RuntimeError:  # zipfile's answer to an encrypted member
        raise TableUnreadable(LOCKED) from None
    if plain:
        sheet.refuse_unless_plain()
    yield from sheet.rows()


class _Book:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.left = MOST_UNPACKED
        if "xl/workbook.xml" not in self.names:
            raise TableUnreadable(NOT_TEXT)

    def parse(
        self, name: str, begin: Callable[[str, Attributes], None], end: Callable[[str], None],
        said: Callable[[str], None] | None = None,
    ) -> None:  # fmt: skip
        if name not in self.names:
            raise TableUnreadable(BROKEN)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = lambda tag, attributes: begin(_local(tag), attributes)
        parser.EndElementHandler = lambda tag: end(_local(tag))
        if said is not None:
            parser.CharacterDataHandler = said
        with self.archive.open(name) as stream:
            while piece := stream.read(PIECE):
                self.left -= len(piece)
                if self.left < 0:
                    raise TableUnreadable(TOO_LARGE)
                parser.Parse(piece, False)
        parser.Parse(b"", True)

    def sheet_path(self) -> str:
        """Of the first sheet that is not hidden."""
        shown: list[str] = []

        def sheet(tag: str, attributes: Attributes) -> None:
            if tag == "sheet" and attributes.get("state", "visible") == "visible":
                shown.extend(value for name, value in attributes.items() if _local(name) == "id")

        self.parse("xl/workbook.xml", sheet, _nothing)
        targets: dict[str, str] = {}

        def relation(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        self.parse("xl/_rels/workbook.xml.rels", relation, _nothing)
        if not shown or shown[0] not in targets:
            raise TableUnreadable(BROKEN)
        target = targets[shown[0]]
        return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))

    def strings(self) -> list[str]:
        found = _Strings()
        if "xl/sharedStrings.xml" in self.names:
            self.parse("xl/sharedStrings.xml", found.begin, found.end, found.said)
        return found.texts


@dataclass(slots=True)
class _Strings:
    """Shared strings; how a word is pronounced (rPh) is left out."""

    texts: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    inside: bool = False
    aside: bool = False
    characters: int = 0

    def begin(self, tag: str, _attributes: Attributes) -> None:
        if tag == "si":
            self.parts = []
        elif tag == "rPh":
            self.aside = True
        elif tag == "t":
            self.inside = not self.aside

    def end(self, tag: str) -> None:
        if tag == "si":
            self.texts.append("".join(self.parts))
        elif tag == "rPh":
            self.aside = False
        elif tag == "t":
            self.inside = False

    def said(self, text: str) -> None:
        if self.inside:
            self.characters += len(text)
            if self.characters > MOST_CHARACTERS:
                raise TableUnreadable(TOO_LARGE)
            self.parts.append(text)


class _Sheet:
    def __init__(self, strings: list[str]) -> None:
        self.strings = strings
        self.cells: dict[int, dict[int, str]] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.merged_cells = self.formula_cell = ""
        self.row = self.column = 0
        self.kind = ""
        self.taking = False
        self.parts: list[str] = []

    def begin(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self.row = _number(attributes.get("r"), self.row + 1)
            self.column = 0
        elif tag == "c":
            self.column = _column(attributes.get("r"), self.column + 1)
            self.kind, self.parts = attributes.get("t", "n"), []
        elif tag in {"v", "t"}:
            self.taking = True
        elif tag == "f":
            self.formula_cell = self.formula_cell or f"{letters(self.column)}{self.row}"
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self.taking = False
        elif tag == "c" and (text := self._text("".join(self.parts))).strip():
            if self.column > MOST_COLUMNS:
                raise TableUnreadable(TOO_MANY_COLUMNS)
            self.cells.setdefault(self.row, {})[self.column] = text
            if len(self.cells) > MOST_ROWS:
                raise TableUnreadable(TOO_MANY_ROWS)

    def said(self, text: str) -> None:
        if self.taking:
            self.parts.append(text)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        for top, left, bottom, right in self.merged:
            value = self.cells.get(top, {}).get(left, "")
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if value and row in self.cells:
                        self.cells[row].setdefault(column, value)
        for row in sorted(self.cells):
            filled = self.cells[row]
            yield row, [filled.get(column, "") for column in range(1, max(filled) + 1)]

    def _text(self, raw: str) -> str:
        if self.kind == "s":
            number = int(raw) if raw.isdecimal() and len(raw) < 9 else -1
            return self.strings[number] if 0 <= number < len(self.strings) else ""
        if self.kind == "b":
            return {"1": "yes", "0": "no"}.get(raw, raw)
        return plain_number(raw) if self.kind == "n" else raw

    def refuse_unless_plain(self) -> None:
        if self.merged_cells:
            raise TableUnreadable(MERGED % {"cells": self.merged_cells})
        if self.formula_cell:
            raise TableUnreadable(FORMULA % {"cell": self.formula_cell})

    def _merge(self, reference: str) -> None:
        self.merged_cells = self.merged_cells or reference[:30]
        found = re.fullmatch(r"([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})", reference)
        if found and len(self.merged) < MOST_MERGED:
            (top, left), (bottom, right) = _place(found.group(1)), _place(found.group(2))
            if right - left < MOST_COLUMNS and bottom - top < MOST_ROWS:
                self.merged.append((top, left, bottom, right))


def plain_number(raw: str) -> str:
    """A number as a person would write it: 3 for 3.0, no exponent for what is whole."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def letters(column: int) -> str:
    """What a spreadsheet calls the column: 1 is A, 27 is AA."""
    said = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]), _column(reference, 1)


def _column(reference: str | None, otherwise: int) -> int:
    letters = (reference or "").rstrip("0123456789")
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return otherwise
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else otherwise


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _nothing(_tag: str) -> None:
    return


def _refuse_doctype(*_said: object) -> None:
    """No spreadsheet writes one; entities in it can grow without end or read files."""
    raise TableUnreadable(BROKEN)
