"""Whether a look would learn anything: one narrow query answers most of those that no hint caused."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from anyqtama.contacts.models import Contact, ContactState
from anyqtama.portal import throttling, visiting
from anyqtama.portal.models import Visit

WHOLE_EVERY_SECONDS = {True: 60, False: 30}
"""After so long, with the live channel and without, a mark is stale: what it does not name (a banner) is looked at."""
MOVING = frozenset({ContactState.WAITING, ContactState.OFFERED})
MOVES_EVERY_SECONDS = 30
"""Who waits sees the range change; an offer, an operator, a word are seen at once."""
COLUMNS = ("contact_id", "contact__seq", "contact__state", "contact__staff_read_seq", "contact__owner_id", "language")


def mark(visit: Visit, contact: Contact, *, at: datetime) -> str:
    """What the visitor has seen with this answer."""
    facts = (contact.pk, contact.seq, contact.state, contact.staff_read_seq, contact.owner_id, visit.language)
    return _written(visit.pk, facts, at)


def is_same(token: str, seen: str, *, at: datetime) -> bool:
    """Whether the visit behind the cookie still stands as the mark says. Counts as a read."""
    if not seen or not 0 < len(token) <= visiting.LONGEST_TOKEN:
        return False
    rows = Visit.objects.open(at).filter(token_hash=visiting.fingerprint(token), seen_at__gt=at - visiting.SEEN_EVERY)
    for pk, *facts in rows.values_list("pk", *COLUMNS):
        throttling.count(throttling.READS, str(pk), at=at)
        return seen == _written(pk, facts, at)
    return False


def _written(visit_id: int, facts: Sequence[object], at: datetime) -> str:
    """Each visit's mark ends at a second of its own: not all windows ask for everything at once."""
    seconds = MOVES_EVERY_SECONDS if facts[2] in MOVING else WHOLE_EVERY_SECONDS[settings.LIVE]
    return ".".join(map(str, (*facts, (int(at.timestamp()) + visit_id) // seconds)))
