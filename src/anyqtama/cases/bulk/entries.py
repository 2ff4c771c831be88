"""What the journal says about registering in bulk; each case has an entry of its own besides."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class RegisteredInBulk(Body):
    kind: ClassVar[str] = "cases.registered_in_bulk"
    version: ClassVar[int] = 1
    number: int
    first: str
    last: str
    digest: str
