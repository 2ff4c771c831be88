"""One webhook: what it is told, the secret (shown once, in the answer itself), a test, and the last deliveries."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anyqtama.administration.kinds.webhooks import WEBHOOKS
from anyqtama.administration.known import Known
from anyqtama.administration.views import attempt, form_page
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.teamwork.models import Webhook
from anyqtama.teamwork.webhooks import announcing, securing
from anyqtama.teamwork.webhooks.words import EVENTS, outcome, outcome_shape

SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_right("settings.edit")
def page(request: AuthenticatedRequest, webhook_id: int) -> HttpResponse:
    """`act`: secret or test; without it the form is saved."""
    row, act, secret = access.fetch(request.user, Webhook, pk=webhook_id), request.POST.get("act"), ""
    if act == "test":
        return test(request, row)
    if act == "secret":
        secret = securing.give(webhook=row, by=request.user, at=timezone.now())
        row = access.fetch(request.user, Webhook, pk=webhook_id)
    form = WEBHOOKS.form(request.POST if request.method == "POST" and not act else None, row=row, known=Known())
    if form.is_bound and form.is_valid():
        if attempt(request, WEBHOOKS, row, form) is not None:
            return redirect(request.path)
        row = access.fetch(request.user, Webhook, pk=webhook_id)
    shown = {"secret": secret, "calls": calls(row), "waits": row.calls.waiting().exists()}
    return form_page(request, WEBHOOKS, row, form, template="administration/webhook.html", **shown)


def test(request: AuthenticatedRequest, row: Webhook) -> HttpResponse:
    try:
        announcing.try_out(webhook=row, by=request.user, at=timezone.now())
    except announcing.NotReady as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The test is on its way. Its outcome appears among the deliveries."))
    return redirect(request.path)


def calls(row: Webhook) -> list[dict[str, object]]:
    """The newest first."""
    return [
        {
            "at": call.tried_at or call.made_at,
            "what": EVENTS[call.event],
            "number": call.situation.number if call.situation else "",
            "outcome": outcome(call),
            "shape": outcome_shape(call),
            "tries": call.tries,
        }
        for call in row.calls.select_related("situation").order_by("-made_at", "-pk")[:SHOWN]
    ]
