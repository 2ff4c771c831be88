"""How figures are written: seconds as a clock, shares with their sign, nothing counted as a dash."""

from django import template
from django.utils.formats import number_format

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
def cells(row: list[Cell], columns: list[object]) -> list[tuple[Cell, object]]:
    """Each cell beside its column."""
    return list(zip(row, columns, strict=True))
