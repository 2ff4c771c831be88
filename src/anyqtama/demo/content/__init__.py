"""The demo centre's content: reads the data files of this folder into the frozen shapes of `shapes`.

Nothing here knows Django or the database; `anyqtama.demo` plays what it reads through the real verbs.
"""

from __future__ import annotations

import tomllib
import types
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from anyqtama.demo.content.shapes import (
    LANGUAGES,
    Article,
    Catalogue,
    City,
    Dialogue,
    Notices,
    Organisation,
    QuickReply,
    Script,
    Side,
    Text,
    placeholders,
)

__all__ = [
    "LANGUAGES",
    "Content",
    "ContentError",
    "Text",
    "articles",
    "catalogue",
    "city",
    "dialogues",
    "load",
    "notices",
    "organisation",
    "placeholders",
    "quick_replies",
    "scripts",
]

FOLDER = Path(__file__).parent
SIDES = {"V": Side.VISITOR, "O": Side.OPERATOR}

Shape = TypeVar("Shape")


class ContentError(ValueError):
    """A data file says something its shape does not know; the message names the file's row and field."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the demo centre is made of."""

    organisation: Organisation
    catalogue: Catalogue
    articles: tuple[Article, ...]
    scripts: tuple[Script, ...]
    quick_replies: tuple[QuickReply, ...]
    dialogues: tuple[Dialogue, ...]
    city: City
    notices: Notices


@cache
def load() -> Content:
    return Content(
        organisation=organisation(),
        catalogue=catalogue(),
        articles=articles(),
        scripts=scripts(),
        quick_replies=quick_replies(),
        dialogues=dialogues(),
        city=city(),
        notices=notices(),
    )


def organisation() -> Organisation:
    return shaped(Organisation, read_table("organisation.toml"))


def catalogue() -> Catalogue:
    return shaped(Catalogue, read_table("topics.toml"))


def articles() -> tuple[Article, ...]:
    return tuple(_article(path) for path in sorted((FOLDER / "articles").glob("*.toml")))


def scripts() -> tuple[Script, ...]:
    return listed(Script, "scripts")


def quick_replies() -> tuple[QuickReply, ...]:
    return tuple(shaped(QuickReply, row) for row in read_table("quick_replies.toml")["replies"])


def dialogues() -> tuple[Dialogue, ...]:
    rows = read_table("dialogues.toml")["dialogues"]
    return tuple(shaped(Dialogue, row | {"lines": _lines(row)}, without="talk") for row in rows)


def city() -> City:
    return shaped(City, read_table("city.toml"))


def notices() -> Notices:
    return shaped(Notices, read_table("notices.toml"))


def read_table(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


def listed(shape: type[Shape], name: str) -> tuple[Shape, ...]:
    """The rows of a file that is one list, named as the file is."""
    return tuple(shaped(shape, row) for row in read_table(f"{name}.toml")[name])


def _article(path: Path) -> Article:
    row = read_table(f"articles/{path.name}")
    said = {language: row.pop(language) for language in LANGUAGES}
    row["titles"] = {language: part["title"] for language, part in said.items()}
    row["bodies"] = {language: part["body"].strip() for language, part in said.items()}
    return shaped(Article, row | {"code": path.stem})


def _lines(row: dict[str, Any]) -> list[dict[str, str]]:
    lines = []
    for spoken in row["talk"].strip().splitlines():
        mark, colon, text = spoken.partition(": ")
        if not colon or mark not in SIDES:
            raise ContentError(f"{row['code']}: a line must start with 'V: ' or 'O: ', got {spoken!r}")
        lines.append({"side": SIDES[mark].value, "text": text.strip()})
    return lines


def shaped(shape: type[Shape], row: Mapping[str, Any], without: str = "") -> Shape:
    """Build `shape` from a parsed row, refusing fields it does not have and values of a wrong kind."""
    hints = get_type_hints(shape)
    named = f"{shape.__name__} {row.get('code') or row.get('login') or ''}".strip()
    given = {name: value for name, value in row.items() if name != without}
    if unknown := given.keys() - hints.keys():
        raise ContentError(f"{named}: unknown field {', '.join(sorted(unknown))}")
    try:
        return shape(**{name: _valued(hints[name], value, f"{named}.{name}") for name, value in given.items()})
    except TypeError as error:
        raise ContentError(f"{named}: {error}") from error


def _valued(hint: Any, value: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin is tuple:
        return tuple(_valued(get_args(hint)[0], each, where) for each in value)
    if origin is Mapping:
        inner = get_args(hint)[1]
        return types.MappingProxyType({key: _valued(inner, each, where) for key, each in value.items()})
    if origin in (Union, types.UnionType):
        return _valued(get_args(hint)[0], value, where)
    if isinstance(hint, type) and is_dataclass(hint):
        return shaped(hint, value)
    if issubclass(hint, StrEnum):
        return hint(value)
    if type(value) is not hint:
        raise ContentError(f"{where}: expected {hint.__name__}, got {value!r}")
    return value
