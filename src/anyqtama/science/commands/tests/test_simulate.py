"""The simulate command: the example of its help runs, JSON says everything, mistakes are named where they stand."""

import argparse
import json
import textwrap
from pathlib import Path

import pytest

from anyqtama.science.commands import simulate

EXAMPLE = textwrap.dedent(simulate.EXAMPLES.split("first day):\n")[1].split("  anyqtama science simulate")[0])


def run(folder: Path, text: str, *options: str) -> int:
    source = folder / "centre.toml"
    source.write_text(text, encoding="utf-8")
    parser = argparse.ArgumentParser()
    simulate.add_arguments(parser)
    return simulate.run(parser.parse_args([str(source), *options]))


def test_the_example_of_the_help_runs_and_says_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, EXAMPLE, "--json", "--replications", "5", "--plot", str(tmp_path / "p.svg")) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["replications"], report["seed"], set(report["queues"])) == (5, 1, {"tax", "land"})
    tax = report["queues"]["tax"]
    assert tax["per_replication"]["offered"]["mean"] > 400
    assert 0 < tax["service_level"]["SL-A"]["low"] <= tax["service_level"]["SL-A"]["mean"] <= 1
    assert len(tax["by_interval"]) == 8
    assert tax["per_replication"]["transferred"]["mean"] > 0
    assert 0 < report["groups"]["hall"]["occupancy"]["mean"] <= 1.2
    assert (tmp_path / "p.svg").exists()


def test_the_text_is_a_table_and_the_seed_repeats_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        assert run(tmp_path, EXAMPLE, "--replications", "3", "--seed", "9") == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert "3 replications, seed 9" in outputs[0]
    assert "occupancy" in outputs[0]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[[queue]]", "[[queue", "not TOML"),
        ('name = "tax"', 'nome = "tax"', "'nome'"),
        ("offered = [40,", "offered = [-40,", "offered"),
        ("offered = [40,", "offered = [nan,", "nan"),
        ("offered = [10, ", "offered = [", "intervals"),
        ("{ kk = 0.6, ru = 0.4 }", "{ kk = 0.6 }", "languages"),
        ('law = "lognormal"', 'law = "normal"', "'normal'"),
        ("mean = 300", "mean = 0", "mean_seconds"),
        ("land = 0.1", "sea = 0.1", "'sea'"),
        ('"08:00-10:00"', '"8 to 10"', "8 to 10"),
        ("people = 14", "people = 1.5", "people"),
        ("people = 14", "", "no people"),
        ("seed = 1", "seed = -1", "seed"),
        ('"30min"', '"half an hour"', "interval"),
        ("tax = 3, land = 1", "tax = 9", "skills"),
    ],
)
def test_mistakes_are_named_where_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    assert old in EXAMPLE
    assert run(tmp_path, EXAMPLE.replace(old, new, 1)) == 2
    assert message in capsys.readouterr().err


def test_a_missing_file_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    simulate.add_arguments(parser)
    assert simulate.run(parser.parse_args([str(tmp_path / "none.toml")])) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_skills_nobody_has_are_said_in_plain_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, EXAMPLE.replace("tax = 3, ", ""), "--replications", "2") == 0
    assert "nobody can take some contacts of: tax" in capsys.readouterr().out
