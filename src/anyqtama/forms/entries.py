"""What the journal says about answered questionnaires."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from anyqtama.kernel.journal import PERSONAL, Body


@dataclass(frozen=True, slots=True)
class Responded(Body):
    """Answers by question key; the comment is personal."""

    kind: ClassVar[str] = "form.responded"
    version: ClassVar[int] = 1
    form: str
    form_version: int
    language: str
    about_kind: str
    about_id: str
    answers: dict[str, Any]
    comment: str = field(metadata=PERSONAL)
