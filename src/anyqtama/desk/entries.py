"""What the journal says about calls that a PBX announced, and about covered lines that were looked at whole."""

from dataclasses import dataclass, field
from typing import ClassVar

from anyqtama.kernel.journal import PERSONAL, Body


@dataclass(frozen=True, slots=True)
class CallAnnounced(Body):
    kind: ClassVar[str] = "call.announced"
    version: ClassVar[int] = 1
    outgoing: bool
    seconds: int
    external_id: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class CallOpened(Body):
    """The announced call was taken up at a desk."""

    kind: ClassVar[str] = "call.opened"
    version: ClassVar[int] = 1
    contact: int
    person: int


@dataclass(frozen=True, slots=True)
class LineRevealed(Body):
    """Somebody looked at a line of a talk without its cover."""

    kind: ClassVar[str] = "contact.line_revealed"
    version: ClassVar[int] = 1
    seq: int
