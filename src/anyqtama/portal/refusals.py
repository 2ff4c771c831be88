"""How refusals of the verbs are told to a visitor: one sentence and an HTTP status."""

from dataclasses import dataclass

from anyqtama.contacts.arrival import Blocked, NothingSaid, QueueShut
from anyqtama.kernel import files
from anyqtama.portal.requesting import ConsentMissing, TalkGoesOn
from anyqtama.portal.writing import KeyMissing, NoChat, NoFilesWithoutConsent, TooManyFiles

REFUSALS = (
    Blocked, ConsentMissing, KeyMissing, NoChat, NoFilesWithoutConsent, NothingSaid, QueueShut, TalkGoesOn,
    TooManyFiles, files.FileRefused,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    status: int
    write_instead: bool
    """A written request would be taken."""


def said(refusal: Exception) -> Said:
    text = str(getattr(refusal, "message", ""))
    if isinstance(refusal, QueueShut | NoChat):
        return Said(text, 409, write_instead=True)
    return Said(text, 403 if isinstance(refusal, Blocked) else 422, write_instead=False)
