"""Template words of the settings."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

from anyqtama.administration.history_words import shown
from anyqtama.administration.kind import Kind
from anyqtama.ui.moments import day_year

register = template.Library()


@register.filter
def at(table: Mapping[str, Any], key: str) -> Any:
    return table.get(key)


@register.filter
def cell(value: Any) -> str:
    """A cell of a list: a day in words, nothing for nothing."""
    if value is None:
        return ""
    return day_year(value) if isinstance(value, date) else str(value)


@register.filter
def is_day(value: Any) -> bool:
    """A day is never broken into two lines."""
    return isinstance(value, date)


@register.simple_tag
def page_of(kind: Kind, row: Any) -> str:
    return kind.url(row)


@register.filter
def named(row: Any, kind: Kind) -> str:
    return kind.name(row)


@register.filter
def facts(row: Any, kind: Kind) -> list[tuple[object, str]]:
    """Every field of a row that is only read."""
    found: list[tuple[object, str]] = []
    for name, field in kind.form.base_fields.items():
        value = getattr(row, name)
        words = dict(getattr(field, "choices", [])).get(value) if isinstance(value, str) else None
        found.append((field.label, str(words or (cell(value) if isinstance(value, date) else shown(value)))))
    return found
