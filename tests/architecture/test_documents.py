"""What the documents promise exists: each duty's screen and journey, each setting's description, each ADR's name."""

import ast
import csv
import re
from pathlib import Path

import pytest

from tests.architecture.addresses import addresses
from tests.architecture.source import PACKAGES, ROOT

DUTIES = ROOT / "docs" / "duties.csv"
OPERATIONS = ROOT / "docs" / "operations.md"
VARIABLE = re.compile(r"\b(ANYQTAMA_[A-Z_]+[A-Z]|DATABASE_[A-Z]+|REDIS_URL|PORT)\b")


def duties() -> list[dict[str, str]]:
    with DUTIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_157_duties_have_their_row_once() -> None:
    codes = [row["id"] for row in duties()]
    assert len(codes) == len(set(codes)) == 157


@pytest.mark.parametrize("row", [row for row in duties() if row["screen"] or row["journey"]], ids=lambda row: row["id"])
def test_a_duty_names_a_screen_and_a_journey_that_exist(row: dict[str, str]) -> None:
    assert row["screen"] in {address.name for address in addresses()}, f"{row['id']}: no URL is named {row['screen']!r}"
    file, _, name = row["journey"].partition("::")
    path = ROOT / file
    assert path.is_file(), f"{row['id']}: no file {file!r}; write tests/journeys/test_….py::test_…"
    assert path.is_relative_to(ROOT / "tests" / "journeys"), f"{row['id']}: a journey lies in tests/journeys/"
    functions = {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}
    assert name in functions, f"{row['id']}: {file} has no {name!r}"


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
