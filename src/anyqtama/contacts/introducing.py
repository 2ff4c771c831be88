"""A visitor who wrote without a name gives it: the running contact gets the client's card."""

from datetime import datetime

from django.db import transaction

from anyqtama.clients.models import Client
from anyqtama.contacts import speaking
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact
from anyqtama.kernel.principal import Principal


def introduce(*, contact: Contact, client: Client, by: Principal, at: datetime) -> Contact:
    """A contact that already has a card keeps it."""
    with transaction.atomic():
        contact = locked(contact)
        if contact.client_id is None:
            contact.client, contact.called = client, client.name[:200]
            speaking.event(contact, "introduced", at=at, by=by, name=contact.called)
    return contact
