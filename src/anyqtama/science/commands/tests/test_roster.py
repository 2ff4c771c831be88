"""The roster command: the files and fields promised, refusals with place and remedy."""

import argparse
import json
from pathlib import Path

import pytest

from anyqtama.science.commands import roster
from anyqtama.science.rostering.tests.test_benchmark import SMALL


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
        ("", [], "SECTION_HORIZON"),
    ],
)
def test_senseless_options_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, options: list[str], message: str
) -> None:
    assert run(tmp_path, text, "--format", "curtois-qu", *options) == 2
    assert message in capsys.readouterr().err
