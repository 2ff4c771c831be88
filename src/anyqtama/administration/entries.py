"""What the journal says about settings."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from anyqtama.kernel.journal import PERSONAL, Body


@dataclass(frozen=True, slots=True)
class SettingsChanged(Body):
    """A row of the settings was made, changed, retired, restored or removed: field by field what was and is.

    `source`: "" by hand, "import" by a table. Fields of people stand on the personal side.
    """

    kind: ClassVar[str] = "settings.changed"
    version: ClassVar[int] = 1
    what: str
    source: str
    before: dict[str, Any]
    after: dict[str, Any]
    personal_before: dict[str, Any] = field(metadata=PERSONAL)
    personal_after: dict[str, Any] = field(metadata=PERSONAL)
