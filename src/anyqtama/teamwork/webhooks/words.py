"""What a call was about and what it ended in, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.teamwork.models import WebhookCall, WebhookEvent

EVENTS: Mapping[str, Promise] = {
    WebhookEvent.REPORTED: pgettext_lazy("webhook", "reported"),
    WebhookEvent.TOLD: pgettext_lazy("webhook", "the next in line told"),
    WebhookEvent.ACKNOWLEDGED: pgettext_lazy("webhook", "acknowledged"),
    WebhookEvent.RESOLVED: pgettext_lazy("webhook", "resolved"),
    WebhookEvent.TEST: pgettext_lazy("webhook", "test"),
}
PROBLEMS: Mapping[str, Promise] = {
    "form": _("This is no address. Write it as https://monitoring.example.kz/hook, without a name or password."),
    "plain": _("Only https:// is sent to: what goes over plain http:// can be read and changed on its way."),
    "inside": _("This address lies inside the own network. ANYQTAMA_WEBHOOKS_INSIDE=1 allows such addresses."),
    "forbidden": _("This address is never sent to: link-local, reserved, or where a cloud keeps its keys."),
    "name": _("The name server does not know this name."),
    "unreachable": _("Nobody answers at this address."),
    "late": _("No answer within five seconds."),
    "certificate": _("The certificate of the receiver is not trusted."),
    "no_http": _("What answered is no web server."),
    "redirect": _("The receiver leads elsewhere; that is not followed. Write the address it leads to."),
    "answer": _("The receiver refused it."),
    "secret": _("The secret cannot be read any more. Make a new one."),
    "off": _("It was out of use."),
}


def outcome(call: WebhookCall) -> str:
    if call.delivered_at:
        return _now("delivered, %(status)s") % {"status": call.status}
    why = f"{PROBLEMS[call.problem]} ({call.status})" if call.status else str(PROBLEMS.get(call.problem, ""))
    if call.given_up_at:
        return why
    return _now("%(why)s It is tried again.") % {"why": why} if call.tries else _now("waits to be sent")


def outcome_shape(call: WebhookCall) -> str:
    if call.delivered_at:
        return "good"
    return "bad" if call.given_up_at else "attention" if call.tries else "running"
