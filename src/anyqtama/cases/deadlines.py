"""When an answer is due: the organisation's promise by topic, urgency and district, or a term of law, as it counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import promising
from anyqtama.cases.models import CaseKind, District, Term, Urgency
from anyqtama.contacts.models import Topic
from anyqtama.kernel import calendars, rules

DEFAULT_PROMISE_MINUTES = 3 * 8 * 60
ADMINISTRATIVE = "administrative"
CALENDAR_DAYS = "calendar_days"


class NoCalendar(Exception):
    message = _(
        "The working calendar of that year is not loaded, so the due time cannot be counted. "
        "Ask the system administrator to load it; nothing was saved."
    )


class NoFigure(Exception):
    message = _("The law gives no figure for this term yet. Ask the system administrator to add the dated rule.")


@dataclass(frozen=True, slots=True)
class Due:
    """A due time and how it came about, ready to be stored with the case."""

    due_at: datetime
    how: dict[str, Any]


def promised(
    *,
    topic: Topic,
    at: datetime,
    kind: CaseKind | None = None,
    urgency: str = Urgency.NORMAL,
    district: District | None = None,
) -> Due:
    """The promise that says most about the case, else the topic's own, else its parent's, else three working days."""
    row = promising.promise(topic=topic, kind=kind, urgency=urgency, district=district)
    minutes = row.minutes if row else topic.promise_minutes or (topic.parent.promise_minutes if topic.parent else None)
    always = row is not None and row.around_the_clock
    return within(at=at, minutes=minutes or DEFAULT_PROMISE_MINUTES, around_the_clock=always)


def within(*, at: datetime, minutes: int, around_the_clock: bool) -> Due:
    """So many minutes from `at`, around the clock or of working time."""
    if around_the_clock:
        how = {"rule": "promise", "minutes": minutes, "clock": "always", "summands": []}
        return Due(at + timedelta(minutes=minutes), how)
    try:
        counted = calendars.due_in_working_minutes(at, minutes)
    except calendars.CalendarMissing:
        raise NoCalendar from None
    return Due(counted.due_at, {"rule": "promise", "minutes": minutes, "summands": counted.summands})


def statutory(*, received_at: datetime, term: Term | None = None) -> Due:
    """By the rule in force on the day of receipt, counted as the term says, with act, article and confidence."""
    term = term or usual_term()
    rule = rules.rule(term.rule_key, on=received_at.astimezone(settings.ZONE).date())
    if not rule.value.isdecimal():
        raise NoFigure
    unit = calendars.DayUnit.CALENDAR if rule.unit == CALENDAR_DAYS else calendars.DayUnit.WORKING
    counting = calendars.CountingRule(
        unit=unit, starts_next_day=term.starts_next_day, late_receipt_moves=term.late_receipt_moves,
        last_day_off_moves=term.last_day_off_moves,
    )  # fmt: skip
    try:
        counted = calendars.due_in_working_days(received_at, int(rule.value), rule=counting)
    except calendars.CalendarMissing:
        raise NoCalendar from None
    source = {"act": rule.act, "article": rule.article, "confidence": rule.confidence, "texts": rule.texts}
    verified = {"verified_on": rule.verified_on.isoformat(), "days": int(rule.value), "unit": rule.unit}
    return Due(
        counted.due_at, {"rule": rule.key, "term": term.names, **source, **verified, "summands": counted.summands}
    )


def usual_term() -> Term:
    """The administrative request; an installation that was never given its terms gets them now."""
    found = Term.objects.filter(code=ADMINISTRATIVE).first()
    if found is None:
        promising.load()
        found = Term.objects.get(code=ADMINISTRATIVE)
    return found
