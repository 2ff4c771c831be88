"""A lead raises or lowers the priority of a waiting contact."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts import routing
from anyqtama.contacts.entries import Prioritised
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ContactState
from anyqtama.kernel import journal, live
from anyqtama.people.models import Person

HIGHEST = 9


class NotWaiting(Exception):
    message = _("Only a waiting contact has a priority to change.")


class PriorityOutOfRange(Exception):
    message = _("Priority is a whole number from -9 to 9.")


def prioritise(*, contact: Contact, by: Person, priority: int, at: datetime) -> Contact:
    if abs(priority) > HIGHEST:
        raise PriorityOutOfRange
    with transaction.atomic():
        contact = locked(contact)
        if contact.state not in {ContactState.WAITING, ContactState.OFFERED}:
            raise NotWaiting
        before, contact.priority = contact.priority, priority
        contact.save(update_fields=["priority"])
        journal.write(Prioritised(before, priority), subject=contact, by=by.principal, at=at)
        live.hint("wall")
        routing.soon(at=at)
    return contact
