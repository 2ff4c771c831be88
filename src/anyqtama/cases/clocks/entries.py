"""What the journal says about clocks: when each was due, and whether it was met."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class ClocksSet(Body):
    """`due`: clock → ISO time; those that were stopped before are not counted again."""

    kind: ClassVar[str] = "case.clocks_set"
    version: ClassVar[int] = 1
    number: str
    case_kind: str
    urgency: str
    due: dict[str, str]


@dataclass(frozen=True, slots=True)
class ClockStopped(Body):
    """`seconds` from registering; `in_time`: the term was met."""

    kind: ClassVar[str] = "case.clock_stopped"
    version: ClassVar[int] = 1
    number: str
    case_kind: str
    topic: str
    urgency: str
    what: str
    seconds: int
    in_time: bool
