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
        ("tax = 3, land = 1", "tax = 9", "group 'hall' skills 'tax' is 9"),
        ("skills = { tax = 2 }", "skills = { tax = 9 }", "queue 'tax' skills 'tax' is 9"),
        ("mean = 240,", "mean = 0,", "[[queue]] 1 handle mean_seconds is 0"),
        ("share = 0.3", "share = 3", "[[queue]] 1 retrial share is 3"),
        ("offer_at_waiting = 5", "offer_at_waiting = -5", "[[queue]] 1 call-back offer_at_waiting is -5"),
        ("offered = [40,", "offered = [true,", "[[queue]] 1 offered has True"),
        ("offered = [40, 62, 71, 66, 58, 49, 52, 60]", "offered = []", "[[queue]] 1 offered is empty"),
        ("people = 14", 'people = 14\npreferred_queues = ["sea"]', "preferred_queues name 'sea'"),
        ("people = 14", "people = 14\npreferred_queues = 3", "not a list of names"),
        ("[centre]", "[policy]\nperson_order = 3\n[centre]", "[policy] person_order has 3"),
        ("[centre]", '[policy]\nperson_order = ["luck"]\n[centre]', "[policy] person_order has 'luck'"),
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


def test_a_group_of_nobody_serves_no_queue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, EXAMPLE.replace("people = 14", "people = 0"), "--replications", "2") == 0
    assert "nobody can take some contacts of: land, tax" in capsys.readouterr().out


def test_a_wait_beyond_those_kept_is_said_to_be_above_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It was given as 600 s whatever it was."""
    slow = EXAMPLE.replace("people = 14", "people = 2").replace('patience = { mean = "3min" }', "")
    assert run(tmp_path, slow.replace("12:30", "40:00"), "--json", "--replications", "2") == 0
    tax = json.loads(capsys.readouterr().out)["queues"]["tax"]
    assert tax["asa_seconds"]["mean"] > 7200
    assert (tax["p90_wait_seconds"], tax["p90_wait_above_seconds"]) == (None, 7199)
    assert run(tmp_path, slow.replace("12:30", "40:00"), "--replications", "2") == 0
    assert ">7199" in capsys.readouterr().out


def test_no_interval_reaches_below_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, EXAMPLE.replace("people = 14", "people = 30"), "--json", "--replications", "3") == 0
    queues = json.loads(capsys.readouterr().out)["queues"].values()
    spans = [interval["asa_seconds"] for queue in queues for interval in queue["by_interval"]]
    assert min(span["low"] for span in spans if span and span["low"] is not None) == 0


def test_skills_nobody_has_are_said_in_plain_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, EXAMPLE.replace("tax = 3, ", ""), "--replications", "2") == 0
    assert "nobody can take some contacts of: tax" in capsys.readouterr().out
