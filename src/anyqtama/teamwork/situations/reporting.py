"""Reporting a situation: it gets a number, the managers on duty are told at once, a timer watches that one answers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal, numbering
from anyqtama.people.models import Person
from anyqtama.teamwork.entries import SituationReported
from anyqtama.teamwork.models import Severity, Situation, SituationKind, WebhookEvent
from anyqtama.teamwork.situations import telling
from anyqtama.teamwork.webhooks import announcing

LONGEST = 4000


class NothingSaid(Exception):
    message = _("Write in a sentence what happened.")


def report(
    *,
    kind: SituationKind,
    severity: Severity,
    what: str,
    by: Person,
    at: datetime,
    about_kind: str = "",
    about_id: str = "",
) -> Situation:
    """`about_kind` ("contact", "case") and `about_id` name where it was met; empty when nowhere in particular."""
    what = what.replace("\0", "").strip()[:LONGEST]
    if not what:
        raise NothingSaid
    with transaction.atomic():
        year, value = numbering.next_number("situation", at=at)
        situation = Situation(
            number=f"NS-{year}-{value:04}",
            kind=kind,
            severity=severity,
            what=what,
            about_kind=about_kind,
            about_id=about_id,
            unit=by.unit,
            reported_by=by,
            reported_at=at,
        )
        situation.save(force_insert=True)
        entry = SituationReported(situation.number, kind.code, severity, about_kind, about_id, what)
        journal.write(entry, subject=situation, by=by.principal, at=at)
        telling.tell_next(situation=situation, at=at)
        announcing.announce(situation=situation, event=WebhookEvent.REPORTED, at=at)
    return situation
