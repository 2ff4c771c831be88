"""Whom a rung of the ladder means for a case now; nobody's absence stops it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anyqtama.cases.models import Case, Rung
from anyqtama.people.models import Person, Presence
from anyqtama.teamwork.situations.line import next_managers

ABOVE: Mapping[str, int] = {Rung.LEAD: -1, Rung.HEAD: 0}
"""The rung of the managers' line below the one that is meant."""


@dataclass(frozen=True, slots=True)
class Told:
    """`instead`: the owner who is away, so that somebody else may take the case over."""

    people: Sequence[Person]
    instead: Person | None


def told(case: Case, rung: str) -> Told:
    """An owner who is away is told too, where they have an account; their lead is told with them."""
    owner, unit = case.owner, case.owner.unit or case.department
    gone = away(owner)
    if rung == Rung.OWNER and not gone:
        return Told([owner], None)
    _rung, managers = next_managers(unit, ABOVE.get(rung, -1), owner)
    people = [*managers, *([owner] if owner.is_active and (rung == Rung.OWNER or not managers) else [])]
    return Told(people, owner if gone else None)


def away(person: Person) -> bool:
    """The account has ended, or they are not on shift."""
    return not person.is_active or not Presence.objects.on_shift().filter(person=person).exists()
