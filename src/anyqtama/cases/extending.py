"""A term of law is lengthened by a named right, with reason and decision; the client is told within its own term."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import deadlines
from anyqtama.cases.entries import Extended
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, DueChange, Extension, Term
from anyqtama.cases.reminders import planning
from anyqtama.kernel import calendars, journal, rules
from anyqtama.people.models import Person

CLOSE = time(18)


class NoRight(Exception):
    message = _("The law gives no right to lengthen this term.")


class NotLater(Exception):
    message = _("The new day must be later than the due time.")


class TooLong(Exception):
    def __init__(self, months: int) -> None:
        super().__init__(months)
        self.message = _("The law allows at most %(months)s months more.") % {"months": months}


class ReasonMissing(Exception):
    message = _("Say why, and who decided: without both a term is not lengthened.")


def extend(
    *, case: Case, until: date, reason: str, decided_by: str, by: Person, at: datetime,
    seen_version: int | None = None,
) -> Extension:  # fmt: skip
    """Until the end of a working day. Both due times stay; by when the client is to be told is counted at once."""
    reason, decided_by = reason.strip()[:1000], decided_by.strip()[:200]
    if not (reason and decided_by):
        raise ReasonMissing
    with transaction.atomic():
        case = locked(case, seen_version)
        if case.state in {CaseState.ANSWERED, CaseState.CLOSED}:
            raise CaseIsClosed
        term = Term.objects.filter(code=case.regime).first()
        if term is None or not term.extension_key:
            raise NoRight
        today = at.astimezone(settings.ZONE).date()
        right = rules.rule(term.extension_key, on=today)
        after = datetime.combine(until, CLOSE, settings.ZONE)
        if after <= case.due_at:
            raise NotLater
        first_due = case.extensions.order_by("id").values_list("before", flat=True).first() or case.due_at
        if until > _months_later(first_due.astimezone(settings.ZONE).date(), int(right.value)):
            raise TooLong(int(right.value))
        notify_by = _notice(term, at)
        before, how = case.due_at, case.due_how
        extension = Extension(
            case=case, before=before, after=after, right=term.extension_key, reason=reason, decided_by=decided_by,
            by=by, at=at, notify_by=notify_by,
        )  # fmt: skip
        extension.save(force_insert=True)
        DueChange(case=case, before=before, before_how=how, after=after, reason="extension", by=by, at=at).save(
            force_insert=True
        )
        case.due_at, case.due_how = after, how | {"extended": {"from": before.isoformat(), "article": right.article}}
        case.version += 1
        case.save(update_fields=["due_at", "due_how", "version"])
        entry = Extended(case.number, term.extension_key, before.isoformat(), after.isoformat(), notify_by.isoformat())
        journal.write(entry, subject=case, by=by.principal, at=at)
        planning.plan(case=case, at=at)
    return extension


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _notice(term: Term, at: datetime) -> datetime:
    """By when the client must know: by the term's own rule, else at once (within the day)."""
    if not term.notice_key:
        return at + timedelta(days=1)
    rule = rules.rule(term.notice_key, on=at.astimezone(settings.ZONE).date())
    try:
        return calendars.due_in_working_days(at, int(rule.value)).due_at
    except calendars.CalendarMissing:
        raise deadlines.NoCalendar from None
