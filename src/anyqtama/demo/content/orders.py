"""Orders of the demo centre: shapes and reading of orders.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from anyqtama.demo.content import listed
from anyqtama.demo.content.shapes import Text


@dataclass(frozen=True, slots=True)
class LineRow:
    """`discount`: its place in the catalogue's list, -1 for none."""

    offering: str
    quantity: int
    payment_form: str
    receiving: str
    address: str
    discount: int = -1


@dataclass(frozen=True, slots=True)
class OrderRow:
    """`hours` before now; `refuses`: offering → reason."""

    by: str
    hours: int
    client: str
    number: str
    language: str
    topic: str
    subject: Text
    need: str
    read_back: str
    takes: tuple[str, ...]
    refuses: Mapping[str, str]
    confirmed: bool
    lines: tuple[LineRow, ...]


@cache
def orders() -> tuple[OrderRow, ...]:
    return listed(OrderRow, "orders")
