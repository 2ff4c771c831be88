"""Template words of the interface: icons, shapes, sparklines, and the components that wrap other markup."""

from collections.abc import Callable, Sequence
from typing import Any

from django import template
from django.forms.renderers import get_default_renderer as _renderer
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from anyqtama.ui import inputs, moments, people_words
from anyqtama.ui.shapes import SHAPES

register = template.Library()

SPARK_WIDTH, SPARK_HEIGHT = 80, 30


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon of the sprite; without a label it is decoration and is hidden from screen readers."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    style = f"aq-icon aq-icon-{size}" if size else "aq-icon"
    href = f"{static('vendor/icons.svg')}#{name}"
    return format_html('<svg class="{}" {} focusable="false"><use href="{}"/></svg>', style, said, href)


@register.simple_tag
def shape(name: str, label: str = "") -> SafeString:
    """The shape of a state: the word beside it is the caller's, or `label` where the shape stands alone."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    known = name if name in SHAPES else "neutral"
    return format_html(
        '<svg class="aq-shape aq-shape-{}" viewBox="0 0 10 10" {} focusable="false">{}</svg>',
        known, said, SHAPES[known],
    )  # fmt: skip


@register.simple_tag
def sparkline(values: Sequence[float], goal: float | None = None, shape: str = "") -> SafeString:
    """The last days of one figure as a line, its target dashed, its last point in the colour of its state."""
    if len(values) < 2:
        return SafeString()
    seen = [*values, goal] if goal is not None else [*values]
    low, high = min(seen), max(seen)
    step, room = SPARK_WIDTH / (len(values) - 1), SPARK_HEIGHT - 6

    def up(value: float) -> str:
        return f"{3 + room * (1 - (value - low) / (high - low or 1)):.1f}"

    points = format_html_join(" ", "{},{}", ((f"{i * step:.1f}", up(value)) for i, value in enumerate(values)))
    target = (
        format_html('<line class="aq-spark-target" x1="0" x2="{}" y1="{}" y2="{}"/>', SPARK_WIDTH, up(goal), up(goal))
        if goal is not None
        else ""
    )
    return format_html(
        '<svg class="aq-spark aq-shape-{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}'
        '<polyline points="{}"/><circle class="aq-spark-last" cx="{}" cy="{}" r="2.5"/></svg>',
        shape or "neutral", SPARK_WIDTH, SPARK_HEIGHT, target, points, SPARK_WIDTH, up(values[-1]),
    )  # fmt: skip


def wrap(template_name: str, content: str, variables: dict[str, Any]) -> SafeString:
    """A component around markup; the markup is the block between its tags, already rendered and escaped."""
    return render_to_string(template_name, {**variables, "content": content})


@register.simple_block_tag
def card(content: str, **variables: Any) -> SafeString:
    return wrap("ui/card.html", content, variables)


@register.simple_block_tag(end_name="endpage_head")
def page_head(content: str, **variables: Any) -> SafeString:
    return wrap("ui/page_head.html", content, variables)


@register.simple_block_tag
def dialog(content: str, **variables: Any) -> SafeString:
    return wrap("ui/dialog.html", content, variables)


@register.simple_block_tag
def more(content: str, **variables: Any) -> SafeString:
    return wrap("ui/more.html", content, variables)


@register.simple_block_tag
def bulk(content: str, **variables: Any) -> SafeString:
    return wrap("ui/bulk.html", content, variables)


@register.simple_tag
def moment_input(name: str, element_id: str, value: Any = None, required: bool = False) -> SafeString:
    """Day and time in a form written by hand; its label names `element_id`."""
    return inputs.MomentInput({"required": required}).render(name, value, {"id": element_id}, _renderer())


@register.simple_tag
def file_input(name: str, element_id: str, multiple: bool = False) -> SafeString:
    kind = inputs.ManyFilesInput if multiple else inputs.FileInput
    return kind().render(name, None, {"id": element_id}, _renderer())


@register.filter
def plain(number: float) -> str:
    """A number for an SVG attribute: a dot in every language."""
    return f"{number:.3f}".rstrip("0").rstrip(".")


def empty_when_none(words: Callable[[Any], str]) -> Callable[[Any], str]:
    """A date that is not there yet is shown as nothing, not as an error page."""
    return lambda value: "" if value is None or value == "" else words(value)


for words in (moments.day, moments.day_year, moments.weekday, moments.clock_time, moments.moment, moments.stamp):
    register.filter(words.__name__, empty_when_none(words))
register.filter("duration", empty_when_none(moments.duration))
register.filter("span", empty_when_none(moments.span))
register.filter("initials", people_words.initials)
register.filter("phone", people_words.phone)
register.filter("masked", people_words.masked)
