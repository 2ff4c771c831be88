"""What the journal says about words to clients. The words stay in the case."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class ClientTold(Body):
    """A word that does not end the case. `incident`: the number of the incident whose notice it was, else empty."""

    kind: ClassVar[str] = "case.client_told"
    version: ClassVar[int] = 1
    number: str
    way: str
    language: str
    letters: int
    incident: str
