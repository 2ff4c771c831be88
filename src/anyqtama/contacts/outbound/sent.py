"""What lists wrote to a client: between us as much as a talk is, though nobody talked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from anyqtama.channels.models import OutboundState
from anyqtama.channels.words import FARES
from anyqtama.clients.records import masking
from anyqtama.contacts.models import OutboundAttempt, OutboundList
from anyqtama.people import access
from anyqtama.people.models import Person


@dataclass(frozen=True, slots=True)
class Sent:
    """`text`: as it was written, with the numbers covered."""

    title: str
    channel: str
    by: str
    at: datetime
    shape: str
    word: str
    text: str


def sent(person: Person, clients: Collection[int]) -> QuerySet[OutboundAttempt]:
    """Messages of the lists that the reader sees, the newest first."""
    lists = access.visible(person, OutboundList).values("pk")
    rows = OutboundAttempt.objects.filter(row__client__in=clients, row__list__in=lists).exclude(message=None)
    return rows.select_related("message__channel", "row__list", "person").order_by("-began_at", "-pk")


def told(attempt: OutboundAttempt) -> Sent:
    message = attempt.message
    assert message is not None  # only such are asked for
    shape, word = FARES[OutboundState(message.state)]
    return Sent(
        title=attempt.row.list.name, channel=str(message.channel), by=str(attempt.person), at=attempt.began_at,
        shape=shape, word=str(word), text=masking.covered(message.text),
    )  # fmt: skip
