"""The register of fields and data classes: what a field means, whose it is, where it is used, who may be told what."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from anyqtama.kernel.labels import LANGUAGES, label
from anyqtama.people.roles import Role

FILE = Path(__file__).parents[1] / "data" / "record_fields.toml"
LEVELS = ("none", "number", "questions", "document")
"""How sure we are who calls, from not at all to by document."""


@dataclass(frozen=True, slots=True)
class DataClass:
    """`tell_from`: the least level of verification at which the caller may be told it."""

    code: str
    names: Mapping[str, str]
    roles: frozenset[Role]
    masked: bool
    tell_from: str

    def __str__(self) -> str:
        return label(self.names)


@dataclass(frozen=True, slots=True)
class Field:
    """`used`: names of the addresses on whose pages it stands."""

    record: str
    field: str
    names: Mapping[str, str]
    meaning: Mapping[str, str]
    data_class: DataClass
    owner: Role
    clause: str
    used: Sequence[str]

    def __str__(self) -> str:
        return label(self.names)

    @property
    def said(self) -> str:
        """What it means, in the reader's language."""
        return label(self.meaning)

    @property
    def key(self) -> str:
        return f"{self.record}.{self.field}"


@cache
def classes() -> Mapping[str, DataClass]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["class"]
    return {
        row["code"]: DataClass(
            row["code"],
            _texts(row, ""),
            frozenset(Role(role) for role in row["roles"]),
            row["masked"],
            row["tell_from"],
        )
        for row in rows
    }


@cache
def fields() -> Mapping[str, Field]:
    """By `record.field`, in the order of the register."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["field"]
    made = [
        Field(
            row["record"], row["field"], _texts(row, ""), _texts(row, "meaning_"), classes()[row["class"]],
            Role(row["owner"]), row["clause"], tuple(row["used"]),
        )
        for row in rows
    ]  # fmt: skip
    return {field.key: field for field in made}


def _texts(row: Mapping[str, str], prefix: str) -> Mapping[str, str]:
    return {language: row[f"{prefix}{language}"] for language in LANGUAGES}


def may_be_told(level: str) -> Sequence[DataClass]:
    """The classes of which a caller verified so far may be told."""
    reached = LEVELS.index(level) if level in LEVELS else 0
    return [each for each in classes().values() if LEVELS.index(each.tell_from) <= reached]
