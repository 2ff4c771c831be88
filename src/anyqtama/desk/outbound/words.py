"""What states, refusals and purposes of outbound lists are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.clients.words import PURPOSES
from anyqtama.contacts.models import ListState, RowState
from anyqtama.contacts.outbound import fitness

__all__ = ["LISTS", "PURPOSES", "ROWS", "WHY"]

LISTS: Mapping[str, tuple[Promise, str]] = {
    ListState.DRAFT: (pgettext_lazy("outbound list", "being made"), "neutral"),
    ListState.RUNNING: (pgettext_lazy("outbound list", "running"), "running"),
    ListState.PAUSED: (pgettext_lazy("outbound list", "paused"), "attention"),
    ListState.STOPPED: (pgettext_lazy("outbound list", "stopped"), "info"),
}
"""State → (word, shape)."""
ROWS: Mapping[str, tuple[Promise, str]] = {
    RowState.WAITING: (pgettext_lazy("client of a list", "to contact"), "neutral"),
    RowState.TAKEN: (pgettext_lazy("client of a list", "in hand"), "running"),
    RowState.DONE: (pgettext_lazy("client of a list", "done"), "good"),
    RowState.REFUSED: (pgettext_lazy("client of a list", "may not be contacted"), "bad"),
}
WHY: Mapping[str, Promise] = {
    fitness.ERASED: pgettext_lazy("why not contacted", "the card was erased"),
    fitness.SILENT: pgettext_lazy("why not contacted", "asked not to be contacted"),
    fitness.BLOCKED: pgettext_lazy("why not contacted", "is blocked"),
    fitness.NO_CONSENT: pgettext_lazy("why not contacted", "no consent for this purpose"),
    fitness.NO_ADDRESS: pgettext_lazy("why not contacted", "no number or address for this channel"),
    fitness.MOST_ATTEMPTS: pgettext_lazy("why not contacted", "not reached in the allowed attempts"),
    fitness.WRONG_ADDRESS: pgettext_lazy("why not contacted", "the number is wrong"),
}
RULES = _("Consent, wishes for silence and allowed hours are asked again at each attempt.")
