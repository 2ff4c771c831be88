"""What a field says about itself so that ui/js/spelling.js attends to it."""

from django.urls import reverse
from django.utils.translation import gettext as _


def attributes(language: str) -> dict[str, str]:
    """`language`: in which the text is written; words of the other two are right as well."""
    return {
        "data-spelling": language,
        "data-spelling-check": reverse("spelling_check"),
        "data-spelling-suggest": reverse("spelling_suggest"),
        "data-spelling-teach": reverse("spelling_teach"),
        "data-spelling-add": _("Add to the organisation's dictionary"),
        "data-spelling-none": _("Nothing similar found"),
        "data-spelling-count": _("Unknown words"),
        "data-spelling-taught": _("Added. Nobody is asked about this word any more."),
    }
