"""The staff command: the columns promised, files as people make them, refusals with line and remedy."""

import argparse
import csv
import json
from pathlib import Path

import pytest

from anyqtama.science.commands import staff

GOOD = (
    "interval_start,offered,handle_seconds,interval_seconds\n2026-11-23 09:00,780,210,3600\n2026-11-23 10:00,0,,3600\n"
)


def run(folder: Path, text: str | bytes, *options: str) -> tuple[int, list[dict[str, str]]]:
    source, out = folder / "in.csv", folder / "out.csv"
    source.write_bytes(text.encode() if isinstance(text, str) else text)
    parser = argparse.ArgumentParser()
    staff.add_arguments(parser)
    code = staff.run(parser.parse_args([str(source), "--out", str(out), *options]))
    rows = list(csv.DictReader(out.open(encoding="utf-8"))) if out.exists() else []
    return code, rows


def test_positions_heads_and_figures_come_out(tmp_path: Path) -> None:
    code, rows = run(tmp_path, GOOD, "--max-occupancy", "0.85", "--shrinkage", "0.3")
    assert code == 0
    assert list(rows[0]) == list(staff.COLUMNS)
    assert (rows[0]["positions"], rows[0]["heads"]) == ("54", "78")
    assert float(rows[0]["service_level"]) == pytest.approx(0.9305, abs=5e-5)
    assert float(rows[0]["asa_seconds"]) == pytest.approx(3.857, abs=5e-4)
    assert (rows[1]["positions"], rows[1]["service_level"], rows[1]["heads"]) == ("0", "", "0")


def test_patience_makes_it_erlang_a_and_limits_abandonment(tmp_path: Path) -> None:
    text = GOOD.replace("interval_seconds\n", "interval_seconds,patience_seconds\n").replace(",3600\n", ",3600,120\n")
    _, strict = run(tmp_path, text, "--max-abandon", "0.01")
    _, loose = run(tmp_path, text)
    assert float(strict[0]["abandonment"]) <= 0.01 < float(loose[0]["abandonment"])
    assert int(strict[0]["positions"]) > int(loose[0]["positions"])


def test_a_spreadsheet_file_with_semicolons_and_decimal_commas_is_read(tmp_path: Path) -> None:
    text = (
        "Interval_Start;offered;handle_seconds;interval_seconds;заметка\n23.11.2026 09:00;780,0;210,00;3600;ескерту\n"
    )
    code, rows = run(tmp_path, text.replace("ескерту", "примечание").encode("cp1251"))
    assert (code, rows[0]["positions"]) == (0, "51")


def test_times_are_read_with_their_unit(tmp_path: Path) -> None:
    twenty = run(tmp_path, GOOD, "--answer-within", "20s")[1]
    assert run(tmp_path, GOOD, "--answer-within", "20")[1] == twenty
    assert int(run(tmp_path, GOOD, "--answer-within", "2min")[1][0]["positions"]) < int(twenty[0]["positions"])


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        (GOOD.replace("780", "-1"), [], "line 2, offered is -1"),
        (GOOD.replace("780", "nan"), [], "line 2, offered is empty"),
        (GOOD.replace("780", "inf"), [], "line 2, offered is inf"),
        (GOOD.replace("210", "0"), [], "line 2, handle_seconds is 0"),
        (GOOD.replace("210", "abc"), [], "not a number"),
        (GOOD.replace("10:00", "09:00"), [], "twice (first line 2)"),
        (GOOD.replace("10:00", "09:30"), [], "line 3, interval_start begins before"),
        (GOOD.replace("2026-11-23 10:00", "2026-11-23T10:00+05:00"), [], "offset in some rows"),
        (GOOD.replace("offered", "calls"), [], "no column offered"),
        (GOOD.splitlines()[0] + "\n", [], "has no rows"),
        ("", [], "is empty"),
        (GOOD, ["--service-level", "1"], "service_level is 1"),
        (GOOD, ["--service-level", "nan"], "service_level is nan"),
        (GOOD, ["--answer-within", "soon"], "--answer-within is 'soon'"),
        (GOOD, ["--max-abandon", "0.05"], "patience_seconds"),
        (GOOD, ["--shrinkage", "1"], "shrinkage"),
        (GOOD, ["--plot", "x.gif"], "png or .svg"),
    ],
)
def test_bad_files_and_options_are_refused_with_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, options: list[str], message: str
) -> None:
    assert run(tmp_path, text, *options)[0] == 2
    assert message in capsys.readouterr().err


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert run(tmp_path, GOOD, "--plot", str(tmp_path / "day.svg"))[0] == 0
    assert "<svg" in (tmp_path / "day.svg").read_text()[:2000]


def test_json_gives_the_table_with_null_where_a_figure_has_no_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, GOOD, "--json")[0] == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["model"], told["measured_as"], told["answer_within_seconds"]) == ("erlang_c", "SL-A", 20)
    assert list(told["intervals"][0]) == list(staff.COLUMNS)
    assert [row["positions"] for row in told["intervals"]] == [51, 0]
    assert told["intervals"][1]["service_level"] is None


@pytest.mark.parametrize("share", ["0.8", "0,8", "80%", "80,0%"])
def test_a_share_is_read_as_spreadsheets_write_it(tmp_path: Path, share: str) -> None:
    assert run(tmp_path, GOOD, "--service-level", share)[1][0]["positions"] == "51"


def test_a_share_that_is_none_is_refused_with_its_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path, GOOD, "--service-level", "most")
    assert "'most' is no share: write 0.8 or 80%" in capsys.readouterr().err


def test_queues_of_one_file_are_staffed_each_for_itself(tmp_path: Path) -> None:
    text = GOOD.splitlines()[1]
    code, rows = run(tmp_path, f"queue,{GOOD.splitlines()[0]}\ntax,{text}\nland,{text}\n")
    assert code == 0
    assert [(row["queue"], row["positions"]) for row in rows] == [("tax", "51"), ("land", "51")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2026-11-23 09:00,1000000,210,1800,60", "in.csv line 2 keeps 1.167e+05 people busy"),
        ("2026-11-23 09:00,390,210,1800,1e9", "line 2, patience_seconds is 1e+09: nobody gives up so late"),
    ],
)
def test_numbers_of_no_centre_are_named_by_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, message: str
) -> None:
    head = "interval_start,offered,handle_seconds,interval_seconds,patience_seconds\n"
    assert run(tmp_path, head + row + "\n")[0] == 2
    assert message in capsys.readouterr().err
