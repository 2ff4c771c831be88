"""When an answer is due: the organisation's promise by topic, or the statutory term of a formal request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts.models import Topic
from anyqtama.kernel import calendars, rules

DEFAULT_PROMISE_MINUTES = 3 * 8 * 60
STATUTORY_TERM = "request.term"


class NoCalendar(Exception):
    message = _(
        "The working calendar of that year is not loaded, so the due time cannot be counted. "
        "Ask the system administrator to load it; nothing was saved."
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A due time and how it came about, ready to be stored with the case."""

    due_at: datetime
    how: dict[str, Any]


def promised(*, topic: Topic, at: datetime) -> Due:
    """The promise in working minutes for the topic, else for its parent, else three working days."""
    minutes = topic.promise_minutes or (topic.parent.promise_minutes if topic.parent else None)
    minutes = minutes or DEFAULT_PROMISE_MINUTES
    try:
        counted = calendars.due_in_working_minutes(at, minutes)
    except calendars.CalendarMissing:
        raise NoCalendar from None
    return Due(counted.due_at, {"rule": "promise", "minutes": minutes, "summands": counted.summands})


def statutory(*, received_at: datetime) -> Due:
    """Fifteen working days by the rule in force on the day of receipt, with its act, article and confidence."""
    local_day = received_at.astimezone(settings.ZONE).date()
    rule = rules.rule(STATUTORY_TERM, on=local_day)
    try:
        counted = calendars.due_in_working_days(received_at, int(rule.value))
    except calendars.CalendarMissing:
        raise NoCalendar from None
    source = {"act": rule.act, "article": rule.article, "confidence": rule.confidence, "texts": rule.texts}
    verified = {"verified_on": rule.verified_on.isoformat(), "days": int(rule.value)}
    return Due(counted.due_at, {"rule": rule.key, **source, **verified, "summands": counted.summands})
