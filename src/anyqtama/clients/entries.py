"""What the journal says about clients."""

from dataclasses import dataclass, field
from typing import ClassVar

from anyqtama.kernel.journal import PERSONAL, Body


@dataclass(frozen=True, slots=True)
class Consented(Body):
    kind: ClassVar[str] = "client.consented"
    version: ClassVar[int] = 1
    notice: int
    language: str
    how: str


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Body):
    kind: ClassVar[str] = "client.consent_withdrawn"
    version: ClassVar[int] = 1
    notice: int


@dataclass(frozen=True, slots=True)
class Named(Body):
    """A client's name or contact data changed; what it was and is, erasable."""

    kind: ClassVar[str] = "client.changed"
    version: ClassVar[int] = 1
    fields: list[str]
    before: dict[str, str] = field(metadata=PERSONAL)
    after: dict[str, str] = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class BlockedClient(Body):
    kind: ClassVar[str] = "client.blocked"
    version: ClassVar[int] = 1
    until: str
    reason: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class Revealed(Body):
    """Somebody looked at a masked value in full."""

    kind: ClassVar[str] = "client.revealed"
    version: ClassVar[int] = 1
    what: str
