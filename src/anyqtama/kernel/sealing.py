"""The sealer: gives committed entries their position and hash, and proves the chain afterwards."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction

from anyqtama.kernel import journal
from anyqtama.kernel.models import Entry, Head

BATCH = 500


def seal(*, batch: int = BATCH) -> int:
    """Seal up to `batch` committed entries. Who locks the head row leads; meanwhile others return 0."""
    if not Entry.objects.filter(position=None).exists():
        return 0
    Head.objects.get_or_create(pk=1)
    with transaction.atomic():
        head = Head.objects.select_for_update(skip_locked=True).filter(pk=1).first()
        if head is None:
            return 0
        entries = list(Entry.objects.filter(position=None).order_by("id")[:batch])
        for entry in entries:
            head.position += 1
            head.hash = link(head.hash, head.position, entry)
            entry.position, entry.hash = head.position, head.hash
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE kernel_entry SET position = %s, hash = %s WHERE id = %s",
                [(entry.position, entry.hash, entry.pk) for entry in entries],
            )
        head.save(update_fields=["position", "hash"])
    return len(entries)


def seal_all() -> int:
    total = 0
    while count := seal():
        total += count
    return total


def head() -> Head:
    return Head.objects.filter(pk=1).first() or Head()


def waiting() -> int:
    """How many committed entries are not sealed yet."""
    return Entry.objects.filter(position=None).count()


def link(previous: str, position: int, entry: Entry) -> str:
    facts = [
        position,
        entry.kind,
        entry.version,
        entry.at.astimezone(UTC).isoformat(),
        entry.recorded_at.astimezone(UTC).isoformat(),
        entry.principal_kind,
        entry.principal_id,
        entry.subject_kind,
        entry.subject_id,
        entry.payload,
        entry.personal_hash,
    ]
    return hashlib.sha256(previous.encode() + journal.canonical(facts)).hexdigest()


def keep_head(*, folder: Path, at: datetime) -> Path:
    """Write today's head beside the database, so that a cut tail shows. Keeps the first of each day and the newest."""
    newest = head()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{at.astimezone(UTC):%Y-%m-%d}.json"
    for target in (path, folder / "newest.json"):
        if target == path and path.exists():
            continue
        partial = target.with_suffix(".partial")
        partial.write_text(json.dumps({"at": at.isoformat(), "position": newest.position, "hash": newest.hash}))
        os.replace(partial, target)
    return path


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain does not hold, and how."""

    position: int
    what: str


def verify(*, folder: Path | None = None) -> Iterator[Fault]:
    """Every fault of the chain: a change, a gap, a reorder, erased content that was altered, a cut tail."""
    previous, expected = "0" * 64, 1
    hashes: dict[int, str] = {}
    kept = list(_kept_heads(folder)) if folder else []
    wanted = {position for position, _, _ in kept}
    for entry in journal.sealed():
        position = entry.position or 0
        if position != expected:
            yield Fault(expected, f"gap: entries {expected} to {position - 1} are missing")
        elif link(previous, position, entry) != entry.hash:
            yield Fault(position, "changed or reordered: the content does not give the stored hash")
        if (
            entry.personal is not None
            and journal.personal_hash(entry.personal_salt, entry.personal) != entry.personal_hash
        ):
            yield Fault(position, "changed: the personal content does not give its hash")
        if position in wanted:
            hashes[position] = entry.hash
        previous, expected = entry.hash, position + 1
    newest = head()
    if (newest.position, newest.hash) != (expected - 1, previous):
        yield Fault(expected, f"cut tail: the head says position {newest.position}, the last entry is {expected - 1}")
    for position, hash_, name in kept:
        if position and hashes.get(position) != hash_:
            yield Fault(position, f"cut or rewritten: the head kept in {name} is not in the chain")


def _kept_heads(folder: Path) -> Iterator[tuple[int, str, str]]:
    for path in sorted(folder.glob("*.json")):
        kept = json.loads(path.read_text())
        yield kept["position"], kept["hash"], path.name
