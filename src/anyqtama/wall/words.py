"""Words of the wall."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.metrics.words import FORMULAS

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


def formula(letter: str) -> str | Promise:
    return FORMULAS[f"service_level_{letter.lower()}"]
