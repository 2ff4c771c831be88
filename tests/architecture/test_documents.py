"""What the documents promise exists: each duty's screen and journey, each setting's description, each ADR's name."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.addresses import addresses
from tests.architecture.source import PACKAGES, ROOT

DUTIES = ROOT / "docs" / "duties.csv"
ABILITIES = ROOT / "docs" / "abilities.csv"
OPERATIONS = ROOT / "docs" / "operations.md"
VARIABLE = re.compile(r"\b(ANYQTAMA_[A-Z_]+[A-Z]|DATABASE_(?:URL|POOL)|REDIS_URL|PORT)\b")


def duties() -> list[dict[str, str]]:
    with DUTIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_157_duties_have_their_row_once() -> None:
    codes = [row["id"] for row in duties()]
    assert len(codes) == len(set(codes)) == 157


def test_each_duty_that_is_done_names_a_screen_and_a_journey_that_exist() -> None:
    screens = {address.name for address in addresses()}
    faults = [fault for row in duties() for fault in faults_of(row, screens)]
    assert not faults, "\n".join(faults)


def test_each_of_the_108_abilities_of_clerk_and_operator_is_served_on_a_screen_and_played() -> None:
    with ABILITIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["id"] for row in rows}) == len(rows) == 108
    known, screens = {row["id"] for row in duties()}, {address.name for address in addresses()}
    faults = [fault for row in rows for fault in faults_of(row | {"screen": row["served_by"]}, screens)]
    faults += [row["id"] for row in rows if row["id"].rpartition(".")[0] not in known or not row["journey"]]
    assert not faults, "\n".join(faults)


def faults_of(row: dict[str, str], screens: set[str]) -> Iterator[str]:
    if not row["screen"] and not row["journey"]:
        return
    if row["screen"] not in screens:
        yield f"{row['id']}: no URL is named {row['screen']!r}"
    file, _, name = row["journey"].partition("::")
    path = ROOT / file
    if not file or not path.is_file() or not path.is_relative_to(ROOT / "tests" / "journeys"):
        yield f"{row['id']}: no journey {row['journey']!r}; write tests/journeys/test_….py::test_…"
        return
    functions = {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}
    if name not in functions:
        yield f"{row['id']}: {file} has no {name!r}"


@pytest.mark.parametrize(
    ("screen", "journey", "faults"),
    [
        ("duties", "tests/journeys/test_first_look.py::test_an_operator_signs_in_and_finds_the_duty_map", 0),
        ("duties", "tests/journeys/test_first_look.py::test_not_there", 1),
        ("no_such_screen", "tests/journeys/test_no_such_file.py::test_a", 2),
        ("duties", "", 1),
        ("", "", 0),
    ],
)
def test_a_wrong_row_of_the_duties_is_told(screen: str, journey: str, faults: int) -> None:
    row = {"id": "10.F1.1", "screen": screen, "journey": journey}
    assert len(list(faults_of(row, {"duties"}))) == faults


def variables(*files: Path) -> set[str]:
    found = (name for path in files for name in VARIABLE.findall(path.read_text(encoding="utf-8")))
    return {name.removesuffix("_FILE") for name in found}


def test_every_setting_of_the_environment_is_described() -> None:
    read = variables(*(path for path in PACKAGES.rglob("*.py") if "tests" not in path.parts), ROOT / "Makefile")
    described = variables(OPERATIONS)
    assert not read - described, f"docs/operations.md does not describe {sorted(read - described)}"
    testing = variables(*(ROOT / "tools").glob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "conftest.py")
    assert not described - read - testing, f"docs/operations.md describes {sorted(described - read)}: nothing reads it"


def test_links_between_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken, "\n".join(broken)
