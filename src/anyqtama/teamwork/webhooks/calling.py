"""The job of a call: one try, its outcome on the call; the job table tries again, and the last try gives up."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from anyqtama.kernel import journal, secrecy
from anyqtama.kernel.models import Job
from anyqtama.kernel.posting import sending
from anyqtama.kernel.principal import Principal
from anyqtama.teamwork.entries import WebhookCalled
from anyqtama.teamwork.models import WebhookCall
from anyqtama.teamwork.webhooks import saying

CALLER = Principal.system("webhooks")


class NotDelivered(Exception):
    """Raised for the job table, which tries again."""


def call(job: Job, at: datetime) -> None:
    """The handler. A call that has ended, or whose webhook was removed or switched off meanwhile, is not made."""
    rows = WebhookCall.objects.waiting().select_related("webhook", "situation__kind", "situation__unit")
    one = rows.filter(pk=job.payload["call"]).first()
    if one is None:
        return
    if not (one.webhook.active and one.webhook.secret_sealed):
        _note(one, None, "off", last=True, at=at)
        return
    status, problem = _try(one, at)
    _note(one, status, problem, last=job.attempts >= job.attempts_allowed, at=at)
    if problem:
        raise NotDelivered(f"{one.webhook.name}: {problem} {status or ''}".strip())


def _try(one: WebhookCall, at: datetime) -> tuple[int | None, str]:
    said = saying.body(one, at)
    try:
        secret = secrecy.decrypt(one.webhook.secret_sealed)
    except ValueError:
        return None, "secret"
    try:
        status = sending.post(
            address=one.webhook.address, body=said, headers=saying.headers(one, said, secret, at),
            inside=settings.WEBHOOKS_INSIDE,
        )  # fmt: skip
    except sending.NotPosted as fault:
        return None, fault.why
    if 200 <= status < 300:
        return status, ""
    return status, "redirect" if 300 <= status < 400 else "answer"


def _note(one: WebhookCall, status: int | None, problem: str, *, last: bool, at: datetime) -> None:
    with transaction.atomic():
        held = WebhookCall.objects.select_for_update().filter(pk=one.pk, delivered_at=None).first()
        if held is None:  # removed, or delivered by a twin of this try
            return
        held.status, held.problem, held.tried_at, held.tries = status, problem, at, held.tries + 1
        if not problem:
            held.delivered_at = at
        elif last:
            held.given_up_at = at
        held.save(update_fields=["status", "problem", "tried_at", "tries", "delivered_at", "given_up_at"])
        if held.delivered_at or held.given_up_at:
            number = one.situation.number if one.situation else ""
            told = WebhookCalled(number, one.event, str(one.delivery), not problem, held.tries, status, problem)
            journal.write(told, subject=one.webhook, by=CALLER, at=at)
