"""Tables in: CSV in the encodings and separators of spreadsheets, and XLSX. What is read is text; nothing is run."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import xlsx_in
from anyqtama.kernel.exporting import DANGEROUS
from anyqtama.kernel.table_limits import (
    FORMULA,
    LONGEST_CELL,
    MIXED,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    NOT_TEXT,
    TOO_LARGE,
    TOO_LONG,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    TableUnreadable,
)

SEPARATORS = ("\t", ";", ",")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is not blank, with its number in the file as a spreadsheet shows it."""

    number: int
    cells: list[str]


def read(data: bytes, *, plain: bool = False) -> list[Line]:
    """The rows of an XLSX's first visible sheet, or of a CSV; what it is is told by its content, not its name.

    `plain`: a table with merged cells or formulas is refused, with the cell named.
    """
    if len(data) > MOST_BYTES:
        raise TableUnreadable(TOO_LARGE)
    if data.startswith(ZIP):
        return checked(xlsx_in.rows(data, plain=plain))
    if data.startswith(OLD_EXCEL):
        raise TableUnreadable(_("This is an old XLS file, or one locked with a password. Save it as XLSX without one."))
    rows = _csv_rows(decoded(data))
    return checked(_without_formulas(rows) if plain else rows)


def decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else the Windows code page of Kazakh and Russian."""
    codec = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        if line := _mixed_at(data):
            raise TableUnreadable(MIXED % {"line": line}) from None
        try:
            # cp1251 with Kazakh letters in the places of Serbian ones: Russian text reads the same in both
            text = data.decode("kz1048")
        except UnicodeDecodeError:
            raise TableUnreadable(NOT_TEXT) from None
    if "\0" in text:
        raise TableUnreadable(NOT_TEXT)
    return text


def _mixed_at(data: bytes) -> int | None:
    """The first line in another encoding than those before it: files of two programs put together. None: all in one."""
    before = None
    for number, line in enumerate(data.splitlines(), start=1):
        now = _is_utf8(line)
        if now is None:
            continue
        if before is not None and now != before:
            return number
        before = now
    return None


def _is_utf8(line: bytes) -> bool | None:
    """None: it may be either. One letter may be two of the code page by chance; the letters of a word are not."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return False
    return True if sum(not letter.isascii() for letter in text) > 1 else None


def checked(rows: Iterator[tuple[int, list[str]]]) -> list[Line]:
    lines = []
    for number, cells in rows:
        stripped = [_without_apostrophe(cell.replace("\0", "").strip()) for cell in cells]
        while stripped and not stripped[-1]:
            stripped.pop()
        if not stripped:
            continue
        if len(stripped) > MOST_COLUMNS:
            raise TableUnreadable(TOO_MANY_COLUMNS)
        if any(len(cell) > LONGEST_CELL for cell in stripped):
            raise TableUnreadable(TOO_LONG)
        lines.append(Line(number, stripped))
        if len(lines) > MOST_ROWS:
            raise TableUnreadable(TOO_MANY_ROWS)
    return lines


def whole(text: str) -> int | None:
    """A whole number however a spreadsheet wrote it ("3", "3,0", "3.00"); None when it is none."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    found = re.fullmatch(r"([+-]?\d{1,9})(\.0*)?", bare, re.ASCII)
    return int(found.group(1)) if found else None


def _without_apostrophe(cell: str) -> str:
    """What our own export wrote before a cell that a spreadsheet could have run."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(DANGEROUS) else cell


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    said = re.match(r'"?sep=(.)"?\r?\n', text)  # Excel's own first line
    if said:
        text = text[said.end() :]
    separator = said.group(1) if said else _separator(text)
    before = 1 if said else 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 1
    try:
        for cells in reader:
            yield number + before, cells
            number = reader.line_num + 1
    except csv.Error:
        raise TableUnreadable(TOO_LONG) from None


def _without_formulas(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in rows:
        for place, cell in enumerate(cells, start=1):
            if cell.lstrip().startswith("="):
                raise TableUnreadable(FORMULA % {"cell": f"{xlsx_in.letters(place)}{number}"})
        yield number, cells


def _separator(text: str) -> str:
    """The one that gives most rows the same number of columns: a title above or a comma in a number misleads nobody."""

    def score(separator: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        try:
            for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
                if number >= 30:
                    break
                if len(cells) > 1:
                    widths[len(cells)] += 1
        except csv.Error:
            return 0, 0
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(SEPARATORS, key=score)
