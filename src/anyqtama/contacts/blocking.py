"""Abuse: the client is kept out for a time, with a reason; the running talk ends."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients import blocking as client_blocking
from anyqtama.contacts import ending
from anyqtama.contacts.conversation import NotTheOwner
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact, ContactState, EndedHow
from anyqtama.people.models import Person


class NobodyToBlock(Exception):
    message = _("This contact has no client card yet, so there is nobody to block.")


def block(*, contact: Contact, by: Person, reason: str, hours: int, at: datetime) -> Contact:
    with transaction.atomic():
        contact = locked(contact)
        if contact.owner_id != by.pk:
            raise NotTheOwner
        if contact.client is None:
            raise NobodyToBlock
        client_blocking.block(client=contact.client, by=by, reason=reason, until=at + timedelta(hours=hours), at=at)
        if contact.state == ContactState.ACTIVE:
            ending.finish(contact, how=EndedHow.BLOCKED, by=by.principal, at=at)
    return contact
