"""Words of the wall."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.kernel.labels import label
from anyqtama.metrics.words import FORMULAS
from anyqtama.teamwork.models import Alert
from anyqtama.ui import moments

STATES: dict[str, str | Promise] = {
    "on_contact": pgettext_lazy("people now", "On a contact"),
    "free": pgettext_lazy("people now", "Free"),
    "wrap_up": pgettext_lazy("people now", "Wrap-up"),
    "break": pgettext_lazy("people now", "Break"),
    "training": pgettext_lazy("people now", "Training"),
    "other": pgettext_lazy("people now", "Other work"),
    "away": pgettext_lazy("people now", "Not at the desk"),
}
ALERTS = {"queue.long_wait": _("%(queue)s: waiting longer than %(time)s")}


def alert(raised: Alert) -> str:
    limit = moments.span(raised.facts.get("limit_seconds", 0))
    return str(ALERTS[raised.kind]) % {"queue": label(raised.names), "time": limit}


def formula(letter: str) -> str | Promise:
    return FORMULAS[f"service_level_{letter.lower()}"]
