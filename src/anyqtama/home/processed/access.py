"""Who keeps papers on processed requests: the desk its own, leads and heads those of their people."""

from django.db.models import QuerySet

from anyqtama.people.access import Rights, under, units_led
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK, HEADS, LEADS

RIGHTS: Rights = {"processed.see": DESK | LEADS | HEADS}


def people_of(reader: Person) -> QuerySet[Person]:
    """Whose papers the reader may open: always their own."""
    own = Person.objects.filter(pk=reader.pk)
    if not reader.roles & (LEADS | HEADS):
        return own
    led = Person.objects.filter(under(units_led(reader), "unit__path"), is_active=True, grants__role__in=DESK | LEADS)
    return (own | led).distinct().order_by("family_name", "given_name")
