"""To whom a lead can give a contact: colleagues they see who are available now."""

from anyqtama.contacts.models import Contact, ContactState
from anyqtama.people import access
from anyqtama.people.models import Person, Presence


def receivers(reader: Person) -> list[Person]:
    available = Presence.objects.available().filter(person__in=access.visible(reader, Person), person__is_active=True)
    return sorted((row.person for row in available.select_related("person")), key=str)


def may_reassign(reader: Person, contact: Contact) -> bool:
    """A contact that somebody else leads or that waits, for a lead of its queue or its owner."""
    states = {ContactState.ACTIVE, ContactState.WAITING, ContactState.OFFERED}
    own = contact.owner_id == reader.pk
    return not own and contact.state in states and access.may(reader, "contact.reassign", contact)
