"""The structure of the standard as the product ships it: codes, levels, duties in our own words.

`data/` holds one file per occupation and one of capabilities; the official text is not needed to run.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """One name in the three languages of the product."""

    kk: str
    ru: str
    en: str

    def say(self, language: str) -> str:
        """The name for a Django language code such as `kk` or `ru-kz`; English for any other."""
        return {"kk": self.kk, "ru": self.ru}.get(language[:2].lower(), self.en)


@dataclass(frozen=True, slots=True)
class Capability:
    """What the product must be able to do for a duty; several occupations may share one."""

    key: str
    words: Words


@dataclass(frozen=True, slots=True)
class ShippedDuty:
    """`abilities` and `knowledge` say how many the official text attaches to the duty."""

    id: str
    role: str
    function: str
    capability: str
    recommended: bool
    abilities: int
    knowledge: int
    words: Words


@dataclass(frozen=True, slots=True)
class ShippedFunction:
    id: str
    additional: bool
    words: Words
    duties: tuple[ShippedDuty, ...]


@dataclass(frozen=True, slots=True)
class ShippedOccupation:
    """`words.kk` is the official title."""

    role: str
    card: int
    code: str
    orq_level: int
    words: Words
    functions: tuple[ShippedFunction, ...]

    def duties(self) -> Iterator[ShippedDuty]:
        return (duty for function in self.functions for duty in function.duties)


@dataclass(frozen=True, slots=True)
class Shipped:
    """Ten occupations by card number; lookups raise KeyError on an unknown name."""

    occupations: tuple[ShippedOccupation, ...]
    capabilities: Mapping[str, Capability]
    _occupations: Mapping[str, ShippedOccupation] = field(repr=False)
    _duties: Mapping[str, ShippedDuty] = field(repr=False)

    def functions(self) -> Iterator[ShippedFunction]:
        return (function for occupation in self.occupations for function in occupation.functions)

    def duties(self) -> Iterator[ShippedDuty]:
        return iter(self._duties.values())

    def roles(self) -> tuple[str, ...]:
        return tuple(self._occupations)

    def occupation(self, role: str) -> ShippedOccupation:
        return self._occupations[role]

    def duty(self, duty_id: str) -> ShippedDuty:
        return self._duties[duty_id]

    def duties_of(self, role: str) -> tuple[ShippedDuty, ...]:
        return tuple(self._occupations[role].duties())

    def capability(self, key: str) -> Capability:
        return self.capabilities[key]


@cache
def shipped() -> Shipped:
    """The shipped structure, read once per process (about 10 ms)."""
    tables = {
        entry.name: tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in files(__package__).joinpath("data").iterdir()
        if entry.name.endswith(".toml")
    }
    capabilities = {key: Capability(key, _words(names)) for key, names in tables.pop("capabilities.toml").items()}
    occupations = tuple(sorted((_occupation(table) for table in tables.values()), key=lambda one: one.card))
    return Shipped(
        occupations,
        MappingProxyType(capabilities),
        MappingProxyType({occupation.role: occupation for occupation in occupations}),
        MappingProxyType({duty.id: duty for occupation in occupations for duty in occupation.duties()}),
    )


def _occupation(table: dict[str, Any]) -> ShippedOccupation:
    return ShippedOccupation(
        role=table["role"],
        card=table["card"],
        code=table["code"],
        orq_level=table["orq_level"],
        words=_words(table),
        functions=tuple(_function(function, table["role"]) for function in table["functions"]),
    )


def _function(table: dict[str, Any], role: str) -> ShippedFunction:
    function_id = table["id"]
    return ShippedFunction(
        id=function_id,
        additional=".A" in function_id,
        words=_words(table),
        duties=tuple(
            ShippedDuty(
                id=duty["id"],
                role=role,
                function=function_id,
                capability=duty["capability"],
                recommended=duty["recommended"],
                abilities=duty["abilities"],
                knowledge=duty["knowledge"],
                words=_words(duty),
            )
            for duty in table["duties"]
        ),
    )


def _words(table: dict[str, Any]) -> Words:
    return Words(table["kk"], table["ru"], table["en"])
