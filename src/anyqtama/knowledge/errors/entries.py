"""What the journal says about known errors."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class ErrorSaved(Body):
    """`changed`: names of the fields that differ from the version before."""

    kind: ClassVar[str] = "known_error.saved"
    version: ClassVar[int] = 1
    code: str
    state: str
    changed: list[str]
