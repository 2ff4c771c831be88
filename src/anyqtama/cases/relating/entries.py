"""What the journal says of cases that belong together; written once for each of the two."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class Related(Body):
    """`how` this case stands to `other`: related, follows (same matter), leads, part (of it), whole."""

    kind: ClassVar[str] = "case.related"
    version: ClassVar[int] = 1
    number: str
    other: str
    how: str


@dataclass(frozen=True, slots=True)
class Unrelated(Body):
    kind: ClassVar[str] = "case.unrelated"
    version: ClassVar[int] = 1
    number: str
    other: str
    how: str
