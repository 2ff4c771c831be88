"""What operators of the demo centre advise on: bodies, offerings, situations. Shapes and reading of advice.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from anyqtama.demo.content import read_table, shaped
from anyqtama.demo.content.shapes import Text


@dataclass(frozen=True, slots=True)
class BodyRow:
    code: str
    names: Text
    texts: Mapping[str, Text]
    site: str = ""


@dataclass(frozen=True, slots=True)
class DiscountRow:
    percent: int
    names: Text


@dataclass(frozen=True, slots=True)
class OfferingRow:
    """`prices`: pairs (ISO day, tenge)."""

    code: str
    names: Text
    texts: Mapping[str, Text]
    kind: str = "service"
    provider: str = ""
    topics: tuple[str, ...] = ()
    payment_forms: tuple[str, ...] = ()
    receiving: tuple[str, ...] = ()
    discounts: tuple[DiscountRow, ...] = ()
    asked_after: tuple[str, ...] = ()
    prices: tuple[tuple[str, ...], ...] = ()
    alternatives: tuple[str, ...] = ()
    asked_next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SituationRow:
    kind: str
    names: Text
    texts: Text
    began_hours: int
    until_hours: int
    streets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    public: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    bodies: tuple[BodyRow, ...] = field(default=())
    offerings: tuple[OfferingRow, ...] = field(default=())
    situations: tuple[SituationRow, ...] = field(default=())


@cache
def advice() -> Advice:
    return shaped(Advice, read_table("advice.toml"))
