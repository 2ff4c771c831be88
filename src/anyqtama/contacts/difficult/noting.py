"""How a method ended: noted by whoever used it, or by what happened."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts.difficult.entries import MethodOutcome
from anyqtama.contacts.facts import seconds
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import ConflictStep, StepOutcome
from anyqtama.kernel import journal, live
from anyqtama.people.models import Person

BY_HAND = (StepOutcome.CALMED, StepOutcome.GOES_ON, StepOutcome.LEFT)


class NotYours(Exception):
    message = _("Whoever used the method says how it ended.")


class NotByHand(Exception):
    message = _("Say whether it calmed, goes on, or the client left.")


def note(*, step: ConflictStep, outcome: str, by: Person, at: datetime) -> ConflictStep:
    """Noted again, the later word counts; the journal keeps both."""
    if outcome not in BY_HAND:
        raise NotByHand
    with transaction.atomic():
        contact = locked(step.contact)
        held = ConflictStep.objects.select_related("method").get(pk=step.pk)
        if held.by_id != by.pk:
            raise NotYours
        close_step(held, StepOutcome(outcome), by=by, at=at)
        live.hint(f"contact:{contact.pk}", "changed", cursor=contact.seq)
    return held


def close_step(step: ConflictStep, outcome: StepOutcome, *, by: Person, at: datetime) -> None:
    """Of a locked contact, in the caller's transaction."""
    step.outcome, step.outcome_at = outcome, at
    step.save(update_fields=["outcome", "outcome_at"])
    entry = MethodOutcome(step.method.code, outcome, by.pk, seconds(step.at, at))
    journal.write(entry, subject=step.contact, by=by.principal, at=at)
