"""One declarative description per kind of setting: what its list, form, export and guards need to know."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anyqtama.administration.forms import SettingForm
from anyqtama.administration.ordering import by_name
from anyqtama.kernel.exporting import Cell
from anyqtama.ui.moments import day_year

Text = str | Promise


class Refused(Exception):
    """The change would break something; `message` says what, and how to mend it."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list and of its export, of that alone where it is not `listed`.

    `narrow`: its values can be chosen from to shorten the list.
    """

    key: str
    title: Text
    of: Callable[[Any], Cell]
    number: bool = False
    narrow: bool = False
    listed: bool = True


def _nothing(*_given: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """`rows` fetches everything the columns read; `search` gives the texts that a search looks through.

    `guard` is asked inside the transaction, with the row as it would be and the names of what differs; `done` does what
    must follow. `kept` says why a row may not be retired. `personal` fields go to the erasable side of the journal.
    `says` puts into words what the journal keeps of a field as codes, where the form's own field does not tell.
    """

    slug: str
    icon: str
    title: Text
    new: Text
    about: Text
    model: type[models.Model]
    form: type[SettingForm]
    columns: tuple[Column, ...]
    rows: Callable[[], models.QuerySet[Any]]
    search: Callable[[Any], Iterable[object]]
    order: Callable[[Any], Any] = by_name
    active: str = "active"
    addable: bool = True
    editable: bool = True
    page: str = "settings_thing"
    personal: frozenset[str] = frozenset()
    guard: Callable[[Any, set[str], Any], None] = _nothing
    done: Callable[[Any, set[str], Any, datetime], None] = _nothing
    kept: Callable[[Any, Any], Text | None] = _nothing
    fresh: Callable[[Any, datetime], None] = _nothing
    labels: Mapping[str, Text] = field(default_factory=dict)
    says: Mapping[str, Callable[[Any, Any], str]] = field(default_factory=dict)

    def name(self, row: models.Model) -> str:
        """What a row is called on its page: its first column."""
        value = self.columns[0].of(row)
        return day_year(value) if isinstance(value, date) else str(value)

    def url(self, row: models.Model) -> str:
        return reverse(self.page, args=[self.slug, row.pk] if self.page == "settings_thing" else [row.pk])

    def in_use(self, row: models.Model) -> bool:
        return bool(getattr(row, self.active)) if self.active else True

    def label(self, name: str) -> Text:
        """What the journal's name of a field is called on the form."""
        declared = self.form.base_fields.get(name)
        if name in self.labels:
            return self.labels[name]
        if name == self.active:
            return _("In use")
        return (declared.label if declared else None) or name
