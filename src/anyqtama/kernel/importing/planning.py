"""What an import is: the columns it knows in three languages, and a plan of what each row would do."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from anyqtama.kernel.table_limits import TableUnreadable
from anyqtama.kernel.tables_in import Line

NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"
EMPTIED = "-"
"""A cell that empties what is there; an empty cell leaves it."""


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """`key` is accepted as a head too, so that one table serves all languages; `also`: what else people call it.

    `codes`: what its cells may name, the first of them good for an example.
    """

    key: str
    title: str | Promise
    hint: str | Promise = ""
    required: bool = False
    also: tuple[str | Promise, ...] = ()
    codes: Callable[[], Sequence[str]] | None = None

    def heads(self) -> set[str]:
        said = {self.key}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                said |= {str(title) for title in (self.title, *self.also)}
        return {head_text(each) for each in said}

    def example(self, cell: str) -> str:
        """The cell of the template's example row, naming something that this centre has."""
        if self.codes is None or cell in {"", EMPTIED}:
            return cell
        there, (code, colon, level) = self.codes(), cell.partition(":")
        return cell if code in there else f"{there[0]}{colon}{level}" if there else ""


@dataclass(frozen=True, slots=True)
class Fault:
    column: str
    text: str


@dataclass(slots=True)
class Planned:
    """One row of the table: what it is about, what it would change, or what is wrong with it."""

    line: int
    subject: str
    status: str = UNCHANGED
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rank: int = 0
    act: Callable[..., Any] | None = None
    """Given who confirms (a person of the staff) and when; first what its importer shares between rows."""

    def settle(self, *, new: bool) -> "Planned":
        self.status = WRONG if self.faults else NEW if new else CHANGED if self.changes else UNCHANGED
        return self


Cells = Mapping[str, str]
"""Column key → what its cell says; columns that the table has not are missing."""


@dataclass(frozen=True, slots=True)
class Importer:
    """`back`: the list that shows what came in. `present` gives today's rows in the shape of the table."""

    slug: str
    title: str | Promise
    about: str | Promise
    back: str
    columns: tuple[ImportColumn, ...]
    plan: Callable[[Sequence[tuple[int, Cells]]], list[Planned]]
    present: Callable[[], Iterable[Sequence[str]]]
    example: tuple[str, ...]

    def example_row(self) -> list[str]:
        return [column.example(cell) for column, cell in zip(self.columns, self.example, strict=True)]


def head_text(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").replace("*", " ").split())


def read_head(importer: Importer, lines: Sequence[Line]) -> tuple[list[tuple[int, Cells]], list[str]]:
    """(rows by column key, heads nobody knows). The head is the first of ten rows that has every required column."""
    by_head = {head: column.key for column in importer.columns for head in column.heads()}
    required = {column.key for column in importer.columns if column.required}
    best: set[str] = set()
    for place, line in enumerate(lines[:10]):
        keys = [by_head.get(head_text(cell), "") for cell in line.cells]
        named = [key for key in keys if key]
        if required <= set(named):
            if twice := sorted({key for key in named if named.count(key) > 1}):
                raise TableUnreadable(_("The column “%(column)s” is there twice.") % {"column": twice[0]})
            unknown = [cell for cell, key in zip(line.cells, keys, strict=True) if cell and not key]
            return list(_rows(keys, lines[place + 1 :])), unknown
        best = max(best, set(named), key=len)
    missing = ", ".join(str(column.title) for column in importer.columns if column.key in required - best)
    raise TableUnreadable(
        _("There is no row of heads with these columns: %(columns)s. Take the template and fill it.")
        % {"columns": missing}
    )


def _rows(keys: Sequence[str], lines: Iterable[Line]) -> Iterator[tuple[int, Cells]]:
    for line in lines:
        cells = dict.fromkeys((key for key in keys if key), "")
        cells |= {key: cell for key, cell in zip(keys, line.cells, strict=False) if key}
        if any(cells.values()):
            yield line.number, cells
