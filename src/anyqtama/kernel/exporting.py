"""Tables out: CSV that spreadsheets open in any language, and XLSX. No cell can be taken for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

Cell = str | int | float | datetime | date | None
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "%", "|")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Lines with a mark of UTF-8 before the first, so that spreadsheets read Kazakh letters."""
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow([inert(cell) for cell in head])
    yield "\ufeff" + line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow([inert(cell) for cell in row])
        yield line.getvalue()


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_lines(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_response(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
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
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, inert(cell))
    book.close()
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def response(kind: str, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponseBase:
    """`kind`: "xlsx", else CSV."""
    return xlsx_response(name, head, rows) if kind == "xlsx" else csv_response(name, head, rows)
