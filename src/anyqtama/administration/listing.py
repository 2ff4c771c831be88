"""A list of settings: searched, narrowed, sorted in the Kazakh alphabet, fifty a page, exported as it is shown.

Sorted and searched here, not by the database: SQLite folds case for Latin letters only. Lists are short.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models

from anyqtama.administration.kind import Column, Kind
from anyqtama.administration.ordering import by_name, normal
from anyqtama.kernel.exporting import Cell
from anyqtama.people import access
from anyqtama.people.models import Person

PAGE = 50


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One choice above the list: a column and the values found in it."""

    key: str
    title: object
    values: list[str]
    chosen: str


@dataclass(frozen=True, slots=True)
class Row:
    row: Any
    cells: list[tuple[Column, Cell]]
    in_use: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """`found` are all rows that fit, in order; `retired` how many rows out of use there are beside them."""

    kind: Kind
    found: list[Any]
    query: str
    sort: str
    narrowings: list[Narrowing]
    shows_retired: bool
    retired: int
    total: int

    @property
    def columns(self) -> list[Column]:
        return [column for column in self.kind.columns if column.listed]

    def page(self, number: str | None) -> Page[Any]:
        return Paginator(self.found, PAGE).get_page(number)

    def shown(self, page: Page[Any]) -> list[Row]:
        return [Row(row, [(column, column.of(row)) for column in self.columns], self.kind.in_use(row)) for row in page]

    def table(self) -> tuple[list[str], list[list[Cell]]]:
        """Head and rows as the export writes them."""
        return [str(column.title) for column in self.kind.columns], [
            [column.of(row) for column in self.kind.columns] for row in self.found
        ]


def listing(kind: Kind, *, reader: Person, asked: Mapping[str, str]) -> Listing:
    rows: list[models.Model] = list(kind.rows().filter(pk__in=access.visible(reader, kind.model).values("pk")))
    retired = [row for row in rows if not kind.in_use(row)]
    shows_retired = asked.get("retired") == "1"
    there = rows if shows_retired else [row for row in rows if kind.in_use(row)]
    narrowings = []
    found = there
    for column in kind.columns:
        if column.narrow:
            values = sorted({str(column.of(row)) for row in there} - {""}, key=by_name)
            chosen = asked.get(column.key, "")
            if len(values) > 1 or chosen:
                narrowings.append(Narrowing(column.key, column.title, values, chosen))
            if chosen:
                found = [row for row in found if str(column.of(row)) == chosen]
    query = asked.get("q", "").strip()[:100]
    if words := normal(query).split():
        found = [row for row in found if _fits(kind, row, words)]
    sort = asked.get("sort", "")
    return Listing(kind, _sorted(kind, found, sort), query, sort, narrowings, shows_retired, len(retired), len(there))


def _fits(kind: Kind, row: models.Model, words: list[str]) -> bool:
    texts = [normal(text) for text in kind.search(row)]
    return all(any(word in text for text in texts) for word in words)


def _sorted(kind: Kind, rows: list[Any], sort: str) -> list[Any]:
    rows = sorted(rows, key=kind.order)
    column = next((column for column in kind.columns if column.key == sort.removeprefix("-")), None)
    if column is None:
        return rows
    return sorted(rows, key=lambda row: _rank(column.of(row)), reverse=sort.startswith("-"))


def _rank(cell: Cell) -> tuple[int, Any]:
    """Empty cells first; numbers and days by value, texts by the alphabet."""
    if cell is None or cell == "":
        return 0, 0
    if isinstance(cell, int | float):
        return 1, cell
    return (2, cell.isoformat()) if isinstance(cell, date) else (3, by_name(cell))
