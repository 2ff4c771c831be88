"""How the science commands read a table a person made: any of the usual encodings, separators and number
forms, or a refusal that names the line."""

import argparse
import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from anyqtama.science.refusals import BadInput

UNKNOWN = {"", ".", "*", "na", "n/a", "#n/a", "#н/д", "nan", "null", "none", "-"}
STEP_PATTERN = re.compile(r"(\d+(?:\.\d+)?)\s*(s|sec|min|m|h|d|w)")
STEP_SECONDS = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 604800}


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a file as text. `line(i)` is where row i stood, for messages."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, name: str) -> int:
        if name not in self.header:
            have = ", ".join(self.header)
            raise BadInput(where=self.name, what=f"has no column {name}", mend=f"name one so; it has {have}")
        return self.header.index(name)

    def place(self, row: int, column: str = "") -> str:
        return f"{self.name} line {self.lines[row]}" + (f", {column}" if column else "")


def read_table(path: Path) -> Table:
    """Read a CSV: UTF-8, UTF-16 with mark, or cp1251; separated by comma, semicolon or tab."""
    name = path.name
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(where=str(path), what=f"cannot be read ({error.strerror})", mend="check the path") from error
    text = _decode(raw, name)
    if not text.strip():
        raise BadInput(where=name, what="is empty", mend="give a header line and rows")
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append(tuple(cell.strip() for cell in cells))
            lines.append(reader.line_num)
    header = tuple(cell.lower() for cell in rows[0])
    doubled = {cell for cell in header if header.count(cell) > 1}
    if doubled:
        raise BadInput(where=name, what=f"has the column {min(doubled)!r} twice", mend="rename one of them")
    for row, line in zip(rows[1:], lines[1:], strict=True):
        if len(row) != len(header):
            what = f"has {len(row)} cells, the header {len(header)}"
            raise BadInput(where=f"{name} line {line}", what=what, mend="check separators and quotes")
    return Table(name, header, tuple(rows[1:]), tuple(lines[1:]))


def read_number(text: str, where: str) -> float:
    """A finite number, with point or decimal comma; NaN for a cell that says unknown."""
    if text.lower() in UNKNOWN:
        return math.nan
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if "," in plain and "." in plain:
        raise BadInput(where=where, what=f"is {text!r}", mend="write it without thousands marks, like 1234.5")
    try:
        value = float(plain.replace(",", "."))
    except ValueError as error:
        raise BadInput(
            where=where, what=f"is {text!r}, not a number", mend="give a number or leave it empty"
        ) from error
    if not math.isfinite(value):
        raise BadInput(where=where, what=f"is {text}", mend="give a finite number or leave it empty")
    return value


def read_moment(text: str, where: str) -> datetime:
    """A moment: 2026-11-22 09:30[:00][+05:00] or 22.11.2026 09:30. The wall clock is kept as written."""
    for form in ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  # the wall clock is meant
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(where=where, what=f"is {text!r}, not a moment", mend="write 2026-11-22 09:30") from error


def read_step(text: str, where: str) -> int:
    """A length of time such as 30min, 7d or 2h in whole seconds."""
    found = STEP_PATTERN.fullmatch(text.strip().lower())
    seconds = float(found[1]) * STEP_SECONDS[found[2]] if found else 0.0
    if seconds < 1 or seconds != int(seconds):
        raise BadInput(where=where, what=f"is {text!r}", mend="write a length such as 30min, 24h or 7d")
    return int(seconds)


def read_share(text: str) -> float:
    """A share as an option: 0.8, 0,8 or 80%."""
    number, percent = text.strip().removesuffix("%"), text.strip().endswith("%")
    try:
        return float(number.replace(",", ".")) / (100.0 if percent else 1.0)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no share: write 0.8 or 80%") from error


def safe_cell(text: str) -> str:
    """Text for a CSV that a spreadsheet will not run as a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r", "%", "|") else text


def write_table(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
    except OSError as error:
        raise BadInput(
            where=str(path), what=f"cannot be written ({error.strerror})", mend="give another path"
        ) from error


def write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadInput(
            where=str(path), what=f"cannot be written ({error.strerror})", mend="give another path"
        ) from error


def _decode(raw: bytes, name: str) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise BadInput(where=name, what="is not text", mend="save it as CSV in UTF-8")


def _separator(text: str) -> str:
    """The mark most frequent in the header, outside quotes; a comma when there is one column only."""
    first = re.sub(r'"[^"]*"', "", text.lstrip().splitlines()[0])
    return max((",", ";", "\t"), key=first.count)
