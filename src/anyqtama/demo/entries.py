"""What the journal says about the direction of the demo: afterwards one can tell what was played, and how fast."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class Directed(Body):
    kind: ClassVar[str] = "demo.directed"
    version: ClassVar[int] = 1
    running: bool
    per_hour: int
    resting: list[str]
