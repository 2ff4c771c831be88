"""A department takes its part of a case and answers to the one who leads it, from its own simple screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.entries import DepartmentReplied, DepartmentTook
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Assignment, Reply, ReplyFile
from anyqtama.contacts import speaking
from anyqtama.kernel import files as file_store
from anyqtama.kernel import journal, live
from anyqtama.people.models import Person

MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Upload:
    stream: Any
    """A binary file, or what a form uploads."""

    name: str


class NotOpen(Exception):
    message = _("This assignment is over. Thank you.")


class WaitsForOthers(Exception):
    message = _("Another department does its part first. You will see it here when it is your turn.")


class NothingWritten(Exception):
    message = _("Write what was done first.")


class TooManyFiles(Exception):
    message = _("At most ten files go with one answer.")


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


def reply(
    *, assignment: Assignment, text: str, by: Person, at: datetime, files: Sequence[Upload] = ()
) -> Reply:  # fmt: skip
    """The answer waits for the one who leads the case to check it. `files`: proof or photos. Raises FileRefused."""
    text = speaking.clean(text)
    if not text:
        raise NothingWritten
    if len(files) > MOST_FILES:
        raise TooManyFiles
    with transaction.atomic():
        held = _open(assignment)
        if held.replies.filter(verdict="").exists():
            raise BeingChecked
        if held.taken_at is None:
            held.taken_by, held.taken_at = by, at
            held.save(update_fields=["taken_by", "taken_at"])
        made = Reply(assignment=held, text=text, by=by, at=at)
        made.save(force_insert=True)
        stored = [file_store.store(each.stream, each.name, at) for each in files]
        ReplyFile.objects.bulk_create(ReplyFile(reply=made, file=file) for file in stored)
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
