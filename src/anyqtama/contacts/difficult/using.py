"""A method is used in a contact: its words are said in the client's language, and what it does is done."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import consulting, ending, speaking
from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.difficult.entries import MethodUsed
from anyqtama.contacts.difficult.noting import close_step
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import (
    ConflictMethod,
    ConflictStep,
    Consultation,
    Contact,
    ContactState,
    EndedHow,
    MethodAct,
    Side,
    StepOutcome,
)
from anyqtama.kernel import journal
from anyqtama.kernel.labels import label
from anyqtama.people.models import Person


class OnlyWhileItRuns(Exception):
    message = _("This is used while the talk runs.")


class MethodRetired(Exception):
    message = _("This method is no longer used. Choose another one.")


class WarnFirst(Exception):
    message = _("Warn the client first and let them answer: a talk is ended lawfully only after a warning.")


class ChooseALead(Exception):
    message = _("Choose the lead who shall take over.")


def use(
    *, contact: Contact, method: ConflictMethod, by: Person, at: datetime, lead: Person | None = None, note: str = ""
) -> ConflictStep:
    """Keeps which method was used; how it ended is noted later, or known at once where the talk is ended."""
    if not method.active:
        raise MethodRetired
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk:
            raise NotTheOwner
        if contact.state != ContactState.ACTIVE:
            raise OnlyWhileItRuns
        if method.act == MethodAct.END and not contact.conflict_steps.filter(method__act=MethodAct.WARN).exists():
            raise WarnFirst
        step = ConflictStep(contact=contact, method=method, by=by, at=at)
        if method.act == MethodAct.LEAD:
            step.consultation = _ask(contact, by, lead, note, at)
            contact = locked(contact)
        step.save(force_insert=True)
        speaking.event(contact, "conflict", at=at, by=by.principal, internal=True, names=method.names)
        _say(contact, method, by, at)
        journal.write(MethodUsed(method.code, method.act, by.pk), subject=contact, by=by.principal, at=at)
        if method.act == MethodAct.END:
            ending.finish(contact, how=EndedHow.BY_OPERATOR, by=by.principal, at=at)
            close_step(step, StepOutcome.ENDED, by=by, at=at)
    return step


def phrase(method: ConflictMethod, language: str) -> str:
    return label(method.phrases, language)


def _say(contact: Contact, method: ConflictMethod, by: Person, at: datetime) -> None:
    """Written channels get the words; on the telephone the operator says them."""
    text = phrase(method, contact.language)
    if text and contact.channel.kind != "phone":
        contact.staff_spoke_at = at
        speaking.add(contact=contact, side=Side.STAFF, by=by.principal, at=at, text=text, person=by)


def _ask(contact: Contact, by: Person, lead: Person | None, note: str, at: datetime) -> Consultation:
    if lead is None:
        raise ChooseALead
    question = note.strip() or _now("Please take this contact over: it is a difficult one.")
    return consulting.ask(contact=contact, by=by, colleague=lead, question=question, at=at)
