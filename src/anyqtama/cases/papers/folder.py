"""The scan folder: what a scanner drops there waits to be registered; what is no scan lies aside and is said."""

import fcntl
import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise

from anyqtama.cases.models import Scan
from anyqtama.cases.papers import arriving
from anyqtama.cases.papers.entries import ScanRefused
from anyqtama.kernel import file_kinds, files, journal

log = logging.getLogger(__name__)

ASIDE = "refused"
STILL = timedelta(seconds=3)
"""A scanner may still be writing a file that changed later than this ago."""
MOST = 5
"""At a time: offers and alarms wait their turn behind a sweep."""
REFUSALS = {
    refusal.__name__: refusal.message
    for refusal in (
        arriving.NotAScan, files.FileTooLarge, files.FileEmpty, file_kinds.FileDamaged,
        file_kinds.FileHasMacros,
    )
}  # fmt: skip


def root() -> Path:
    return Path(settings.SCANS)


def why(scan: Scan) -> str | Promise:
    return REFUSALS.get(scan.refused, file_kinds.FileRefused.message)


def sweep(*, at: datetime) -> int:
    """Take in a few files, the oldest first. One that failed half-way is taken at the next time."""
    taken = 0
    for path in _ready(at)[:MOST]:
        try:
            taken += _take(path, at)
        except OSError:
            log.exception("A file of the scan folder cannot be read or moved")
    return taken


def _ready(at: datetime) -> list[Path]:
    folder = root()
    folder.mkdir(parents=True, exist_ok=True)
    latest = (at - STILL).timestamp()
    found = [path for path in folder.iterdir() if path.is_file() and not path.is_symlink() and path.name[:1] != "."]
    still = [path for path in found if path.stat().st_mtime <= latest]
    return sorted(still, key=lambda path: (path.stat().st_mtime, path.name))


def _take(path: Path, at: datetime) -> int:
    """The file goes last: cut off before that, the scan would wait twice rather than be lost."""
    with path.open("rb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0  # another worker is at it
        if not path.exists():
            return 0  # and was done first
        try:
            arriving.take_in(stream=stream, name=path.name, by=None, at=at)
        except file_kinds.FileRefused as refusal:
            _lay_aside(path, type(refusal).__name__, at)
            return 1
        path.unlink()
    return 1


def _lay_aside(path: Path, refusal: str, at: datetime) -> None:
    aside = root() / ASIDE
    aside.mkdir(exist_ok=True)
    path.replace(aside / f"{at:%Y%m%d-%H%M%S}-{path.name}")
    with transaction.atomic():
        made = Scan(name=path.name[:200], at=at, refused=refusal)
        made.save(force_insert=True)
        journal.write(ScanRefused(refusal), subject=made, by=arriving.FOLDER, at=at)
