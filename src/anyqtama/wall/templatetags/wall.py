"""Filters of the wall's templates."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext

from anyqtama.kernel.labels import label
from anyqtama.metrics.measure import Measure
from anyqtama.teamwork.models import Alert
from anyqtama.ui import moments
from anyqtama.wall import words
from anyqtama.wall.board import QueueNow, StateNow

register = template.Library()


@register.filter
def whole(measure: Measure) -> str:
    """A share rounded to whole percent; a dash where nothing was counted."""
    return "—" if measure.value is None else number_format(round(measure.value))


@register.filter
def tenth(measure: Measure) -> str:
    return "—" if measure.value is None else number_format(round(measure.value, 1), 1)


@register.filter
def state_word(state: StateNow) -> str:
    return str(words.STATES[state.key])


@register.filter
def formula(row: QueueNow) -> str:
    """The formula's words and its letter, with T filled in."""
    text = str(words.formula(row.queue.formula))
    limit = gettext("T = %(seconds)s s") % {"seconds": row.queue.answer_within_seconds}
    return f"{row.queue.formula}: {text}, {limit.replace(' ', chr(160))}"


@register.filter
def held(levels: dict[str, int], code: str) -> int:
    """The level held in a skill or language, 0 for none."""
    return levels.get(code, 0)


@register.filter
def skill_key(code: str) -> str:
    return f"skill:{code}"


@register.filter
def language_key(code: str) -> str:
    return f"language:{code}"


@register.filter
def alert_words(alert: Alert) -> str:
    limit = moments.span(alert.facts.get("limit_seconds", 0))
    return str(words.ALERTS[alert.kind]) % {"queue": label(alert.names), "time": limit}
