"""How near a due time is, in words and as a shape."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from anyqtama.ui import moments

SOON = timedelta(hours=4)


def due_words(due_at: datetime, at: datetime) -> str:
    """40 min late; 52 min; far ones as a moment."""
    left = due_at - at
    if abs(left) > timedelta(hours=20):
        return moments.moment(due_at)
    words = moments.span(abs(left))
    return _("%(time)s late") % {"time": words} if left < timedelta() else words


def due_shape(due_at: datetime, at: datetime) -> str:
    return "bad" if due_at < at else "attention" if due_at - at < SOON else "neutral"
