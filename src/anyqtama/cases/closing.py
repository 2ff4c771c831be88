"""Closing a case, saying whether the matter was resolved; reopening it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import moving
from anyqtama.cases.entries import ClosedCase, Reopened
from anyqtama.cases.kinds import stages
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, Closure, Regime
from anyqtama.cases.relating import following
from anyqtama.cases.reminders import planning
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class ClosedAlready(Exception):
    message = _("This case is closed already.")


class NotClosed(Exception):
    message = _("This case is open.")


class AnswerFirst(Exception):
    message = _("A formal request is closed only after the client was answered.")


class ReasonNeeded(Exception):
    message = _("Say why the matter is closed unresolved.")


def close(
    *, case: Case, by: Person, resolved: bool, reason: str, at: datetime, seen_version: int | None = None
) -> Closure:
    with transaction.atomic():
        case = locked(case, seen_version)
        if case.state == CaseState.CLOSED:
            raise ClosedAlready
        if case.regime != Regime.PROMISE and case.answered_at is None:
            raise AnswerFirst
        if not resolved and not reason.strip():
            raise ReasonNeeded
        moving.enter_state(case, CaseState.CLOSED, by)
        closure = _over(case, resolved, reason, by, at)
        for other in following.together(case, CaseState.CLOSED):
            _over(other, resolved, reason, by, at)
    return closure


def _over(case: Case, resolved: bool, reason: str, by: Person, at: datetime) -> Closure:
    """Of one locked case, which stands at its new stage."""
    closure = Closure(case=case, by=by, resolved=resolved, reason=reason.strip()[:300], at=at)
    closure.save(force_insert=True)
    case.assignments.filter(ended_at=None).update(ended_at=at)
    case.closed_at = at
    case.version += 1
    case.save(update_fields=["stage", "state", "closed_at", "version"])
    journal.write(ClosedCase(case.number, case.topic.code, resolved), subject=case, by=by.principal, at=at)
    return closure


def reopen(*, case: Case, by: Person, at: datetime, seen_version: int | None = None) -> Case:
    with transaction.atomic():
        case = locked(case, seen_version)
        if case.state != CaseState.CLOSED:
            raise NotClosed
        case.closures.filter(reopened_at=None).update(reopened_at=at)
        stage = stages.reopened(case.kind, case.stage)
        case.stage, case.state, case.closed_at = stage.code, stage.state, None
        case.version += 1
        case.save(update_fields=["stage", "state", "closed_at", "version"])
        journal.write(Reopened(case.number), subject=case, by=by.principal, at=at)
        planning.plan(case=case, at=at)
    return case
