"""Files an operator sends to a client, and files of a conversation on their way to the screen."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import files
from anyqtama.kernel.models import StoredFile

MOST_FILES = 5


class TooManyFiles(Exception):
    message = _("At most five files at once. Send the others in the next message; your text is kept.")


def attached(uploads: Sequence["UploadedFile[Any]"], *, at: datetime) -> list[StoredFile]:
    """Each upload stored and typed by its content; one that is refused stops the message."""
    if len(uploads) > MOST_FILES:
        raise TooManyFiles
    return [files.store(cast("BinaryIO", upload.file), upload.name or "", at) for upload in uploads]
