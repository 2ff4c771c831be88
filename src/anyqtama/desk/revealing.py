"""A line of a talk whole, with the numbers that are covered on the screen: each look is noted."""

from datetime import datetime

from django.db import transaction

from anyqtama.clients import looking
from anyqtama.clients.models import Look
from anyqtama.contacts.models import Message
from anyqtama.desk.entries import LineRevealed
from anyqtama.kernel import journal
from anyqtama.people.models import Person


def reveal_line(*, message: Message, by: Person, at: datetime) -> str:
    contact = message.contact
    with transaction.atomic():
        if contact.client:
            looking.look(client=contact.client, by=by, why=Look.Why.COMPARING, at=at, field="contact.text")
        journal.write(LineRevealed(message.seq), subject=contact, by=by.principal, at=at)
    return message.text
