"""Who is told of a situation, in which order: leads of the group, then the head of the unit, then the director."""

from collections.abc import Sequence

from django.db.models import Q

from anyqtama.people.models import Person, Presence, Unit
from anyqtama.people.roles import LEADS, Role

RUNGS: Sequence[frozenset[Role]] = (LEADS, frozenset({Role.HEAD}), frozenset({Role.DIRECTOR}))


def managers(unit: Unit | None, rung: int, without: Person) -> list[Person]:
    """Those of `rung` whose grant covers the unit: who is on shift now, or all of them when none is."""
    covering = Q(grants__unit=None)
    if unit is not None:
        ids = [int(part) for part in unit.path.split("/") if part]
        covering |= Q(grants__unit__in=ids)
    people = list(
        Person.objects.filter(covering, is_active=True, grants__role__in=RUNGS[rung])
        .exclude(pk=without.pk)
        .distinct()
        .order_by("pk")
    )
    there = set(Presence.objects.on_shift().filter(person__in=people).values_list("person_id", flat=True))
    return [person for person in people if person.pk in there] or people


def next_managers(unit: Unit | None, above: int, without: Person) -> tuple[int, list[Person]]:
    """The first rung above `above` with anybody in it, or (the last rung, nobody)."""
    for rung in range(above + 1, len(RUNGS)):
        if found := managers(unit, rung, without):
            return rung, found
    return len(RUNGS) - 1, []
