"""Filters of the wall's templates."""

from datetime import datetime

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext

from anyqtama.contacts.facts import seconds
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
    """The formula's letter and words."""
    return f"{row.queue.formula}: {words.formula(row.queue.formula)}"


@register.filter
def terms(row: QueueNow) -> str:
    """What T is here and how much of it was promised; whole seconds up to two minutes, then in words."""
    within, facts = row.queue.answer_within_seconds, {"percent": row.queue.target_percent}
    limit = gettext("%(seconds)s s") % {"seconds": within} if within < 120 else moments.span(within)
    return gettext("T = %(time)s, target %(percent)s %%") % {**facts, "time": limit}


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
def lasted(alert: Alert, at: datetime) -> int:
    """Seconds from its beginning to its end, or to now."""
    return seconds(alert.raised_at, alert.ended_at or at)


@register.filter
def alert_words(alert: Alert) -> str:
    return words.alert(alert)
