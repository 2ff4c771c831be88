"""What the journal keeps as codes, said to people: rows by their names, choices by their words, days as days."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db import models

from anyqtama.administration.fields import Day, Reference, RuleKey
from anyqtama.administration.kind import Kind
from anyqtama.administration.known import called, key, key_of
from anyqtama.administration.words import rule_words, yes_no
from anyqtama.kernel.labels import LANGUAGES, label
from anyqtama.kernel.models import Rule
from anyqtama.knowledge.models import Article
from anyqtama.ui.moments import day_year

Values = Mapping[str, Any]
NOTHING = "—"


class Words:
    """Of the changes of one row. Each model that they point at is asked once, however many changes there are."""

    def __init__(self, kind: Kind, row: models.Model, changes: Iterable[Values]) -> None:
        self.kind, self.row = kind, row
        asked: dict[type[models.Model], set[str]] = {}
        for values in changes:
            for name, value in values.items():
                if value and (model := self._model(name)):
                    asked.setdefault(model, set()).update(map(str, _several(value)))
        self.names = {model: _names(model, codes) for model, codes in asked.items()}

    def __call__(self, name: str, value: Any) -> str:
        """A value of the field `name`. What is no more keeps its code: nothing else is known of it."""
        field = self.kind.form.base_fields.get(name)
        if _is_nothing(value):
            return NOTHING
        if says := self.kind.says.get(name):
            return says(self.row, value)
        if model := self._model(name):
            return ", ".join(self.names[model].get(str(code), str(code)) for code in _several(value))
        if isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            words = {str(code): str(said) for code, said in choices}
            return ", ".join(words.get(str(code), shown(code)) for code in _several(value))
        if isinstance(field, Day):
            return day_year(date.fromisoformat(value))
        return shown(value)

    def _model(self, name: str) -> type[models.Model] | None:
        field = self.kind.form.base_fields.get(name)
        if isinstance(field, Reference):
            return field.model
        return Rule if isinstance(field, RuleKey) else None


def shown(value: Any) -> str:
    """A value whose field says nothing more of it; a name by the reader's language."""
    if isinstance(value, bool):
        return yes_no(value)
    if _is_nothing(value):
        return NOTHING
    if isinstance(value, dict):
        if set(value) <= set(LANGUAGES):
            return label(value)
        return "; ".join(f"{name}: {shown(part)}" for name, part in value.items() if part)
    if isinstance(value, list):
        return "; ".join(_row(part) for part in value) if isinstance(value[0], dict) else ", ".join(
            "–".join(part) if isinstance(part, list) else str(part) for part in value
        )  # fmt: skip
    return str(value)


def _row(row: Mapping[str, Any]) -> str:
    """A row of a list: its name, then what else it says."""
    rest = [shown(value) for name, value in row.items() if name not in {"names", "code", "key"} and value]
    return f"{label(row.get('names', {}))} ({', '.join(rest)})" if rest else label(row.get("names", {}))


def _is_nothing(value: Any) -> bool:
    return value is None or value in ("", {}, [])


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names(model: type[models.Model], codes: set[str]) -> dict[str, str]:
    if model is Rule:  # the newest row of a key says what the rule is
        return {rule.key: rule_words(rule) for rule in Rule.objects.filter(key__in=codes).order_by("valid_from")}
    rows = model._default_manager.filter(**{f"{key_of(model)}__in": codes})
    return {key(row): called(row) for row in (rows.prefetch_related("texts") if model is Article else rows)}
