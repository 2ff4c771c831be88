"""Which live hints of contacts a person of the staff may follow: those of contacts they see."""

from anyqtama.contacts.models import Contact
from anyqtama.people import access
from anyqtama.people.live_access import Listener


def follows_contact(listener: Listener, contact_id: str) -> bool:
    if listener.person is None or not contact_id.isdecimal() or len(contact_id) > 18:
        return False
    return access.visible(listener.person, Contact).filter(pk=int(contact_id)).exists()
