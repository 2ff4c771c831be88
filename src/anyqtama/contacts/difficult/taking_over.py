"""A lead who was asked takes a difficult contact over: with their consent, as any transfer to a person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import transferring
from anyqtama.contacts.difficult.noting import close_step
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import ConflictStep, Contact, StepOutcome
from anyqtama.people.models import Person, Presence, StateKind


class NobodyAskedYou(Exception):
    message = _("You were not asked to take this contact over, or it was answered already.")


class BeAvailable(Exception):
    message = _("Set yourself available first: then the contact comes to you.")


def take(*, step: ConflictStep, by: Person, at: datetime) -> Contact:
    with transaction.atomic():
        contact = locked(step.contact)
        held = ConflictStep.objects.select_related("method", "consultation", "contact").get(pk=step.pk)
        asked = held.consultation
        if asked is None or asked.asked_id != by.pk or asked.answered_at is not None:
            raise NobodyAskedYou
        if not Presence.objects.filter(person=by, state__kind=StateKind.AVAILABLE).exists():
            raise BeAvailable
        asked.answered_at = at
        asked.save(update_fields=["answered_at"])
        close_step(held, StepOutcome.TAKEN, by=by, at=at)
        return transferring.reassign(contact=contact, by=by, person=by, reason=str(held.method), at=at)
