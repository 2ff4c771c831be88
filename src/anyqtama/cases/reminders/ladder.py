"""Whom a rung of the ladder means for a case now; nobody's absence stops it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from anyqtama.cases import deputies
from anyqtama.cases.models import Case, Rung
from anyqtama.people import absences
from anyqtama.people.models import Person, Presence
from anyqtama.teamwork.situations.line import next_managers

ABOVE: Mapping[str, int] = {Rung.LEAD: -1, Rung.HEAD: 0}
"""The rung of the managers' line below the one that is meant."""


@dataclass(frozen=True, slots=True)
class Told:
    """`instead`: the owner who is away, so that somebody else may take the case over."""

    people: Sequence[Person]
    instead: Person | None


def told(case: Case, rung: str, at: datetime) -> Told:
    """An owner who is away is told too, where they have an account; with them their deputy, or their lead.

    A deputy of whoever is told is told beside them.
    """
    owner, unit = case.owner, case.owner.unit or case.department
    gone = away(owner)
    planned = deputies.deputy_of(case, owner, at)
    if rung == Rung.OWNER and planned and not away(planned.deputy):
        return Told([planned.deputy, *([owner] if owner.is_active else [])], owner)
    if rung == Rung.OWNER and not gone:
        return Told(_with_deputies(case, [owner], at), owner if planned else None)
    _rung, managers = next_managers(unit, ABOVE.get(rung, -1), owner)
    people = [*managers, *([owner] if owner.is_active and (rung == Rung.OWNER or not managers) else [])]
    return Told(_with_deputies(case, people, at), owner if gone or planned else None)


def _with_deputies(case: Case, people: Sequence[Person], at: datetime) -> list[Person]:
    absent = absences.running([person.pk for person in people], timezone.localdate(at)).values()
    found = [row.deputy for row in absent if deputies.may_stand_in(case, row.person, row.deputy)]
    return list({person.pk: person for person in (*people, *found)}.values())


def away(person: Person) -> bool:
    """The account has ended, or they are not on shift."""
    return not person.is_active or not Presence.objects.on_shift().filter(person=person).exists()
