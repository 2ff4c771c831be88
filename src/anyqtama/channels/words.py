"""How a text that was handed over fares, as screens say it: a shape and a word."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from anyqtama.channels.models import OutboundState

FARES: Mapping[OutboundState, tuple[str, str | Promise]] = {
    OutboundState.WAITING: ("neutral", pgettext_lazy("message", "being sent")),
    OutboundState.SENT: ("info", pgettext_lazy("message", "sent")),
    OutboundState.DELIVERED: ("good", pgettext_lazy("message", "delivered")),
    OutboundState.REFUSED: ("bad", pgettext_lazy("message", "not delivered")),
    OutboundState.UNCERTAIN: ("attention", pgettext_lazy("message", "delivery uncertain")),
}
