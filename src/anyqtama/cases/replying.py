"""A department takes its part of a case and answers to the one who leads it, from its own simple screen."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.entries import DepartmentReplied, DepartmentTook
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Assignment, Reply
from anyqtama.contacts import speaking
from anyqtama.kernel import journal, live
from anyqtama.people.models import Person


class NotOpen(Exception):
    message = _("This assignment is over. Thank you.")


class WaitsForOthers(Exception):
    message = _("Another department does its part first. You will see it here when it is your turn.")


class NothingWritten(Exception):
    message = _("Write what was done first.")


class BeingChecked(Exception):
    message = _("Your answer is being checked. You will see here whether it is accepted.")


def take(*, assignment: Assignment, by: Person, at: datetime) -> Assignment:
    """ "I do it": whoever takes it again later, the first moment stays."""
    with transaction.atomic():
        held = _open(assignment)
        if held.taken_by_id == by.pk:
            return held
        held.taken_by, held.taken_at = by, held.taken_at or at
        held.save(update_fields=["taken_by", "taken_at"])
        entry = DepartmentTook(held.case.number, held.unit.code, by.pk)
        journal.write(entry, subject=held.case, by=by.principal, at=at)
        live.hint(f"person:{held.case.owner_id}", "cases")
    return held


def reply(*, assignment: Assignment, text: str, by: Person, at: datetime) -> Reply:
    """The answer waits for the one who leads the case to check it."""
    text = speaking.clean(text)
    if not text:
        raise NothingWritten
    with transaction.atomic():
        held = _open(assignment)
        if held.replies.filter(verdict="").exists():
            raise BeingChecked
        if held.taken_at is None:
            held.taken_by, held.taken_at = by, at
            held.save(update_fields=["taken_by", "taken_at"])
        made = Reply(assignment=held, text=text, by=by, at=at)
        made.save(force_insert=True)
        entry = DepartmentReplied(held.case.number, held.unit.code, held.returns + 1)
        journal.write(entry, subject=held.case, by=by.principal, at=at)
        live.hint(f"person:{held.case.owner_id}", "cases")
    return made


def _open(assignment: Assignment) -> Assignment:
    case = locked(assignment.case)
    held = Assignment.objects.select_related("unit", "after").get(pk=assignment.pk)
    held.case = case
    if held.ended_at is not None:
        raise NotOpen
    if held.after and held.after.ended_at is None:
        raise WaitsForOthers
    return held
