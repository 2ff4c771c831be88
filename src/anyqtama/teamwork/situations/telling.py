"""Telling the next rung of managers, on screens and by e-mail; a timer climbs on until one of them acknowledges."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from anyqtama.channels import delivery
from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.kernel import jobs, journal, live
from anyqtama.kernel.labels import label
from anyqtama.kernel.models import Job
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person
from anyqtama.teamwork.entries import SituationTold
from anyqtama.teamwork.models import Situation, SituationState, Told, WebhookEvent
from anyqtama.teamwork.situations import line
from anyqtama.teamwork.situations.words import SEVERITIES
from anyqtama.teamwork.webhooks import announcing

LADDER = "teamwork.situation"
TELLER = Principal.system("situations")


def tell_next(*, situation: Situation, at: datetime) -> list[Person]:
    """Tell the next rung that has anybody, in the caller's transaction, and set the timer for the one above it."""
    rung, people = line.next_managers(situation.unit, situation.rung, situation.reported_by)
    channel = Channel.objects.filter(kind=ChannelKind.EMAIL, active=True).first()
    for person in people:
        mailed = bool(channel and person.email and _mail(channel, person, situation, at))
        Told.objects.get_or_create(
            situation=situation, person=person, defaults={"rung": rung, "at": at, "mailed": mailed}
        )
        live.hint(f"person:{person.pk}", "situation")
    situation.rung = rung
    situation.save(update_fields=["rung"])
    if rung < len(line.RUNGS) - 1:
        wait = situation.kind.answer_within(situation.severity)
        jobs.enqueue(LADDER, payload={"situation": situation.pk}, key=str(situation.pk), at=at, run_at=at + wait)
    told = SituationTold(situation.number, rung, [person.pk for person in people])
    journal.write(told, subject=situation, by=TELLER, at=at)
    live.hint("wall", "alert")
    return people


def climb(job: Job, at: datetime) -> None:
    """The timer's handler: nobody acknowledged in time, so the next in line is told."""
    with transaction.atomic():
        rows = Situation.objects.select_for_update(of=("self",)).select_related("kind", "unit", "reported_by")
        situation = rows.get(pk=job.payload["situation"])
        if situation.state == SituationState.REPORTED:
            tell_next(situation=situation, at=at)
            announcing.announce(situation=situation, event=WebhookEvent.TOLD, at=at)
        jobs.finish(job, at=at)


def _mail(channel: Channel, person: Person, situation: Situation, at: datetime) -> bool:
    with override(person.language):
        facts = {"number": situation.number, "kind": label(situation.kind.names)}
        subject = _("Non-standard situation %(number)s: %(kind)s") % facts
        text = "\n\n".join(
            [
                f"{SEVERITIES[situation.severity]}. {label(situation.kind.names)}",
                situation.what,
                _("Open it in the system and acknowledge it: %(number)s.") % facts,
            ]
        )
    try:
        delivery.post(
            channel=channel, address=person.email, masked=str(person), text=text, language=person.language,
            subject=subject[:200], reference=f"situation-{situation.pk}", at=at,
        )  # fmt: skip
    except delivery.ChannelDoesNotSend:
        return False
    return True
