"""The paper shows another day of receipt than was typed: its terms are recounted from there, both histories stay."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import deadlines
from anyqtama.cases.clocks import running
from anyqtama.cases.deadlines import Due
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, DueChange, FormalRequest, Paper, Regime, Term
from anyqtama.cases.papers.entries import PaperRedated
from anyqtama.cases.papers.typing import received
from anyqtama.cases.reminders import planning
from anyqtama.cases.words import WAITING
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class TypedBefore(Exception):
    message = _("The day of receipt cannot be later than the day on which the paper was typed.")


def redate(*, paper: Paper, on: date, by: Person, at: datetime) -> Paper:
    """What is answered or closed, and a term lengthened by a decision, stay due as they were."""
    with transaction.atomic():
        case = locked(paper.case)
        held = Paper.objects.get(pk=paper.pk)
        if on > held.typed_at.astimezone(settings.ZONE).date():
            raise TypedBefore
        if on == held.received_on:
            return held
        before, due_before = held.received_on, case.due_at
        held.received_on, case.received_at = on, received(on, held.typed_at)
        held.save(update_fields=["received_on"])
        FormalRequest.objects.filter(case=case).update(received_at=case.received_at)
        waits = case.state in WAITING and case.answered_at is None
        if waits and not case.extensions.exists():
            _recount(case, by, at)
        case.version += 1
        case.save(update_fields=["received_at", "due_at", "due_how", "version"])
        days = before.isoformat(), on.isoformat()
        entry = PaperRedated(case.number, *days, due_before.isoformat(), case.due_at.isoformat())
        journal.write(entry, subject=case, by=by.principal, at=at)
        if waits:
            running.start(case=case, by=by, at=at)
            planning.plan(case=case, at=at)
    return held


def _recount(case: Case, by: Person, at: datetime) -> None:
    due = _due(case)
    if due.due_at != case.due_at:
        DueChange(
            case=case, before=case.due_at, before_how=case.due_how, after=due.due_at, reason="redated", by=by, at=at
        ).save(force_insert=True)
    case.due_at, case.due_how = due.due_at, due.how


def _due(case: Case) -> Due:
    if case.regime == Regime.PROMISE:
        return deadlines.promised(
            topic=case.topic, kind=case.kind, urgency=case.urgency, district=case.district, at=case.began_at
        )
    return deadlines.statutory(received_at=case.began_at, term=Term.objects.filter(code=case.regime).first())
