"""Writing and reading the journal: writers insert unsealed rows last in their transaction; readers see sealed ones."""

import dataclasses
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils import timezone

from anyqtama.kernel.models import Entry, Head, ReaderCursor
from anyqtama.kernel.principal import Principal

PERSONAL: Mapping[str, Any] = {"personal": True}
"""Metadata of a field whose content is personal: salted, hashed in the chain and erasable."""


@dataclass(frozen=True, slots=True)
class Body:
    """What one kind of entry says. Subclasses name `kind` and `version`; fields hold plain JSON values."""

    kind: ClassVar[str]
    version: ClassVar[int]

    def parts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """(open payload, personal payload)."""
        payload: dict[str, Any] = {}
        personal: dict[str, Any] = {}
        for field in dataclasses.fields(self):
            target = personal if field.metadata.get("personal") else payload
            target[field.name] = getattr(self, field.name)
        return payload, personal


def canonical(value: object) -> bytes:
    """The bytes that are hashed; the same before and after either database kept the value."""
    return json.dumps(
        _plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def _plain(value: object) -> object:
    """Whole floats as ints: PostgreSQL gives 1e16 back as a whole number and knows no -0.0."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def write(body: Body, *, subject: models.Model, by: Principal, at: datetime) -> Entry:
    """Append an unsealed entry. Call it last in the transaction that made the change it tells of."""
    entry = _entry(body, subject, by, at)
    entry.save(force_insert=True)
    return entry


def write_all(said: Iterable[tuple[Body, models.Model]], *, by: Principal, at: datetime) -> None:
    """The same for many, of the same author and moment, in this order."""
    Entry.objects.bulk_create([_entry(body, subject, by, at) for body, subject in said])


def _entry(body: Body, subject: models.Model, by: Principal, at: datetime) -> Entry:
    payload, personal = body.parts()
    entry = Entry(
        kind=body.kind,
        version=body.version,
        at=at,
        recorded_at=timezone.now(),
        principal_kind=by.kind,
        principal_id=by.id,
        subject_kind=subject._meta.model_name or "",
        subject_id=str(subject.pk),
        payload=payload,
    )
    if personal:
        entry.personal = personal
        entry.personal_salt = secrets.token_hex(16)
        entry.personal_hash = personal_hash(entry.personal_salt, personal)
    return entry


def personal_hash(salt: str, personal: object) -> str:
    return hashlib.sha256(salt.encode() + canonical(personal)).hexdigest()


def erase_personal(*, subject_kind: str, subject_id: str) -> int:
    """Forget the personal content of a subject's entries; the chain stays whole. Returns how many."""
    entries = Entry.objects.filter(subject_kind=subject_kind, subject_id=subject_id).exclude(personal=None)
    return entries.update(personal=None, personal_salt="")


Reader = Callable[[Sequence[Entry]], None]


def read(name: str, reader: Reader, *, batch: int = 500) -> int:
    """Hand the next sealed entries to `reader` and move its cursor in the same transaction. Returns how many.

    While another process reads for the same cursor, returns 0: it is being done.
    """
    if not ReaderCursor.objects.filter(name=name).exists():
        ReaderCursor.objects.get_or_create(name=name)
    with transaction.atomic():
        cursor = ReaderCursor.objects.select_for_update(skip_locked=True).filter(name=name).first()
        if cursor is None:
            return 0
        entries = list(Entry.objects.filter(position__gt=cursor.position).order_by("position")[:batch])
        if entries:
            reader(entries)
            cursor.position = entries[-1].position or cursor.position
            cursor.save(update_fields=["position"])
    return len(entries)


def behind(readers: Mapping[str, Reader]) -> dict[str, Reader]:
    """Those of the readers that have something to read: two cheap queries instead of a write lock for each."""
    newest = Head.objects.filter(pk=1).values_list("position", flat=True).first() or 0
    read_to = dict(ReaderCursor.objects.filter(name__in=list(readers)).values_list("name", "position"))
    return {name: reader for name, reader in readers.items() if read_to.get(name, 0) < newest}


def sealed(*, after: int = 0, batch: int = 2000) -> Iterator[Entry]:
    """Every sealed entry in order, in batches: no transaction spans the loop."""
    while entries := list(Entry.objects.filter(position__gt=after).order_by("position")[:batch]):
        yield from entries
        after = entries[-1].position or after
