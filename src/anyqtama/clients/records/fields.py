"""The register of fields and classes of data: what a field means, whose it is, who sees it, who may be told it.

Rows of the settings; before they are loaded the register that the product ships stands for them, so that nothing is
ever open for want of a row. A change reaches every process within a minute.
"""

import tomllib
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from django.core.cache import cache

from anyqtama.clients.models import DataClass, Level, RecordField
from anyqtama.kernel.labels import LANGUAGES

FILE = Path(__file__).parents[1] / "data" / "record_fields.toml"
LEVELS = tuple(Level.values)
KEY, COVERED, SEEN, KEPT_SECONDS = "clients:record-fields", "clients:covered-numbers", "clients:data-classes", 60


def classes() -> Mapping[str, DataClass]:
    found = {each.code: each for each in DataClass.objects.order_by("order", "pk")}
    return found or shipped_classes()


def fields() -> Mapping[str, RecordField]:
    """By `record.field`, in the order of the register."""
    found: dict[str, RecordField] | None = cache.get_or_set(KEY, _read, KEPT_SECONDS)
    return found or _read()


def seen_by(roles: Set[str]) -> Set[str]:
    """The classes whose data these roles see."""
    known: Mapping[str, Set[str]] | None = cache.get(SEEN)
    if known is None:
        known = {code: frozenset(each.roles) for code, each in classes().items()}
        cache.set(SEEN, known, KEPT_SECONDS)
    return {code for code, theirs in known.items() if theirs & roles}


def covered() -> Set[str]:
    """The fields of talks whose class covers them: asked for each line that holds a number, so kept by themselves."""
    kept: Set[str] | None = cache.get(COVERED)
    if kept is None:
        kept = {row.field for row in fields().values() if row.record == "contact" and row.data_class.masked}
        cache.set(COVERED, kept, KEPT_SECONDS)
    return kept


def changed() -> None:
    """Of the register: here it is read anew at once."""
    cache.delete_many([KEY, COVERED, SEEN])


def may_be_told(level: str) -> Sequence[DataClass]:
    """The classes of which a caller verified so far may be told."""
    return [each for each in classes().values() if reached(level, each)]


def reached(level: str, data_class: DataClass) -> bool:
    known = LEVELS.index(level) if level in LEVELS else 0
    return LEVELS.index(data_class.tell_from) <= known


def shipped_classes() -> Mapping[str, DataClass]:
    return {
        row["code"]: DataClass(
            code=row["code"], names=_texts(row, ""), roles=row["roles"], masked=row["masked"],
            tell_from=row["tell_from"], order=order * 10,
        )
        for order, row in enumerate(_file()["class"], start=1)
    }  # fmt: skip


def shipped_fields(known: Mapping[str, DataClass]) -> list[RecordField]:
    return [
        RecordField(
            record=row["record"], field=row["field"], names=_texts(row, ""), meaning=_texts(row, "meaning_"),
            data_class=known[row["class"]], owner=row["owner"], clause=row["clause"], used=row["used"],
            order=order * 10,
        )
        for order, row in enumerate(_file()["field"], start=1)
    ]  # fmt: skip


def _read() -> dict[str, RecordField]:
    rows = list(RecordField.objects.select_related("data_class").order_by("order", "pk"))
    return {row.key: row for row in rows or shipped_fields(shipped_classes())}


def _file() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _texts(row: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {language: row[f"{prefix}{language}"] for language in LANGUAGES}
