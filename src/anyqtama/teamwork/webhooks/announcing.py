"""An event of a situation becomes a call and its job for each webhook that wants it, in the writer's transaction."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import jobs, journal
from anyqtama.people.models import Person
from anyqtama.teamwork.entries import WebhookTested
from anyqtama.teamwork.models import Severity, Situation, Webhook, WebhookCall, WebhookEvent

CALL = "teamwork.webhook"
SEVERITIES = [each.value for each in Severity]
"""The lightest first."""


class NotReady(Exception):
    message = _("Make a secret first, and put the address into use: nothing is sent before.")


def announce(*, situation: Situation, event: WebhookEvent, at: datetime) -> list[WebhookCall]:
    listening = Webhook.objects.filter(active=True).exclude(secret_sealed="").prefetch_related("kinds").order_by("pk")
    return [_call(webhook, situation, event, at) for webhook in listening if wants(webhook, situation)]


def wants(webhook: Webhook, situation: Situation) -> bool:
    kinds = {kind.pk for kind in webhook.kinds.all()}
    heavy = SEVERITIES.index(situation.severity) >= SEVERITIES.index(webhook.least_severity)
    return heavy and (not kinds or situation.kind_id in kinds)


def try_out(*, webhook: Webhook, by: Person, at: datetime) -> WebhookCall:
    """Send an event that tells of nothing, to see whether it arrives."""
    with transaction.atomic():
        webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
        if not (webhook.active and webhook.secret_sealed):
            raise NotReady
        call = _call(webhook, None, WebhookEvent.TEST, at)
        tested = WebhookTested(webhook.name, str(call.delivery))
        journal.write(tested, subject=webhook, by=by.principal, at=at)
    return call


def _call(webhook: Webhook, situation: Situation | None, event: WebhookEvent, at: datetime) -> WebhookCall:
    rung = situation.rung if situation else -1
    call = WebhookCall(webhook=webhook, situation=situation, event=event, rung=rung, delivery=uuid4(), made_at=at)
    call.save(force_insert=True)
    tries = 1 if event == WebhookEvent.TEST else 8  # who tests looks at the answer and presses again
    jobs.enqueue(
        CALL, payload={"call": call.pk}, key=str(call.pk), at=at, receiver=f"webhook {webhook.pk}",
        attempts_allowed=tries,
    )  # fmt: skip
    return call
