import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.kernel import exporting


@pytest.mark.parametrize("first", exporting.DANGEROUS)
def test_inert_disarms_what_a_spreadsheet_would_run(first: str) -> None:
    assert exporting.inert(f"{first}cmd|' /C calc'!A0").startswith("'")


@given(st.text(), st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_stay_numbers_and_no_text_becomes_a_formula(text: str, number: float) -> None:
    assert not exporting.inert(text).startswith(exporting.DANGEROUS)
    assert float(exporting.inert(number)) == number


def test_csv_keeps_kazakh_and_line_breaks_inside_a_cell() -> None:
    written = "".join(exporting.csv_lines(["Аты"], [["Әсел\nҚұрманқызы"], [None]]))
    assert written == '\ufeffАты\r\n"Әсел\nҚұрманқызы"\r\n""\r\n'


def test_xlsx_reads_back() -> None:
    made = exporting.xlsx_response("t", ["a", "b"], [["=1+1", 2.5], ["Ғ", None]])
    with zipfile.ZipFile(io.BytesIO(made.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "'=1+1" in sheet
    assert "<v>2.5</v>" in sheet
