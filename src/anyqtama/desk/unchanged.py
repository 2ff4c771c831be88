"""Whether a look at an open desk would learn anything: while there is no live channel, most looks would not."""

import hashlib
from datetime import datetime

from django.db.models import Q

from anyqtama.contacts.models import Consultation, Contact, Offer
from anyqtama.people.models import Person

WHOLE_EVERY_SECONDS = 10
"""After so long a mark is stale: what it does not name (a name, a colleague's look) is seen then."""
FACTS = (
    "pk", "seq", "state", "owner_id", "topic_id", "client_id", "client_read_seq", "staff_read_seq", "held_since",
    "queue_id", "silence_warned_at", "ended_at", "preview",
)  # fmt: skip


def mark(person: Person, opened: str, *, at: datetime) -> str:
    """What stands on the desk of ``person`` with contact ``opened`` ("": none) in front. Three narrow queries."""
    shown = Contact.objects.running().owned_by(person)
    if opened.isdecimal() and len(opened) < 19:
        shown = Contact.objects.filter(Q(pk__in=shown.values("pk")) | Q(pk=int(opened)))
    facts: list[object] = [
        *shown.order_by("pk").values_list(*FACTS),
        *Offer.objects.pending().filter(person=person, expires_at__gt=at).order_by("pk").values_list("pk"),
        *Consultation.objects.filter(asked=person, answered_at=None).order_by("pk").values_list("pk", "asked_at"),
        (int(at.timestamp()) + person.pk) // WHOLE_EVERY_SECONDS,  # not all desks in the same second
    ]
    return hashlib.blake2s(repr(facts).encode(), digest_size=12).hexdigest()
