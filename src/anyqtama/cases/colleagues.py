"""Who can lead a case: people who work at desks or lead them."""

from anyqtama.people.models import Person
from anyqtama.people.models.person import PersonQuery
from anyqtama.people.roles import DESK, LEADS


def working() -> PersonQuery:
    people: PersonQuery = Person.objects.get_queryset().working().in_role(*DESK, *LEADS)
    return people.order_by("family_name", "given_name", "pk")
