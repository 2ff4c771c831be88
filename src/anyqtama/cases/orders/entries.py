"""What the journal says of advice and orders. The client's words are personal or stay in the rows."""

from dataclasses import dataclass, field
from typing import ClassVar

from anyqtama.kernel.journal import PERSONAL, Body


@dataclass(frozen=True, slots=True)
class NeedTaken(Body):
    """`topic` may be empty."""

    kind: ClassVar[str] = "need.taken"
    version: ClassVar[int] = 1
    need: int
    topic: str
    language: str
    words: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class NeedConfirmed(Body):
    """Read back in the operator's words; the client said that it is so."""

    kind: ClassVar[str] = "need.confirmed"
    version: ClassVar[int] = 1
    need: int
    read_back: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class ServiceOffered(Body):
    """`way`: match, asked_next, chosen."""

    kind: ClassVar[str] = "service.offered"
    version: ClassVar[int] = 1
    need: int
    offering: str
    way: str


@dataclass(frozen=True, slots=True)
class OfferDecided(Body):
    """`outcome`: accepted, refused; `refusal`: the code of the reason."""

    kind: ClassVar[str] = "service.offer_decided"
    version: ClassVar[int] = 1
    need: int
    offering: str
    outcome: str
    refusal: str


@dataclass(frozen=True, slots=True)
class LineWritten(Body):
    """`changed`: names of what differs from before, empty for a new line; sums in tenge as text."""

    kind: ClassVar[str] = "order.line_written"
    version: ClassVar[int] = 1
    number: str
    line: int
    offering: str
    quantity: int
    unit_price: str
    discount_percent: int
    total: str
    changed: list[str]


@dataclass(frozen=True, slots=True)
class LineCancelled(Body):
    kind: ClassVar[str] = "order.line_cancelled"
    version: ClassVar[int] = 1
    number: str
    line: int
    offering: str


@dataclass(frozen=True, slots=True)
class OrderConfirmed(Body):
    """`channel`: by what the confirmation went to the client, empty when it was only said."""

    kind: ClassVar[str] = "order.confirmed"
    version: ClassVar[int] = 1
    number: str
    confirmation: int
    lines: int
    total: str
    channel: str
    language: str
