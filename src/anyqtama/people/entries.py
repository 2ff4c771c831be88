"""What the journal says about people."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class StateChanged(Body):
    """A person's working state: what it was, for how long, what it is now, who set it and why."""

    kind: ClassVar[str] = "presence.changed"
    version: ClassVar[int] = 1
    state: str
    state_kind: str
    before: str
    before_kind: str
    seconds: int
    reason: str
