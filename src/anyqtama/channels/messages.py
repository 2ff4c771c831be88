"""What passes between adapters and the contact floor. Adapters never see a contact."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message that came in, whatever the channel.

    `conversation` is the channel's own name of the talk (a visit, a mail thread); `key` is the channel's own name of
    this message: the same key in the same conversation is the same message, however often it is delivered.
    """

    channel: str
    conversation: str
    key: str
    text: str
    language: str
    called: str = ""
    topic: str = ""
    queue: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with a text, where the channel can carry one."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outbound:
    """One text to send. `key` stays the same over retries, so that a careful provider can drop a double."""

    key: str
    address: str
    text: str
    language: str
    subject: str = ""
    enclosed: Enclosed | None = None


class ReceiptState(StrEnum):
    SENT = "sent"
    DELIVERED = "delivered"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the provider said. UNCERTAIN: it may have been sent, so nobody may blindly send again."""

    state: ReceiptState
    external_id: str = ""
    reason: str = ""
