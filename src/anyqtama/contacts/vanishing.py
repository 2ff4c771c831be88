"""A person's desk fell silent: they are set away and their contacts return to the queue at their old place."""

from datetime import datetime, timedelta

from anyqtama.contacts import transferring
from anyqtama.contacts.models import Contact, ContactState
from anyqtama.kernel.principal import Principal
from anyqtama.people import presence
from anyqtama.people.models import Presence, StateKind

WATCH = Principal.system("presence")
LEFT_FOR_TODAY = timedelta(minutes=15)


def sweep(*, at: datetime) -> int:
    """Return the contacts of everyone whose heartbeat is lost. Telephone calls stay: the PBX holds the line."""
    returned = 0
    for row in Presence.objects.vanished(at).select_related("person", "state"):
        if row.state.kind == StateKind.AVAILABLE:  # first: their contacts must not ring at the same empty desk
            presence.set_away(person=row.person, at=at, reason="vanished")
        elif row.state.kind == StateKind.AWAY and row.heartbeat_at < at - LEFT_FOR_TODAY:
            presence.set_offline(person=row.person, at=at)
        running = Contact.objects.filter(owner=row.person, state=ContactState.ACTIVE).exclude(channel__kind="phone")
        for contact in running:
            try:
                transferring.take_back(contact=contact, by=WATCH, at=at)
            except transferring.CannotTransfer:  # closed a moment ago
                continue
            returned += 1
    return returned
