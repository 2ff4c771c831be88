"""Facts of law by key and date: each answer carries its act, article, source and how sure we are of it."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel.models import Rule


class NoRule(Exception):
    """No fact of that key is in force on that day: nothing is guessed."""

    message = _("The rule that this needs is not loaded for that date. Ask the system administrator to add it.")

    def __init__(self, key: str, on: date) -> None:
        super().__init__(f"No rule {key!r} is in force on {on.isoformat()}")
        self.key, self.on = key, on


def rule(key: str, *, on: date) -> Rule:
    """The rule in force on the day; raises NoRule."""
    in_force = Rule.objects.filter(Q(valid_until=None) | Q(valid_until__gte=on), key=key, valid_from__lte=on)
    found = in_force.order_by("-valid_from").first()
    if found is None:
        raise NoRule(key, on)
    return found
