"""Showing a masked value in full: each look is journalled."""

from datetime import datetime

from anyqtama.clients.entries import Revealed
from anyqtama.clients.models import Identity
from anyqtama.kernel import journal, secrecy
from anyqtama.people.models import Person


def reveal(*, identity: Identity, by: Person, at: datetime) -> str:
    journal.write(Revealed(identity.kind), subject=identity.client, by=by.principal, at=at)
    return secrecy.decrypt(identity.value_sealed)
