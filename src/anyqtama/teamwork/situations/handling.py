"""What managers do with a situation: acknowledge it, keep its log, resolve it with an outcome."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import jobs, journal, live
from anyqtama.people.models import Person
from anyqtama.teamwork.entries import SituationAcknowledged, SituationNoted, SituationResolved
from anyqtama.teamwork.models import Situation, SituationNote, SituationState, WebhookEvent
from anyqtama.teamwork.situations.reporting import LONGEST
from anyqtama.teamwork.situations.telling import LADDER
from anyqtama.teamwork.webhooks import announcing


class AcknowledgedAlready(Exception):
    """Names who was first."""

    def __init__(self, person: Person | None) -> None:
        super().__init__(person)
        self.message = _("%(person)s has acknowledged it and sees to it.") % {"person": person}


class Over(Exception):
    message = _("This situation is resolved already. Your text is kept in the field: report a new one if it is back.")


class NothingWritten(Exception):
    message = _("Write what was done.")


def acknowledge(*, situation: Situation, by: Person, at: datetime) -> Situation:
    """ "I see to it": nobody further up is told. Doing it again changes nothing."""
    with transaction.atomic():
        situation = _locked(situation)
        if situation.acknowledged_by_id == by.pk:
            return situation
        if situation.state != SituationState.REPORTED:
            raise AcknowledgedAlready(situation.acknowledged_by or situation.resolved_by)
        situation.state, situation.acknowledged_by, situation.acknowledged_at = SituationState.ACKNOWLEDGED, by, at
        situation.save(update_fields=["state", "acknowledged_by", "acknowledged_at"])
        jobs.cancel(LADDER, key=str(situation.pk), at=at)
        entry = SituationAcknowledged(situation.number, _seconds(situation, at))
        journal.write(entry, subject=situation, by=by.principal, at=at)
        announcing.announce(situation=situation, event=WebhookEvent.ACKNOWLEDGED, at=at)
        _hint(situation)
    return situation


def note(*, situation: Situation, text: str, by: Person, at: datetime) -> SituationNote:
    text = text.replace("\0", "").strip()[:LONGEST]
    if not text:
        raise NothingWritten
    with transaction.atomic():
        situation = _locked(situation)
        made = SituationNote(situation=situation, by=by, at=at, text=text)
        made.save(force_insert=True)
        journal.write(SituationNoted(situation.number, text), subject=situation, by=by.principal, at=at)
        _hint(situation)
    return made


def resolve(*, situation: Situation, outcome: str, by: Person, at: datetime) -> Situation:
    """Over: what was done and what remains. Whoever resolves what nobody acknowledged has acknowledged it too."""
    outcome = outcome.replace("\0", "").strip()[:LONGEST]
    if not outcome:
        raise NothingWritten
    with transaction.atomic():
        situation = _locked(situation)
        if situation.state == SituationState.RESOLVED:
            raise Over
        if situation.acknowledged_by is None:
            situation.acknowledged_by, situation.acknowledged_at = by, at
        situation.state, situation.outcome = SituationState.RESOLVED, outcome
        situation.resolved_by, situation.resolved_at = by, at
        situation.save(
            update_fields=["state", "outcome", "resolved_by", "resolved_at", "acknowledged_by", "acknowledged_at"]
        )
        jobs.cancel(LADDER, key=str(situation.pk), at=at)
        entry = SituationResolved(situation.number, _seconds(situation, at), outcome)
        journal.write(entry, subject=situation, by=by.principal, at=at)
        announcing.announce(situation=situation, event=WebhookEvent.RESOLVED, at=at)
        _hint(situation)
    return situation


def _locked(situation: Situation) -> Situation:
    rows = Situation.objects.select_related("kind", "reported_by", "acknowledged_by", "resolved_by")
    return rows.select_for_update(of=("self",)).get(pk=situation.pk)


def _seconds(situation: Situation, at: datetime) -> int:
    return max(0, int((at - situation.reported_at).total_seconds()))


def _hint(situation: Situation) -> None:
    for person_id in {situation.reported_by_id, *situation.told.values_list("person_id", flat=True)}:
        live.hint(f"person:{person_id}", "situation")
    live.hint("wall", "alert")
