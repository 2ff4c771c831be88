"""Form fields that edit a list of rows: each a few inputs, an empty one below to add, a tick to remove."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from anyqtama.administration.codes import from_names
from anyqtama.administration.fields import refuse_tricks
from anyqtama.kernel.labels import LANGUAGES, label

Row = dict[str, Any]
MOST_ROWS = 60
NAME_LENGTH = 80
NEW = "new-"
"""How the code of a row begins that is not saved yet: other rows can point at it."""


class RowsWidget(forms.Widget):
    """Reads <name>-<number>-<part>; parts in `lists` may be sent several times. The template draws the rows."""

    def __init__(self, template_name: str, *, key: str, parts: Sequence[str], lists: Sequence[str] = ()) -> None:
        super().__init__()
        self.template_name, self.key, self.parts, self.lists = template_name, key, parts, lists
        self.choices: Mapping[str, Any] = {}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        found = re.compile(rf"{re.escape(name)}-(\d+)-{self.key}")
        numbers = sorted({int(match[1]) for each in data if (match := found.fullmatch(each))})[:MOST_ROWS]
        return [self._row(data, f"{name}-{number}-") for number in numbers]

    def _row(self, data: Any, prefix: str) -> Row:
        row: Row = {part: str(data.get(prefix + part, "")).strip() for part in (self.key, *self.parts, "gone")}
        row["names"] = {code: text for code in LANGUAGES if (text := str(data.get(f"{prefix}name_{code}", "")).strip())}
        for part in self.lists:
            row[part] = data.getlist(prefix + part) if hasattr(data, "getlist") else list(data.get(prefix + part, ()))
        return row

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        rows = [dict(row) for row in value or []]
        taken = {str(row[self.key]) for row in rows}
        fresh = next(f"{NEW}{number}" for number in range(1, 100) if f"{NEW}{number}" not in taken)
        if not any(blank(row) for row in rows):
            rows.append({self.key: fresh, "names": {}})
        for number, row in enumerate(rows):
            row["prefix"] = f"{name}-{number}-"
            row["key"] = row[self.key]
            row["is_new"] = str(row[self.key]).startswith(NEW)
            row["called"] = label(row["names"]) or _("the new one")
            row["languages"] = [(code, row["names"].get(code, "")) for code in LANGUAGES]
        context["widget"] |= {"rows": rows, "choices": self.choices}
        return context


class RowsField(forms.Field):
    """`read` turns the sent rows into what is kept, `show` back; both are given rows that are named and not removed."""

    widget: RowsWidget

    def __init__(self, widget: RowsWidget, **more: Any) -> None:
        super().__init__(widget=widget, **more)

    def clean(self, value: Any) -> list[Row]:
        return named(value or [], self.widget.key)


def blank(row: Mapping[str, Any]) -> bool:
    return not row["names"] and str(row.get("key", row.get("code", NEW))).startswith(NEW)


def named(rows: Sequence[Row], key: str) -> list[Row]:
    """Rows that stay, each with its name in three languages and a code of its own; new codes are made from the name."""
    kept = [row for row in rows if not row.get("gone") and not (str(row[key]).startswith(NEW) and not row["names"])]
    taken = {str(row[key]): row for row in kept}
    codes: dict[str, str] = {}
    faults = []
    for number, row in enumerate(kept, start=1):
        missing = [code for code in LANGUAGES if code not in row["names"]]
        if missing:
            faults.append(
                _("Row %(number)s: write the name in Kazakh, Russian and English.") % {"number": number}
            )  # fmt: skip
            continue
        for text in row["names"].values():
            refuse_tricks(text)
            if len(text) > NAME_LENGTH:
                faults.append(_("“%(name)s…” is too long: at most %(most)s letters.") % {
                    "name": text[:20], "most": NAME_LENGTH,
                })  # fmt: skip
        if str(row[key]).startswith(NEW):
            made = from_names(row["names"], taken={**taken, **dict.fromkeys(codes.values())}, longest=30)
            codes[str(row[key])] = made
    if faults:
        raise ValidationError(faults)
    return [row | {key: codes.get(str(row[key]), row[key]), "_codes": codes} for row in kept]
