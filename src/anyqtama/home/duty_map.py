"""The standard's duties against this product: on which screen each is done and which browser test plays it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path

from django.urls import NoReverseMatch, reverse

from anyqtama.people.standard.shipped import ShippedDuty, ShippedOccupation, shipped


class DutyState(StrEnum):
    """Done: a screen and a test that plays it; partly: a screen only; not yet: neither."""

    DONE = "done"
    PARTLY = "partly"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Place:
    """A duty's screen (the name of an address) and its journey test; both may be empty."""

    screen: str
    journey: str

    @property
    def state(self) -> DutyState:
        if not self.screen:
            return DutyState.NOT_YET
        return DutyState.DONE if self.journey else DutyState.PARTLY

    @property
    def url(self) -> str:
        """The screen's address; empty for screens that open only on one object."""
        try:
            return reverse(self.screen) if self.screen else ""
        except NoReverseMatch:
            return ""


@cache
def places() -> Mapping[str, Place]:
    """Duty id → where it is done, from docs/duties.csv (packed beside this module in a wheel)."""
    packed = resources.files("anyqtama.home") / "duties.csv"
    path = packed if packed.is_file() else Path(__file__).parents[3] / "docs" / "duties.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: Place(row["screen"].strip(), row["journey"].strip()) for row in rows}


@dataclass(frozen=True, slots=True)
class Cell:
    duty: ShippedDuty
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    occupation: ShippedOccupation
    functions: list[list[Cell]]
    done: int
    total: int


def rows() -> list[Row]:
    """One row an occupation, its duties grouped by function."""
    found = []
    for occupation in shipped().occupations:
        functions = [[Cell(duty, places()[duty.id]) for duty in function.duties] for function in occupation.functions]
        cells = [cell for group in functions for cell in group]
        done = sum(cell.place.state == DutyState.DONE for cell in cells)
        found.append(Row(occupation, functions, done, len(cells)))
    return found


def tally() -> dict[str, int]:
    """How many duties are done, partly done and not yet, over all occupations."""
    counts = dict.fromkeys((state.value for state in DutyState), 0)
    for place in places().values():
        counts[place.state] += 1
    return counts
