"""By when a matter must be forwarded: a dated rule of law that the regime names, counted from receipt."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from anyqtama.cases import deadlines
from anyqtama.cases.models import Case, Term
from anyqtama.kernel import calendars, rules
from anyqtama.kernel.models import Rule

USUAL = "request.forward"
"""What holds where the regime of the case names no other rule."""


@dataclass(frozen=True, slots=True)
class ForwardTerm:
    rule: Rule
    must_by: datetime


def term(case: Case) -> ForwardTerm:
    """Raises NoRule, NoFigure, NoCalendar."""
    named = Term.objects.filter(code=case.regime).values_list("forward_key", flat=True).first()
    began = case.formal.received_at if named is not None and hasattr(case, "formal") else case.began_at
    rule = rules.rule(named or USUAL, on=began.astimezone(settings.ZONE).date())
    if not rule.value.isdecimal():
        raise deadlines.NoFigure
    days = calendars.DayUnit.CALENDAR if rule.unit == deadlines.CALENDAR_DAYS else calendars.DayUnit.WORKING
    try:
        counted = calendars.due_in_working_days(began, int(rule.value), rule=calendars.CountingRule(unit=days))
    except calendars.CalendarMissing:
        raise deadlines.NoCalendar from None
    return ForwardTerm(rule, counted.due_at)
