import io
import zipfile

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.kernel import exporting


@pytest.mark.parametrize("first", exporting.DANGEROUS)
def test_inert_disarms_what_a_spreadsheet_would_run(first: str) -> None:
    assert exporting.inert(f"{first}cmd|' /C calc'!A0").startswith("'")


@given(st.text(), st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_stay_numbers_and_no_text_becomes_a_formula(text: str, number: float) -> None:
    assert not exporting.inert(text).startswith(exporting.DANGEROUS)
    assert type(number)(exporting.inert(number)) == number  # a long whole number has no exact float


def test_csv_keeps_kazakh_and_line_breaks_inside_a_cell() -> None:
    written = "".join(exporting.csv_lines(["Аты"], [["Әсел\nҚұрманқызы"], [None]]))
    assert written == '\ufeffАты\r\n"Әсел\nҚұрманқызы"\r\n""\r\n'


def test_csv_parts_columns_as_the_reader_s_spreadsheet_does() -> None:
    with translation.override("ru"):
        made = exporting.response("csv", "t", ["a", "b"], [["Ғ;", 71.4]], about=[["Период", "16 ноября"]])
    assert b"".join(made).decode() == '\ufeffПериод;16 ноября\r\n\r\na;b\r\n"Ғ;";71,4\r\n'
    with translation.override("en"):
        made = exporting.response("csv", "t", ["a", "b"], [["x", 71.4]])
    assert b"".join(made).decode() == "\ufeffa,b\r\nx,71.4\r\n"


def test_xlsx_writes_a_tenth_as_a_tenth_and_says_on_a_second_sheet_what_it_is_of() -> None:
    made = exporting.xlsx_response("t", ["a"], [[71.4]], [["Period", "16 November"]])
    with zipfile.ZipFile(io.BytesIO(made.content)) as book:
        assert "<v>71.4</v>" in book.read("xl/worksheets/sheet1.xml").decode()
        assert "16 November" in book.read("xl/worksheets/sheet2.xml").decode()


def test_xlsx_reads_back() -> None:
    made = exporting.xlsx_response("t", ["a", "b"], [["=1+1", 2.5], ["Ғ", None]])
    with zipfile.ZipFile(io.BytesIO(made.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "'=1+1" in sheet
    assert "<v>2.5</v>" in sheet
