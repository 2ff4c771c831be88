"""Why two cases are alike, in words."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

REASONS: Mapping[str, Promise] = {
    "topic": pgettext_lazy("alike", "the same topic"),
    "group": pgettext_lazy("alike", "the same group of topics"),
    "words": pgettext_lazy("alike", "words"),
    "address": pgettext_lazy("alike", "the same street"),
    "field": pgettext_lazy("alike", "the same"),
    "district": pgettext_lazy("alike", "the same district"),
}


def reasons(why: Sequence[Sequence[str]]) -> str:
    """the same topic · words: lift, stuck · the same street"""
    return " · ".join(": ".join([str(REASONS[one[0]]), *one[1:]]) for one in why)
