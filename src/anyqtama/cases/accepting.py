"""The one who leads a case checks what a department answered: accepted, or sent back with a reason and counted."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases import standing_aside
from anyqtama.cases.entries import DepartmentAccepted, DepartmentReturned
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Reply, Verdict
from anyqtama.kernel import journal
from anyqtama.people.models import Person

CHECKS: Mapping[str, Promise] = {
    "question": pgettext_lazy("check of an answer", "Answers the client's question"),
    "complete": pgettext_lazy("check of an answer", "Complete: what, when, by whom"),
    "language": pgettext_lazy("check of an answer", "In the client's language"),
    "proof": pgettext_lazy("check of an answer", "Proof or photo, where the matter needs it"),
}


class CheckFirst(Exception):
    message = _("Tick every check, or send the answer back and say what is missing.")


class ReasonNeeded(Exception):
    message = _("Say what is missing: the department sees only this.")


class CheckedAlready(Exception):
    message = _("This answer was checked already.")


def accept(*, reply: Reply, checks: Collection[str], by: Person, at: datetime) -> Reply:
    """Every check must hold. The department's part is done; the client is answered by an act of its own."""
    if set(checks) < set(CHECKS):
        raise CheckFirst
    with transaction.atomic():
        held = _unchecked(reply, by)
        held.verdict, held.checked_by, held.checked_at = Verdict.ACCEPTED, by, at
        held.save(update_fields=["verdict", "checked_by", "checked_at"])
        assignment = held.assignment
        assignment.ended_at = at
        assignment.save(update_fields=["ended_at"])
        entry = DepartmentAccepted(assignment.case.number, assignment.unit.code, assignment.returns)
        journal.write(entry, subject=assignment.case, by=by.principal, at=at)
    return held


def send_back(*, reply: Reply, reason: str, by: Person, at: datetime) -> Reply:
    reason = reason.strip()[:1000]
    if not reason:
        raise ReasonNeeded
    with transaction.atomic():
        held = _unchecked(reply, by)
        held.verdict, held.reason, held.checked_by, held.checked_at = Verdict.RETURNED, reason, by, at
        held.save(update_fields=["verdict", "reason", "checked_by", "checked_at"])
        assignment = held.assignment
        assignment.returns += 1
        assignment.save(update_fields=["returns"])
        entry = DepartmentReturned(assignment.case.number, assignment.unit.code, assignment.returns)
        journal.write(entry, subject=assignment.case, by=by.principal, at=at)
    return held


def _unchecked(reply: Reply, by: Person) -> Reply:
    case = locked(reply.assignment.case)
    standing_aside.refuse(case, by)
    held = Reply.objects.select_related("assignment__unit").get(pk=reply.pk)
    held.assignment.case = case
    if held.verdict or held.assignment.ended_at is not None:
        raise CheckedAlready
    return held
