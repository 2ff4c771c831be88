"""What the journal says about clients."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from anyqtama.kernel.journal import PERSONAL, Body


@dataclass(frozen=True, slots=True)
class Consented(Body):
    kind: ClassVar[str] = "client.consented"
    version: ClassVar[int] = 2
    notice: int
    language: str
    how: str
    purpose: str = "service"


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Body):
    kind: ClassVar[str] = "client.consent_withdrawn"
    version: ClassVar[int] = 1
    notice: int


@dataclass(frozen=True, slots=True)
class Named(Body):
    """What a client's card says changed; what it was and is, erasable."""

    kind: ClassVar[str] = "client.changed"
    version: ClassVar[int] = 1
    fields: list[str]
    before: dict[str, Any] = field(metadata=PERSONAL)
    after: dict[str, Any] = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class IdentityChanged(Body):
    """A number or address was added to a card, removed or confirmed; kept masked."""

    kind: ClassVar[str] = "client.identity_changed"
    version: ClassVar[int] = 1
    what: str
    identity: str
    masked: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class Represented(Body):
    """Somebody may speak for a client from now on (`what` = made), or no more (ended)."""

    kind: ClassVar[str] = "client.represented"
    version: ClassVar[int] = 1
    what: str
    agent: int
    role: str
    powers: list[str]


@dataclass(frozen=True, slots=True)
class Merged(Body):
    """Another card was folded into this one (`what` = merged), or stands for itself again (undone)."""

    kind: ClassVar[str] = "client.merged"
    version: ClassVar[int] = 1
    what: str
    folded: int
    taken: list[str]


@dataclass(frozen=True, slots=True)
class Compared(Body):
    """Two cards that look alike were judged to be two clients."""

    kind: ClassVar[str] = "client.compared"
    version: ClassVar[int] = 1
    other: int
    score: int


@dataclass(frozen=True, slots=True)
class Erased(Body):
    """A client's personal data was erased: on what ground, and how many things of each sort."""

    kind: ClassVar[str] = "client.erased"
    version: ClassVar[int] = 1
    ground: str
    forgotten: dict[str, int]


@dataclass(frozen=True, slots=True)
class Exported(Body):
    """A client's data was handed out in a file."""

    kind: ClassVar[str] = "client.exported"
    version: ClassVar[int] = 1
    form: str


@dataclass(frozen=True, slots=True)
class BlockedClient(Body):
    kind: ClassVar[str] = "client.blocked"
    version: ClassVar[int] = 1
    until: str
    reason: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class Silenced(Body):
    """The client does not want to be contacted on our own (`what` = wished), or wants it again (lifted)."""

    kind: ClassVar[str] = "client.silenced"
    version: ClassVar[int] = 1
    what: str
    reason: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class Revealed(Body):
    """Somebody looked at a masked value in full."""

    kind: ClassVar[str] = "client.revealed"
    version: ClassVar[int] = 1
    what: str


@dataclass(frozen=True, slots=True)
class Excused(Body):
    """A card breaks a rule and is right as it is."""

    kind: ClassVar[str] = "client.excused"
    version: ClassVar[int] = 1
    rule: str
    reason: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class Reported(Body):
    """Somebody told the one responsible of an error in a field (`what` = reported), or was answered (mended, right)."""

    kind: ClassVar[str] = "record.reported"
    version: ClassVar[int] = 1
    what: str
    record: str
    about: str
    field_name: str
    responsible: int
    text: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class CorrectedMany(Body):
    """One change of a field on many cards (`what` = applied), or its undoing (undone)."""

    kind: ClassVar[str] = "records.corrected"
    version: ClassVar[int] = 1
    what: str
    field_name: str
    cards: int
