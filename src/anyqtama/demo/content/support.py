"""Troubles of the demo centre: known errors, and cases of support. Shapes and reading of support.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from anyqtama.demo.content import read_table, shaped
from anyqtama.demo.content.shapes import Text


@dataclass(frozen=True, slots=True)
class ErrorRow:
    code: str
    names: Text
    texts: Mapping[str, Text]
    state: str
    offerings: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """A client and what does not work; `hours` before the set-up's end. `error`: what it was recognised as."""

    client: str
    number: str
    language: str
    hours: int
    urgency: str
    topic: str
    subject: str
    product: str
    symptom: str
    error: str = ""
    cause: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Support:
    errors: tuple[ErrorRow, ...] = field(default=())
    troubles: tuple[TroubleRow, ...] = field(default=())
    incident: Text | None = None
    notice: Text | None = None


@cache
def support() -> Support:
    return shaped(Support, read_table("support.toml"))
