"""Papers of a check: each upload stored and typed by its content; one that is refused stops the check."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import files
from anyqtama.kernel.models import StoredFile

MOST_FILES = 10


class TooManyPapers(Exception):
    message = _("At most ten files with one check. Add the others with another check.")


def attached(uploads: Sequence["UploadedFile[Any]"], *, at: datetime) -> list[StoredFile]:
    if len(uploads) > MOST_FILES:
        raise TooManyPapers
    return [files.store(cast("BinaryIO", upload.file), upload.name or "", at) for upload in uploads]
