"""The client's page is open: the place in the queue is kept, and a wait is counted to here if they vanish."""

from datetime import datetime

from anyqtama.contacts.models import Contact


def seen(*, contact: Contact, at: datetime) -> None:
    Contact.objects.open().filter(pk=contact.pk, client_seen_at__lt=at).update(client_seen_at=at)
