"""Tables out: CSV that spreadsheets open in any language, and XLSX. No cell can be taken for a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import get_language

Cell = str | int | float | datetime | date | None
About = Sequence[Sequence[str]]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "%", "|")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


Cover = Callable[[str], str]


def _nothing_covered(text: str) -> str:
    return text


_cover: list[Cover] = [_nothing_covered]


def connect(*, cover: Cover) -> None:
    """What hides numbers of cards and people in the cells of a file. Called by the wiring."""
    _cover[0] = cover


def inert(value: Cell) -> str:
    """The cell as text; one that a spreadsheet could run begins with an apostrophe. Numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, int | float | date):
        return str(value)
    text = value.replace("\0", "")
    return f"'{text}" if text.startswith(DANGEROUS) else text


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Cell]], *, separator: str = ",") -> Iterator[str]:
    """Lines with a mark of UTF-8 before the first, so that spreadsheets read Kazakh letters."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=separator)
    mark = "\ufeff"
    for row in chain([head], rows):
        line.seek(0)
        line.truncate()
        writer.writerow([_written(cell, separator) for cell in row])
        yield mark + line.getvalue()
        mark = ""


def _written(cell: Cell, separator: str) -> str:
    """Where columns part at semicolons, the decimal sign is a comma."""
    text = inert(cell)
    return text.replace(".", ",") if separator == ";" and isinstance(cell, float) else text


def separator_here() -> str:
    """What spreadsheets of the reader's language part columns at: where the comma is decimal, a semicolon."""
    return ";" if get_language() in {"kk", "ru"} else ","


def _spoken(lines: Iterator[str], language: str) -> Iterator[str]:
    """Each line in the reader's language: the stream outlives the request, which is what speaks it."""
    while True:
        with translation.override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], about: About) -> StreamingHttpResponse:
    if about:
        first, *others = about
        head, rows = first, chain(others, [[]], [head], rows)
    lines = _spoken(csv_lines(head, rows, separator=separator_here()), get_language() or "kk")
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_response(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], about: About = ()) -> HttpResponse:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    )
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    sheet.write_row(0, 0, [str(cell) for cell in head], bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                # As it reads: a float would be written to sixteen digits, 71.4 as 71.40000000000001.
                sheet.write_number(number, column, Decimal(str(cell)))
            else:
                sheet.write_string(number, column, inert(cell))
    if about:
        second = book.add_worksheet()
        for number, pair in enumerate(about):
            for column, word in enumerate(pair):
                second.write_string(number, column, inert(word))
    book.close()
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def response(
    kind: str, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, about: About = (), whole: bool = False
) -> HttpResponseBase:
    """`kind`: "xlsx", else CSV. `about`: what the table is of, first in CSV, a second sheet in XLSX.

    `whole`: nothing is covered, for a table that is taken in again: dots would overwrite what they stand for.
    """
    if not whole:
        rows = ([_cover[0](cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    make = xlsx_response if kind == "xlsx" else csv_response
    return make(name, head, rows, about)
