"""The confirmation goes to the client: into the open talk, and by the way of answering that they chose."""

from datetime import datetime

from anyqtama.cases import pushing
from anyqtama.cases.models import Case
from anyqtama.contacts import speaking
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import ContactState, Side
from anyqtama.people.models import Person


def tell(*, case: Case, text: str, by: Person, at: datetime) -> tuple[str, str]:
    """The reference of what was pushed, and the code of the channel; both empty where it was only said aloud."""
    reference = pushing.push(case, text, at)
    way = case.answer_channel.code if case.answer_channel and reference else ""
    contact = case.contact
    if contact is not None and contact.state in {ContactState.ACTIVE, ContactState.WRAP_UP}:
        contact = locked(contact)
        speaking.add(contact=contact, side=Side.STAFF, by=by.principal, at=at, text=text, person=by)
        way = way or contact.channel.code
    return reference, way
