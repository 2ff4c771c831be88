"""Who can lead a case, and who can do a part of it."""

from collections.abc import Iterable
from itertools import groupby

from anyqtama.people.models import Person
from anyqtama.people.models.person import PersonQuery
from anyqtama.people.roles import DESK, LEADS


def working() -> PersonQuery:
    """Who can lead one: people who work at desks or lead them."""
    people: PersonQuery = Person.objects.get_queryset().working().in_role(*DESK, *LEADS)
    return people.order_by("family_name", "given_name", "pk")


def of_departments() -> PersonQuery:
    """Everybody who works somewhere: who does a part of a case need not work at a desk."""
    people: PersonQuery = Person.objects.get_queryset().working().filter(unit__active=True)
    return people.select_related("unit").order_by("unit__path", "family_name", "given_name", "pk")


def by_department(people: Iterable[Person]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices of a list, grouped under the departments."""
    return [(unit, [(one.pk, str(one)) for one in group]) for unit, group in groupby(people, lambda one: str(one.unit))]
