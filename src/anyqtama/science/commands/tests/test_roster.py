"""The roster command: the files and fields promised, refusals with place and remedy."""

import argparse
import json
from pathlib import Path

import pytest

from anyqtama.science.commands import roster
from anyqtama.science.rostering.tests.test_benchmark import SMALL
from anyqtama.science.rostering.tests.test_days import DZN


def run(folder: Path, text: str, *options: str) -> int:
    source = folder / "instance.txt"
    source.write_text(text, encoding="utf-8")
    parser = argparse.ArgumentParser()
    roster.add_arguments(parser)
    return roster.run(parser.parse_args([str(source), "--quiet", *options]))


def test_a_benchmark_instance_gives_its_json_and_a_line_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "roster.txt"
    assert run(tmp_path, SMALL, "--format", "curtois-qu", "--time", "5s", "--out", str(out), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {"status", "objective", "bound", "seconds", "hard_violations"} <= set(told)
    assert told["hard_violations"] == 0
    lines = out.read_text().splitlines()
    assert [len(line.split("\t")) for line in lines] == [14, 14, 14]
    assert set("\t".join(lines).split("\t")) <= {"E", "L", "-"}


def test_a_person_whose_rules_contradict_is_told_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SMALL.replace("A,E=14|L=14,4320,3360,5", "A,E=14|L=14,4320,3360,2")
    assert run(tmp_path, text, "--format", "curtois-qu", "--time", "5s", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["status"] == "infeasible"
    assert {"A: minutes", "A: shifts in a row"} <= set(told["conflict"])


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        (SMALL, ["--time", "soon"], "--time is 'soon'"),
        (SMALL, ["--threads", "0"], "threads is 0"),
        (SMALL, ["--seed", "-1"], "--seed is -1"),
        ("", [], "SECTION_HORIZON"),
    ],
)
def test_senseless_options_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, options: list[str], message: str
) -> None:
    assert run(tmp_path, text, "--format", "curtois-qu", *options) == 2
    assert message in capsys.readouterr().err


EXAMPLE = Path(__file__).parents[5] / "docs" / "science" / "examples/roster.json"


def test_the_shipped_example_is_rostered_with_breaks_and_activities(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    out, picture = tmp_path / "roster.txt", tmp_path / "roster.svg"
    text = EXAMPLE.read_text(encoding="utf-8")
    assert run(tmp_path, text, "--time", "3s", "--out", str(out), "--plot", str(picture), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["hard_violations"] == 0
    assert told["objective"] == pytest.approx(sum(told["costs"].values()))
    assert sum(len(day["breaks"]) for day in told["days"]) > 100
    assert len(told["unplaced"]) + sum(len(day["activities"]) for day in told["days"]) == 2
    assert "<svg" in picture.read_text()[:2000]
    assert run(tmp_path, text, "--given", str(out), "--json") == 0
    assert json.loads(capsys.readouterr().out)["objective"] == pytest.approx(told["objective"])
    assert run(tmp_path, text, "--given", str(out), "--hole", "4:M") == 0
    assert "+" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("days", 0, "days is 0"),
        ("days", 10**12, "days is 1e+12: give 1098 or less"),
        ("cover", [{"shifts": ["M"], "wanted": 10**12}], "is 1e+12: give 10000 or less"),
        ("first_day", "30.11.2026", "no date"),
        ("labour", "xx", "known are kz"),
        ("people", [{"name": "A", "skils": []}], "has 'skils'"),
        ("people", [{"name": "A", "contract": "none"}], "known are"),
        ("people", [{"name": "A", "absent": ["2027-01-01"]}], "outside the horizon"),
        ("cover", [{"shifts": ["M"], "wanted": -1}], "is -1"),
        ("cover", [{"shifts": ["X"], "wanted": 1}], "'X'"),
        ("cover", [{"from": "08:00", "to": "12:00", "every": 60, "wanted": [1, 2]}], "2 numbers for 4 slots"),
        ("cover", [{"shifts": ["M"], "wanted": 1, "under": float("nan")}], "is nan"),
        ("rules", [{"name": "r", "kind": "hours", "most": 1}], "use one of"),
        ("shifts", [{"name": "M", "begins": "25:00", "ends": "08:00"}], "up to 24:00"),
    ],
)
def test_senseless_files_are_refused_with_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str, value: object, message: str
) -> None:
    plan = json.loads(EXAMPLE.read_text(encoding="utf-8")) | {key: value}
    assert run(tmp_path, json.dumps(plan)) == 2
    assert message in capsys.readouterr().err


def test_what_nobody_can_do_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    plan["cover"][0]["needs"] = ["signing", "ru"]
    assert run(tmp_path, json.dumps(plan), "--time", "1s", "--out", str(tmp_path / "r.txt"), "--json") == 0
    assert json.loads(capsys.readouterr().out)["unskilled"] == ["ru+signing"]
    run(tmp_path, json.dumps(plan), "--given", str(tmp_path / "r.txt"))
    assert "nobody has ru+signing" in capsys.readouterr().out


def test_a_design_is_written_a_line_a_shift(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "shifts.txt"
    assert run(tmp_path, DZN, "--format", "msd", "--time", "5s", "--out", str(out), "--json") == 0
    told = json.loads(capsys.readouterr().out)["shifts"]
    lines = [line.split("\t") for line in out.read_text().splitlines()]
    assert lines == [[f"{s['begins']}-{s['ends']}", *map(str, s["people"])] for s in told]
    assert run(tmp_path, DZN, "--format", "msd", "--given", str(out)) == 2
    assert "--given is for rosters" in capsys.readouterr().err


def test_a_design_is_told_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, DZN, "--format", "msd", "--time", "5s", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["objective"], told["bound"], told["hard_violations"]) == ("optimal", 120, 120, 0)
