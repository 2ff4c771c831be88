"""Operators, each a process, race for the same contacts: one owner each, the others refused cleanly."""

import os
import re
import subprocess
import sys

from tests.faults.installation import ROOT, Installation

OPERATORS = int(os.environ.get("ANYQTAMA_TEST_RACERS", "12"))
CONTACTS = int(os.environ.get("ANYQTAMA_TEST_RACED", "40"))


def act(place: Installation, *words: object) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.contact_actors", *map(str, words)],
        cwd=ROOT,
        env=place.environment | {"DATABASE_POOL": "1"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_each_contact_gets_exactly_one_owner_and_everybody_else_a_clean_refusal(place: Installation) -> None:
    act(place, "build", OPERATORS, CONTACTS)
    said = [tuple(map(int, re.findall(r"\d+", line))) for line in act(place, "race", OPERATORS).splitlines()]
    assert len(said) == OPERATORS
    assert sum(taken for taken, _refused in said) == CONTACTS
    assert sum(refused for _taken, refused in said) == CONTACTS * (OPERATORS - 1)
    once = f"owned={CONTACTS} segments={CONTACTS} accepted={CONTACTS} different={CONTACTS}"
    assert act(place, "settle").strip() == f"{once} pending=0 faults=[]"


def test_each_client_of_a_list_is_called_once_however_many_call(place: Installation) -> None:
    act(place, "build_list", OPERATORS, CONTACTS)
    said = [int(called) for called in re.findall(r"called=(\d+)", act(place, "race_list", OPERATORS))]
    assert len(said) == OPERATORS
    assert sum(said) == CONTACTS
    once = " ".join(f"{what}={CONTACTS}" for what in ("rows", "done", "attempts", "contacts", "clients"))
    assert act(place, "settle_list").strip() == f"{once} faults=[]"
