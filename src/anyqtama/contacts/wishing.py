"""How and when the client wants the later answer, said as a line of the contact that colleagues see."""

from datetime import datetime, time
from typing import Any

from django.db import transaction

from anyqtama.contacts import speaking
from anyqtama.contacts.locking import locked
from anyqtama.contacts.models import Contact
from anyqtama.kernel.principal import Principal


def wish(*, contact: Contact, channel: str, masked: str, after: time | None, by: Principal, at: datetime) -> Contact:
    """`channel`: a channel kind; `masked`: the address as it may be shown; `after`: not before this time of day."""
    with transaction.atomic():
        contact = locked(contact)
        said: dict[str, Any] = {"channel": channel, "address": masked, "after": f"{after:%H:%M}" if after else ""}
        speaking.event(contact, "answer_wished", at=at, by=by, **said)
    return contact
