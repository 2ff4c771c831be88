"""What the journal says about outbound lists and attempts. Ids and codes; words stay in the rows."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class ListMade(Body):
    kind: ClassVar[str] = "outbound.list_made"
    version: ClassVar[int] = 1
    purpose: str
    channel: str
    queue: str
    topic: str


@dataclass(frozen=True, slots=True)
class ListState(Body):
    """Begun, paused, taken up again, stopped."""

    kind: ClassVar[str] = "outbound.list_state"
    version: ClassVar[int] = 1
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowsAdded(Body):
    """`refused`: code of why not → how many."""

    kind: ClassVar[str] = "outbound.rows_added"
    version: ClassVar[int] = 1
    source: str
    added: int
    refused: dict[str, int]


@dataclass(frozen=True, slots=True)
class RowRefused(Body):
    """At the moment of an attempt the client might not be contacted any more."""

    kind: ClassVar[str] = "outbound.row_refused"
    version: ClassVar[int] = 1
    row: int
    client: int
    why: str


@dataclass(frozen=True, slots=True)
class Attempted(Body):
    kind: ClassVar[str] = "outbound.attempted"
    version: ClassVar[int] = 1
    row: int
    client: int
    number: int
    person: int
    channel: str
    contact: int | None


@dataclass(frozen=True, slots=True)
class Concluded(Body):
    kind: ClassVar[str] = "outbound.concluded"
    version: ClassVar[int] = 1
    row: int
    client: int
    number: int
    result: str
    reached: bool
    row_state: str
