"""How figures are written: seconds as a clock, shares with their sign, nothing counted as a dash."""

from datetime import date

from django import template
from django.utils.formats import number_format
from django.utils.translation import pgettext

from anyqtama.kernel.exporting import Cell
from anyqtama.metrics.indicators import Unit
from anyqtama.ui import moments

register = template.Library()


@register.filter
def figure(value: Cell, unit: Unit | None) -> str:
    if value is None:
        return "—"
    if isinstance(value, str):
        return value
    assert isinstance(value, int | float)
    if unit == Unit.SECONDS:
        return moments.duration(value)
    written = number_format(value, 1 if isinstance(value, float) and unit != Unit.COUNT else 0, force_grouping=True)
    return f"{written} %" if unit == Unit.PERCENT else written


@register.filter
def local_day(day: str) -> str:
    """A day of a report, in files YYYY-MM-DD, as the screen says it."""
    return moments.day_year(date.fromisoformat(day))


@register.filter
def average(value: float, unit: Unit) -> str:
    """A mean or a deviation: counts too have a part."""
    return number_format(value, 1, force_grouping=True) if unit == Unit.COUNT else figure(value, unit)


@register.filter
def trend(value: float, unit: Unit) -> str:
    """With its sign; seconds as seconds, percent as points."""
    written = number_format(abs(value), 2 if abs(value) < 10 else 0)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{written}" + (f" {pgettext('seconds', 's')}" if unit == Unit.SECONDS else "")


@register.filter
def keyed(rows: list[list[Cell]], keys: list[str]) -> list[tuple[str, list[Cell]]]:
    """Each row beside the key by which it opens."""
    return list(zip(keys, rows, strict=True))


@register.filter
def cells(row: list[Cell], columns: list[object]) -> list[tuple[Cell, object]]:
    """Each cell beside its column."""
    return list(zip(row, columns, strict=True))
