"""Planning an import by the form that a person would fill: the same checks, the same words, the same verb."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from anyqtama.administration import changing
from anyqtama.administration.changing import save
from anyqtama.administration.fields import Names, usable
from anyqtama.administration.history_words import shown
from anyqtama.administration.kind import Kind
from anyqtama.administration.known import Known, key, key_of
from anyqtama.administration.ordering import normal
from anyqtama.kernel.importing.planning import EMPTIED, Cells, Fault, Planned
from anyqtama.kernel.labels import LANGUAGES
from anyqtama.kernel.tables_in import whole
from anyqtama.people.models import Person

YES = {"yes", "y", "1", "true", "да", "иә", "ия", "+", "истина", "шындық"}
NO = {"no", "n", "0", "false", "нет", "жоқ", "ложь", "жалған"}


class Sheet:
    """All rows of one import with what they may point at, each table read once."""

    def __init__(self, kind: Kind, rows: Sequence[tuple[int, Cells]], *, plain: Mapping[str, str]) -> None:
        """`plain`: column key → field of the form, where they differ."""
        self.kind, self.rows, self.known = kind, rows, Known()
        self.key = key_of(kind.model)
        self.plain = plain
        self.seen: dict[str, int] = {}
        present = {str(row.pk): row for row in kind.rows()}
        self.known.table(kind.model).update({str(getattr(row, self.key)): row for row in present.values()})
        self.made: dict[str, models.Model] = {}

    def expect_new(self, code_of: Callable[[Cells], str]) -> None:
        """A row may point at another that this very table makes, above or below it."""
        for _number, cells in self.rows:
            code = code_of(cells)
            if code and self.known.find(self.kind.model, code) is None:
                made = self.kind.model(**{self.key: code})
                self.made[code] = made
                self.known.expect(made)

    def row(self, number: int, cells: Cells, code: str) -> tuple[Planned, models.Model]:
        planned = Planned(number, code)
        if not code:
            planned.faults.append(Fault(self.key, _("This must not be empty.")))
        elif code in self.seen:
            planned.faults.append(Fault(self.key, _("Row %(row)d has it already.") % {"row": self.seen[code]}))
        self.seen.setdefault(code, number)
        found = self.known.find(self.kind.model, code) if code else None
        return planned, found if found is not None else self.kind.model(**{self.key: code})

    def by_form(self, planned: Planned, row: Any, cells: Cells) -> dict[str, Any]:
        """Values that differ from what is there; faults go into `planned`."""
        new = row.pk is None
        data = self.kind.form.data_of(row if not new else self.kind.model())
        self._fill(planned, data, cells)
        form = self.kind.form(data, row=row, known=self.known)
        if not form.is_valid():
            told = {fault.column for fault in planned.faults}
            for name, errors in form.errors.items():
                column = self._column_of(name, cells)
                if column in told:
                    continue
                planned.faults += [Fault(column, str(error)) for error in errors]
            return {}
        values = form.values()
        if new:
            return values
        before = changing.state(row, values)
        differing = {name: value for name, value in values.items() if before[name] != changing.plain(value)}
        planned.changes += [
            (str(self.kind.label(name)), shown(before[name]), shown(changing.plain(value)))
            for name, value in differing.items()
        ]
        return differing

    def save(self, row: models.Model, values: Mapping[str, Any], by: Person, at: datetime) -> models.Model:
        """Only if the row is still as it was when the plan was made."""
        looked_at = "" if row.pk is None else changing.fingerprint(row, values)
        return save(kind=self.kind, row=row, values=values, by=by, at=at, seen=looked_at, source="import")

    def _fill(self, planned: Planned, data: dict[str, Any], cells: Cells) -> None:
        for column, cell in cells.items():
            name, _sep, language = column.rpartition("_")
            if language in LANGUAGES and isinstance(self.kind.form.base_fields.get(f"{name}s"), Names):
                if cell:
                    data[f"{name}s_{LANGUAGES.index(language)}"] = "" if cell == EMPTIED else cell
                continue
            field_name = self.plain.get(column, column)
            field = self.kind.form.base_fields.get(field_name)
            if field is None or not cell:
                continue
            if isinstance(field, forms.BooleanField):
                self._flag(planned, data, column, field_name, cell)
            elif isinstance(field, forms.IntegerField):
                number = whole(cell)
                data[field_name] = "" if cell == EMPTIED else cell if number is None else str(number)
            elif type(field) is forms.ChoiceField:
                data[field_name] = choice(field, cell)
            else:
                data[field_name] = "" if cell == EMPTIED else cell

    def _flag(self, planned: Planned, data: dict[str, Any], column: str, name: str, cell: str) -> None:
        said = flag(cell)
        if said is None:
            planned.faults.append(Fault(column, _("Write yes or no.")))
        elif said:
            data[name] = "on"
        else:
            data.pop(name, None)

    def _column_of(self, name: str, cells: Cells) -> str:
        renamed = next((column for column, field in self.plain.items() if field == name), name)
        if renamed in cells:
            return renamed
        return next((column for column in cells if column.rpartition("_")[0] == name.removesuffix("s")), renamed)


def codes_of(model: type[models.Model]) -> Callable[[], list[str]]:
    """What is in use of `model`, by the name that tables give it."""

    def codes() -> list[str]:
        return [key(row) for row in model._default_manager.order_by("pk") if usable(row)]

    return codes


def flag(cell: str) -> bool | None:
    said = normal(cell)
    return True if said in YES else False if said in NO or said == EMPTIED else None


def choice(field: forms.ChoiceField, cell: str) -> str:
    """The value of a choice, given as itself or by its words in the reader's language."""
    for value, words in list(cast(Any, field.choices)):
        if normal(cell) in {normal(value), normal(words)}:
            return str(value)
    return cell
