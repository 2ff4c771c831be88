"""Taking a contact's row for a change. Everything a verb reads of the contact it reads after this."""

from anyqtama.contacts.models import Contact


def locked(contact: Contact) -> Contact:
    """The contact as it is now, locked until the transaction ends."""
    rows = Contact.objects.select_related("queue", "channel", "topic", "client", "owner")
    return rows.select_for_update(of=("self",)).get(pk=contact.pk)
