"""Every address of the product as the URL resolver knows it, with the methods its view allows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

UNDECLARED = ("GET", "POST")
"""What must have a row when a view does not say which methods it allows (@require_safe, @require_POST …)."""


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    route: str
    arguments: tuple[str, ...]
    methods: tuple[str, ...]


def addresses() -> Iterator[Address]:
    yield from _walk(get_resolver().url_patterns, route="", space="", arguments=())


def _walk(
    patterns: list[URLPattern | URLResolver], *, route: str, space: str, arguments: tuple[str, ...]
) -> Iterator[Address]:
    for entry in patterns:
        here = f"{route}{entry.pattern}"
        # regex and path patterns both keep their argument names
        named = (*arguments, *getattr(entry.pattern, "converters", entry.pattern.regex.groupindex))
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry.url_patterns, route=here, space=inner, arguments=named)
        else:
            name = f"{space}{entry.name}" if entry.name else f"(no name: {here})"
            yield Address(name, here, named, methods(entry.callback))


def methods(view: Callable[..., Any]) -> tuple[str, ...]:
    """The methods named by a `require_…` decorator anywhere around the view; HEAD goes with GET."""
    layer: Any = view
    while layer is not None:
        names = getattr(getattr(layer, "__code__", None), "co_freevars", ())
        if "request_method_list" in names:
            allowed = layer.__closure__[names.index("request_method_list")].cell_contents
            return tuple(sorted(set(allowed) - {"HEAD", "OPTIONS"}))
        layer = getattr(layer, "__wrapped__", None)
    return UNDECLARED
