"""How many people of a unit may be on a break at once. A lead sets it; choosing a break keeps to it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.people.entries import BreakLimitSet
from anyqtama.people.models import BreakLimit, Person, Presence, StateKind, Unit

LARGEST = 32_767
"""What the column holds."""


class TooManyOnBreak(Exception):
    message = _("As many colleagues as allowed are on a break now. Try again when one comes back, or ask your lead.")


class LimitNegative(Exception):
    message = _("Write how many people may be on a break at once, or leave it empty for no limit.")


def set_limit(*, unit: Unit, most: int | None, by: Person, at: datetime) -> None:
    """`most` None: no limit."""
    if most is not None and not 0 <= most <= LARGEST:
        raise LimitNegative
    with transaction.atomic():
        limit = BreakLimit.objects.select_for_update().filter(unit=unit).first()
        before = limit.most if limit else None
        if before == most:
            return
        if most is None:
            BreakLimit.objects.filter(unit=unit).delete()
        else:
            BreakLimit.objects.update_or_create(unit=unit, defaults={"most": most})
        journal.write(BreakLimitSet(before, most), subject=unit, by=by.principal, at=at)


def check(person: Person) -> None:
    """Refuse when a unit above the person has as many people on a break as its limit. Locks the limit's row."""
    if person.unit is None:
        return
    above = [int(pk) for pk in person.unit.path.split("/") if pk]
    limits = BreakLimit.objects.select_for_update(of=("self",)).select_related("unit").filter(unit__in=above)
    for limit in limits.order_by("unit_id"):
        on_break = Presence.objects.filter(state__kind=StateKind.BREAK, person__unit__path__startswith=limit.unit.path)
        if on_break.exclude(person=person).count() >= limit.most:
            raise TooManyOnBreak
