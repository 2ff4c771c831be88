"""Closing a case, saying whether the matter was resolved; reopening it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import moving, telling_state
from anyqtama.cases.entries import ClosedCase, Reopened
from anyqtama.cases.kinds import answering, stages
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, Closure, Regime
from anyqtama.cases.relating import following
from anyqtama.cases.reminders import planning
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person


class ClosedAlready(Exception):
    message = _("This case is closed already.")


class NotClosed(Exception):
    message = _("This case is open.")


class AnswerFirst(Exception):
    message = _("A formal request is closed only after the client was answered.")


class ClientConfirmsFirst(Exception):
    message = _("The client says first that it is solved: at the state of the request, or to you (write it down).")


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
        if resolved and _waits_for_client(case):
            raise ClientConfirmsFirst
        return finish(
            case=case, resolved=resolved, reason=reason, how=Closure.How.STAFF, person=by, by=by.principal, at=at
        )  # fmt: skip


def finish(
    *, case: Case, resolved: bool, how: Closure.How, person: Person | None, by: Principal, at: datetime,
    reason: str = "",
) -> Closure:  # fmt: skip
    """Of a locked case and those joined to it, within the caller's transaction: by staff, client or rule."""
    moving.enter_state(case, CaseState.CLOSED, person if how == Closure.How.STAFF else None)
    closure = Closure(case=case, by=person, how=how, resolved=resolved, reason=reason.strip()[:300], at=at)
    _over(case, closure, by)
    for other in following.together(case, CaseState.CLOSED):
        _over(other, Closure(case=other, by=person, how=how, resolved=resolved, reason=closure.reason, at=at), by)
    return closure


def _over(case: Case, closure: Closure, by: Principal) -> None:
    """Of one locked case, which stands at its new stage."""
    at = closure.at
    closure.save(force_insert=True)
    case.assignments.filter(ended_at=None).update(ended_at=at)
    case.closed_at = at
    case.version += 1
    case.save(update_fields=["stage", "state", "closed_at", "version"])
    journal.write(ClosedCase(case.number, case.topic.code, closure.resolved), subject=case, by=by, at=at)
    if closure.how != Closure.How.FORWARDED:  # the notice of forwarding says more
        telling_state.tell(case=case, by=by, at=at)


def _waits_for_client(case: Case) -> bool:
    """The kind asks the client, and they have not said yet that it is solved."""
    if case.state != CaseState.ANSWERED or not answering.way(case.kind).confirm_days:
        return False
    return not case.client_words.filter(solved=True).exists()


def reopen(*, case: Case, by: Person, at: datetime, seen_version: int | None = None) -> Case:
    with transaction.atomic():
        case = locked(case, seen_version)
        if case.state != CaseState.CLOSED:
            raise NotClosed
        case.closures.filter(reopened_at=None).update(reopened_at=at)
        stage = stages.reopened(case.kind, case.stage)
        case.stage, case.state, case.closed_at, case.body = stage.code, stage.state, None, None
        case.version += 1
        case.save(update_fields=["stage", "state", "closed_at", "body", "version"])
        journal.write(Reopened(case.number), subject=case, by=by.principal, at=at)
        planning.plan(case=case, at=at)
        telling_state.tell(case=case, by=by.principal, at=at)
    return case
