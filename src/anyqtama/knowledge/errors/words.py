"""States of a known error as screens say them: a shape and a word."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.knowledge.models import KnownError

STATES: Mapping[str, tuple[str, Promise]] = {
    KnownError.State.OPEN: ("bad", pgettext_lazy("known error", "no help known yet")),
    KnownError.State.WORKAROUND: ("attention", pgettext_lazy("known error", "there is a workaround")),
    KnownError.State.FIXED: ("good", pgettext_lazy("known error", "put right")),
}
TITLES: Mapping[str, Promise] = {
    "symptoms": _("How it shows"),
    "cause": pgettext_lazy("known error", "Cause"),
    "workaround": pgettext_lazy("known error", "Workaround"),
    "fix": pgettext_lazy("known error", "What puts it right"),
}
