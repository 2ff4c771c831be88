"""Working on a case: giving it to a department or a colleague, commenting, answering the client."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import deputies, giving, moving, standing_aside, telling_state
from anyqtama.cases.entries import AssignedToUnit, Commented, GivenToPerson
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds import answering
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Answer, Assignment, Case, CaseState, Comment
from anyqtama.channels.models import Channel
from anyqtama.contacts import speaking
from anyqtama.kernel import journal, live
from anyqtama.people.models import Person, Unit


class NothingWritten(Exception):
    message = _("Write the text first.")


class AssignedAlready(Exception):
    message = _("This department has the case already.")


class GivenToPersonAlready(Exception):
    message = _("This person has the case already.")


class NotOfDepartment(Exception):
    message = _("This person does not work in that department. Choose the department, or somebody of it.")


class AgreementFirst(Exception):
    message = _("Answers on this kind of case are agreed first. Prepare a draft.")


def assign(
    *,
    case: Case,
    unit: Unit,
    task: str,
    by: Person,
    at: datetime,
    seen_version: int | None = None,
    after: Assignment | None = None,
    person: Person | None = None,
) -> Assignment:
    """Several departments work beside each other; one that comes `after` another waits until that part is accepted.

    `person`: somebody of the department by name; the others of it see it too, so that nobody's absence stops it.
    """
    with transaction.atomic():
        case = _open(case, seen_version)
        if person is not None and (person.unit is None or not person.unit.path.startswith(unit.path)):
            raise NotOfDepartment
        if person is not None and standing_aside.involves(case, person):
            raise standing_aside.AboutThem
        running = case.assignments.filter(ended_at=None)
        if person is not None and running.filter(person=person).exists():
            raise GivenToPersonAlready
        if person is None and running.filter(unit=unit, person=None).exists():
            raise AssignedAlready
        assignment = Assignment(case=case, unit=unit, person=person, task=task.strip(), by=by, at=at, after=after)
        assignment.save(force_insert=True)
        case.department, before = unit, case.stage
        moving.enter_state(case, CaseState.WITH_DEPARTMENT, by)
        _save(case, "department", "stage", "state")
        journal.write(
            AssignedToUnit(case.number, unit.code, person.pk if person else None), subject=case, by=by.principal, at=at
        )
        if case.stage != before:
            telling_state.tell(case=case, by=by.principal, at=at)
        if person is not None:
            _hint(case, person, at)
    return assignment


def give_to(*, case: Case, person: Person, by: Person, at: datetime, seen_version: int | None = None) -> Case:
    """Another person leads the case from now on."""
    with transaction.atomic():
        case = _open(case, seen_version)
        if case.owner_id == person.pk:
            return case
        if standing_aside.involves(case, person):
            raise standing_aside.AboutThem
        entry = GivenToPerson(case.number, case.owner_id, person.pk)
        case.owner = person
        _save(case, "owner")
        journal.write(entry, subject=case, by=by.principal, at=at)
        _hint(case, person, at)
    return case


def comment(*, case: Case, text: str, by: Person, at: datetime) -> Comment:
    text = speaking.clean(text)
    if not text:
        raise NothingWritten
    with transaction.atomic():
        case = locked(case)
        written = Comment(case=case, by=by, text=text, at=at)
        written.save(force_insert=True)
        journal.write(Commented(case.number, len(text)), subject=case, by=by.principal, at=at)
    return written


def answer(
    *,
    case: Case,
    text: str,
    by: Person,
    at: datetime,
    channel: Channel | None = None,
    seen_version: int | None = None,
) -> Answer:
    """Tell the client: into the chat while it is open, and by `channel`, which is by default the one they chose."""
    text = speaking.clean(text)
    if not text:
        raise NothingWritten
    with transaction.atomic():
        case = _open(case, seen_version)
        standing_aside.refuse(case, by)
        if answering.way(case.kind).steps:
            raise AgreementFirst
        case.answer_channel = channel or case.answer_channel
        return giving.give(case=case, text=text, by=by, at=at)


def _hint(case: Case, person: Person, at: datetime) -> None:
    """Their screens, and those of who stands in for them."""
    absence = deputies.deputy_of(case, person, at)
    for pk in (person.pk, *([absence.deputy_id] if absence else [])):
        live.hint(f"person:{pk}", "cases")


def _open(case: Case, seen_version: int | None) -> Case:
    case = locked(case, seen_version)
    if case.state == CaseState.CLOSED:
        raise CaseIsClosed
    return case


def _save(case: Case, *fields: str) -> None:
    case.version += 1
    case.save(update_fields=[*fields, "version"])
