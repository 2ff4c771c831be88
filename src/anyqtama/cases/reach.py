"""Which cases a person reaches by their own roles: desk and quality all, leads and heads those of their units."""

from django.db.models import Q

from anyqtama.cases.models import Case
from anyqtama.people.access import under, units_led
from anyqtama.people.models import Person, Unit
from anyqtama.people.roles import DESK, QUALITY


def within(person: Person) -> Q:
    if person.roles & (QUALITY | DESK):
        return ~Q(pk__in=[])  # everything; an empty Q would vanish in an "or"
    return led(person)


def led(person: Person) -> Q:
    """What one leads, and one's own. By lists of ids, not by joins: so the database walks the cases in their order."""
    prefixes = units_led(person)
    if prefixes is None:
        return ~Q(pk__in=[])
    people, units = Person.objects.filter(under(prefixes, "unit__path")), Unit.objects.filter(under(prefixes, "path"))
    return Q(owner__in=people.values("pk")) | Q(department__in=units.values("pk")) | Q(owner=person)


def reaches(person: Person, case: Case) -> bool:
    return Case.objects.filter(within(person), pk=case.pk).exists()
