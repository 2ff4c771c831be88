"""A scan arrives: a PDF or picture by its content, whatever its name says. It waits until somebody registers it."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.models import Scan
from anyqtama.cases.papers.entries import ScanArrived, ScanPutAway
from anyqtama.kernel import files, journal
from anyqtama.kernel.file_kinds import FileRefused, KindNotTaken
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person

FOLDER = Principal.system("scan folder")
SCANS = frozenset({"application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp"})


class NotAScan(FileRefused):
    message = _("This is no scan, whatever its name says. Scans are PDF, JPEG, PNG, GIF or WebP.")


class NotWaiting(Exception):
    message = _("This scan does not wait any more: somebody registered it or put it away.")


def take_in(*, stream: BinaryIO, name: str, by: Person | None, at: datetime) -> Scan:
    """Raises FileRefused and keeps nothing. `by` None: the scan folder brought it."""
    try:
        stored = files.store(stream, name, at)
    except KindNotTaken:
        raise NotAScan from None
    if stored.content_type not in SCANS:
        files.forget(stored)
        raise NotAScan
    with transaction.atomic():
        made = Scan(file=stored, name=stored.name, at=at, by=by)
        made.save(force_insert=True)
        entry = ScanArrived(stored.content_type, stored.size_bytes, by is None)
        journal.write(entry, subject=made, by=by.principal if by else FOLDER, at=at)
    return made


def put_away(*, scan: Scan, by: Person, at: datetime) -> Scan:
    """It is nothing to register: an empty page, a double. Who said so stays."""
    with transaction.atomic():
        held = Scan.objects.select_for_update().get(pk=scan.pk)
        if held.paper_id is not None or held.put_away_at is not None:
            raise NotWaiting
        held.put_away_by, held.put_away_at = by, at
        held.save(update_fields=["put_away_by", "put_away_at"])
        journal.write(ScanPutAway(), subject=held, by=by.principal, at=at)
    return held
