"""Working on a case: giving it to a department or a colleague, commenting, answering the client."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import moving, standing_aside
from anyqtama.cases.clocks import running
from anyqtama.cases.entries import AnsweredClient, AssignedToUnit, Commented, GivenToPerson
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Answer, Assignment, Case, CaseState, ClockOf, Comment
from anyqtama.cases.relating import following
from anyqtama.channels import delivery
from anyqtama.channels.models import Channel
from anyqtama.clients.models import Identity, IdentityKind
from anyqtama.contacts import speaking
from anyqtama.contacts.facts import seconds
from anyqtama.contacts.locking import locked as locked_contact
from anyqtama.contacts.models import ContactState, Side
from anyqtama.kernel import journal, live, secrecy
from anyqtama.people.models import Person, Unit


class NothingWritten(Exception):
    message = _("Write the text first.")


class AssignedAlready(Exception):
    message = _("This department has the case already.")


class NoAddress(Exception):
    message = _("The client left no number or e-mail for this way of answering. Choose another way.")


def assign(
    *,
    case: Case,
    unit: Unit,
    task: str,
    by: Person,
    at: datetime,
    seen_version: int | None = None,
    after: Assignment | None = None,
) -> Assignment:
    """Several departments work beside each other; one that comes `after` another waits until that part is accepted."""
    with transaction.atomic():
        case = _open(case, seen_version)
        if case.assignments.filter(unit=unit, ended_at=None).exists():
            raise AssignedAlready
        assignment = Assignment(case=case, unit=unit, task=task.strip(), by=by, at=at, after=after)
        assignment.save(force_insert=True)
        case.department = unit
        moving.enter_state(case, CaseState.WITH_DEPARTMENT, by)
        _save(case, "department", "stage", "state")
        journal.write(AssignedToUnit(case.number, unit.code), subject=case, by=by.principal, at=at)
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
        live.hint(f"person:{person.pk}", "cases")
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
        case.answer_channel = channel or case.answer_channel
        moving.enter_state(case, CaseState.ANSWERED, by)
        given = _tell(case, text, by, at)
        for other in following.together(case, CaseState.ANSWERED):
            _tell(other, text, by, at)
    return given


def _tell(case: Case, text: str, by: Person, at: datetime) -> Answer:
    """The client of one locked case, which stands at its new stage; those joined to it get the same words."""
    given = Answer(case=case, by=by, text=text, at=at)
    given.sent_reference = send(case, text, at)
    given.save(force_insert=True)
    if case.contact and case.contact.state in {ContactState.ACTIVE, ContactState.WRAP_UP}:
        contact = locked_contact(case.contact)
        speaking.add(contact=contact, side=Side.STAFF, by=by.principal, at=at, text=text, person=by)
    case.answered_at = case.answered_at or at
    case.assignments.filter(ended_at=None).update(ended_at=at)
    _save(case, "answered_at", "stage", "state", "answer_channel")
    entry = AnsweredClient(
        number=case.number,
        channel=case.answer_channel.code if case.answer_channel else "",
        topic=case.topic.code,
        language=case.language,
        in_time=at <= case.due_at,
        seconds=seconds(case.registered_at, at),
    )
    journal.write(entry, subject=case, by=by.principal, at=at)
    running.stop(case=case, what=ClockOf.REPLY, by=by, at=at)
    running.reached(case=case, by=by, at=at)
    return given


def send(case: Case, text: str, at: datetime) -> str:
    """Push it by the client's way of answering; the reference, empty where that way pushes nothing."""
    channel = case.answer_channel
    if channel is None or channel.kind not in {"sms", "email"}:
        return ""
    kind = IdentityKind.PHONE if channel.kind == "sms" else IdentityKind.EMAIL
    identity = Identity.objects.filter(client=case.client, kind=kind).order_by("-created_at").first()
    if identity is None:
        raise NoAddress
    message = delivery.post(
        channel=channel,
        address=secrecy.decrypt(identity.value_sealed),
        masked=identity.masked,
        subject=f"{case.number}: {case.subject}"[:200],
        text=text,
        language=case.language,
        reference=f"case:{case.pk}",
        at=at,
    )
    return str(message.pk)


def _open(case: Case, seen_version: int | None) -> Case:
    case = locked(case, seen_version)
    if case.state == CaseState.CLOSED:
        raise CaseIsClosed
    return case


def _save(case: Case, *fields: str) -> None:
    case.version += 1
    case.save(update_fields=[*fields, "version"])
