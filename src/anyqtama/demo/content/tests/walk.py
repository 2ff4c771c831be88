"""Finds every text of the demo content, wherever in the shapes it sits."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from anyqtama.demo.content import Text, load


def texts() -> list[tuple[str, Text]]:
    return list(_found(load(), "content"))


def _found(value: object, where: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield where, value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _found(getattr(value, each.name), f"{where}.{each.name}")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _found(inner, f"{where}.{key}")
    elif isinstance(value, tuple):
        for inner in value:
            named = getattr(inner, "code", "") or getattr(inner, "login", "") or getattr(inner, "shortcut", "")
            yield from _found(inner, f"{where}[{named}]")
