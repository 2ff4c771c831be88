"""Somebody opened a client's card: reads of personal data go to the access log, apart from the journal of changes."""

from datetime import datetime

from anyqtama.clients.models import Client, Look
from anyqtama.people.models import Person


def look(*, client: Client, by: Person, why: Look.Why, at: datetime) -> Look:
    made = Look(client=client, person=by, why=why, at=at)
    made.save(force_insert=True)
    return made
