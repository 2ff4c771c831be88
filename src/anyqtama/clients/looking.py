"""Somebody opened a client's card: reads of personal data go to the access log, apart from the journal of changes."""

from datetime import datetime

from anyqtama.clients.models import Client, Look
from anyqtama.people.models import Person


def look(*, client: Client, by: Person, why: Look.Why, at: datetime, field: str = "") -> Look:
    """`field`: the one that was looked at by itself, as the register names it."""
    made = Look(client=client, person=by, why=why, at=at, field=field)
    made.save(force_insert=True)
    return made


def look_once(*, client: Client, by: Person, why: Look.Why, since: datetime, at: datetime) -> None:
    """The same look again since a moment is the same look."""
    if not Look.objects.filter(client=client, person=by, why=why, at__gte=since).exists():
        look(client=client, by=by, why=why, at=at)
