"""How a word went to the client, as screens say it: a shape and a word."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WAYS: Mapping[str, tuple[str, Promise]] = {
    "chat": ("good", pgettext_lazy("way of a word", "in the talk")),
    "sms": ("good", pgettext_lazy("way of a word", "by SMS")),
    "email": ("good", pgettext_lazy("way of a word", "by e-mail")),
    "page": ("attention", pgettext_lazy("way of a word", "only on the page of states")),
    "refused": ("bad", pgettext_lazy("way of a word", "not done")),
}
