"""What the journal says about forwarding. Reasons and parts stay with the case."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class Forwarded(Body):
    """`body`: the code of the other body; `rule`: the rule of law with the term; `told`: how the client was."""

    kind: ClassVar[str] = "case.forwarded"
    version: ClassVar[int] = 1
    number: str
    body: str
    whole: bool
    way: str
    rule: str
    must_by: str
    in_time: bool
    told: str
