"""What became of answers that were pushed to a telephone or mailbox."""

from collections.abc import Iterable
from dataclasses import dataclass

from anyqtama.cases.models import Answer
from anyqtama.channels.models import OutboundMessage, OutboundState
from anyqtama.channels.words import FARES


@dataclass(frozen=True, slots=True)
class Sending:
    channel: str
    address: str
    shape: str
    word: str


def sendings(answers: Iterable[Answer]) -> dict[str, Sending]:
    """Reference of an answer → where it went and how it fared. One query."""
    references = [int(answer.sent_reference) for answer in answers if answer.sent_reference.isdigit()]
    rows = OutboundMessage.objects.filter(pk__in=references).select_related("channel")
    found = {}
    for row in rows:
        shape, word = FARES[OutboundState(row.state)]
        found[str(row.pk)] = Sending(str(row.channel), row.address_masked, shape, str(word))
    return found
