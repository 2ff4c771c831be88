"""Asking a colleague about a running contact: they see it and answer by internal notes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import speaking
from anyqtama.contacts.conversation import NothingSaid, NotTheOwner
from anyqtama.contacts.entries import ConsultationEnded, Consulted
from anyqtama.contacts.facts import seconds
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Consultation, Contact, ContactState, MessageKind, Side
from anyqtama.kernel import journal, live
from anyqtama.people.models import Person


class AskedAlready(Exception):
    message = _("This colleague already has your question.")


class AskSomebodyElse(Exception):
    message = _("Choose a colleague, not yourself.")


class NoOpenQuestion(Exception):
    message = _("This question is closed already.")


def ask(*, contact: Contact, by: Person, colleague: Person, question: str, at: datetime) -> Consultation:
    question = speaking.clean(question)
    if not question:
        raise NothingSaid
    if colleague.pk == by.pk:
        raise AskSomebodyElse
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk or contact.state not in {ContactState.ACTIVE, ContactState.WRAP_UP}:
            raise NotTheOwner
        if contact.consultations.filter(asked=colleague, answered_at=None).exists():
            raise AskedAlready
        asked = Consultation(contact=contact, asked_by=by, asked=colleague, question=question, asked_at=at)
        asked.save(force_insert=True)
        speaking.event(
            contact, "asked", at=at, by=by.principal, internal=True, person=colleague.short_name, text=question
        )
        journal.write(Consulted(by.pk, colleague.pk), subject=contact, by=by.principal, at=at)
        live.hint(f"person:{colleague.pk}", "consultation")
    return asked


def answer(*, consultation: Consultation, by: Person, text: str, key: str, at: datetime) -> Consultation:
    """The colleague answers by an internal note; the question is closed."""
    text = speaking.clean(text)
    if not text:
        raise NothingSaid
    with transaction.atomic():
        contact = locked(consultation.contact)
        consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
        if consultation.answered_at is not None or consultation.asked_id != by.pk:
            raise NoOpenQuestion
        consultation.answered_at = at
        consultation.save(update_fields=["answered_at"])
        speaking.add(
            contact=contact,
            side=Side.STAFF,
            kind=MessageKind.NOTE,
            by=by.principal,
            at=at,
            text=text,
            person=by,
            key=key,
        )
        ended = ConsultationEnded(by.pk, seconds(consultation.asked_at, at))
        journal.write(ended, subject=contact, by=by.principal, at=at)
    return consultation
