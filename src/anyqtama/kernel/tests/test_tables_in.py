"""Reading tables: what spreadsheets write comes back whole, what is broken or hostile is refused in words."""

import csv
import io
import zipfile
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.kernel import exporting, table_limits, tables_in, xlsx_in
from anyqtama.kernel.table_limits import TableUnreadable
from anyqtama.kernel.tables_in import Line, read, whole

LETTER = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp", "Zs"], exclude_characters="\ufeff'")
CELL = st.text(LETTER, min_size=1, max_size=12)
ROWS = st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=2))
UNITS = "Код;Атауы\nқала;Қала шаруашылығы\nроза;Группа «Ромашка»\n"


def cells(lines: list[Line]) -> list[list[str]]:
    return [line.cells for line in lines]


def xlsx(rows: list[list[Any]], **book: Any) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
        for reference, value in book.get("merged", {}).items():
            sheet.merge_range(reference, value)
    return buffer.getvalue()


WORKBOOK = xlsx([["code", "name"], ["a", "b"]])


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_read_knows_the_encodings_of_spreadsheets(codec: str) -> None:
    assert cells(read(UNITS.encode(codec)))[1] == ["қала", "Қала шаруашылығы"]


def test_read_takes_russian_text_in_the_old_code_page() -> None:
    assert cells(read("Код;Имя\nа;Ёлкин — «Щука»\n".encode("cp1251")))[1] == ["а", "Ёлкин — «Щука»"]


@pytest.mark.parametrize("codecs", [("utf-8", "kz1048"), ("kz1048", "utf-8"), ("utf-8-sig", "cp1251")])
def test_a_table_in_two_encodings_is_refused_with_its_first_line_that_differs(codecs: tuple[str, str]) -> None:
    first, second = codecs
    data = "Код;Аты\nplain;words\nroom;Сауле\n".encode(first) + "б;Ерлан\nв;Ольга\n".encode(second)
    with pytest.raises(TableUnreadable) as refused:
        read(data)
    assert refused.value.message == table_limits.MIXED % {"line": 4}


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_read_finds_the_separator_below_a_title_and_beside_decimal_commas(separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(
        [["code", "share", "note"], ["a", "1,5", "x; y"], ["b", "2,5", "z, w"]]
    )
    lines = read(f"Units of 2026\n\n{out.getvalue()}".encode())
    assert cells(lines)[1:] == [["code", "share", "note"], ["a", "1,5", "x; y"], ["b", "2,5", "z, w"]]
    assert [line.number for line in lines] == [1, 3, 4, 5]


def test_read_obeys_the_line_that_excel_writes_about_its_separator() -> None:
    assert read(b"sep=|\na|b\n") == [Line(2, ["a", "b"])]


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sampled_from(["\t", ";", ","]))
def test_read_gives_back_what_a_csv_writer_wrote(rows: list[list[str]], separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    assert cells(read(out.getvalue().encode())) == rows


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2))
def test_read_gives_back_what_our_own_export_wrote_though_it_made_formulas_inert(rows: list[list[str]]) -> None:
    head, *body = rows
    text = "".join(exporting.csv_lines([f"h{cell.strip('=+-@%|')}" for cell in head], body))
    assert cells(read(text.encode()))[1:] == body


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=5))
def test_read_gives_back_the_texts_of_a_workbook(rows: list[list[str]]) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    assert cells(read(buffer.getvalue())) == rows


def test_read_shows_a_workbooks_numbers_as_a_person_writes_them() -> None:
    assert cells(read(xlsx([["a", 3, 3.0, 2.5, 1e6, True]]))) == [["a", "3", "3", "2.5", "1000000", "yes"]]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda sheet: sheet.merge_range("B2:B3", "x"), "B2:B3"),
        (lambda sheet: sheet.write_formula("C4", "=1+1", None, 2), "C4"),
    ],
)
def test_a_plain_table_has_no_merged_cells_and_no_formulas_and_the_cell_is_named(make: Any, said: str) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet()
        sheet.write("A1", "head")
        make(sheet)
    with pytest.raises(TableUnreadable, match=said):
        read(buffer.getvalue(), plain=True)
    assert read(buffer.getvalue())


def test_a_formula_in_a_plain_csv_is_refused_with_its_cell() -> None:
    with pytest.raises(TableUnreadable, match="B2"):
        read(b"a;b\n1;=1+1\n", plain=True)
    assert cells(read(b"a;b\n+77015552148;-5\n", plain=True)) == [["a", "b"], ["+77015552148", "-5"]]


def test_read_repeats_merged_cells_skips_blank_rows_and_takes_the_value_of_a_formula() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        made.add_worksheet("hidden").hide()
        sheet = made.add_worksheet("shown")
        sheet.activate()
        sheet.set_first_sheet()
        sheet.merge_range("A1:A2", "one")
        sheet.write("B1", "x")
        sheet.write("B2", "y")
        sheet.write_formula("B4", "=1+1", None, 2)
    assert read(buffer.getvalue()) == [Line(1, ["one", "x"]), Line(2, ["one", "y"]), Line(4, ["", "2"])]


def test_read_refuses_an_archive_that_unpacks_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_in, "MOST_UNPACKED", 1_000_000)
    told = repacked(xlsx([["a"]]), "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 40_000_000 + b"</worksheet>")
    assert len(told) < 100_000
    with pytest.raises(TableUnreadable) as refused:
        read(told)
    assert refused.value.message == table_limits.TOO_LARGE


def test_read_refuses_entities_that_grow() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    with pytest.raises(TableUnreadable):
        read(repacked(xlsx([["a"]]), "xl/worksheets/sheet1.xml", bomb))


@pytest.mark.parametrize(
    "data",
    [
        tables_in.ZIP + b"nonsense", tables_in.OLD_EXCEL + b"\0" * 100, b"a;b\0;c", b"\x89PNG\r\n\x1a\n\0\0",
        b"x" * (table_limits.MOST_BYTES + 1), b"a;b\n" * (table_limits.MOST_ROWS + 1), b";".join([b"a"] * 101),
        b'a;"' + b"b" * 200_000, b"a;" + b"b" * 5_000, b"\x98\xff\xfe",
    ],
)  # fmt: skip
def test_read_refuses_what_is_no_table_or_too_large(data: bytes) -> None:
    with pytest.raises(TableUnreadable):
        read(data)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_read_answers_any_bytes_with_rows_or_a_refusal(data: bytes) -> None:
    assert answered(data)
    assert answered(tables_in.ZIP + data)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_read_answers_a_damaged_workbook_with_rows_or_a_refusal(place: int, damage: bytes) -> None:
    at = place * len(WORKBOOK) // 401
    assert answered(WORKBOOK[:at] + damage + WORKBOOK[at + len(damage) :])


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("3,0", 3), (" 3.00 ", 3), ("1\u00a0200", 1200), ("-4", -4), ("3,5", None), ("x", None), ("", None)],
)
def test_whole_reads_a_number_however_it_was_written(text: str, number: int | None) -> None:
    assert whole(text) == number


def answered(data: bytes) -> bool:
    """By rows without blank ends, or by a refusal in words; anything else is raised."""
    try:
        return all(line.cells and line.cells[-1] for line in read(data))
    except TableUnreadable as refused:
        return bool(str(refused.message))


def repacked(workbook: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            new.writestr(item, content if item == name else old.read(item))
    return out.getvalue()
