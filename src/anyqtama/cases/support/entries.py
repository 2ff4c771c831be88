"""What the journal says about support. Words to clients stay in the case."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class Recognised(Body):
    kind: ClassVar[str] = "case.recognised"
    version: ClassVar[int] = 1
    number: str
    error: str


@dataclass(frozen=True, slots=True)
class NeedNoted(Body):
    kind: ClassVar[str] = "case.need_noted"
    version: ClassVar[int] = 1
    number: str
    topic: str
    need: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class TreeStepDone(Body):
    """A step of the diagnostic script; `answered`: with an answer, which stays in the case."""

    kind: ClassVar[str] = "case.tree_step"
    version: ClassVar[int] = 1
    number: str
    script: str
    script_version: int
    step: str
    answered: bool
