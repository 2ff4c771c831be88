"""A person to be rostered: rules, abilities, wishes, absences, the days before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from anyqtama.science.rostering.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A person wants (or not) a shift on a day; `shift` None means any work, so unwanted None asks for the day off."""

    day: int
    shift: str | None
    wanted: bool
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Families of shifts that a person goes through week by week; work outside the week's family costs `weight` a day
    (None: forbidden)."""

    families: tuple[frozenset[str], ...]
    phase: int = 0
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to be rostered. Days count from 0, the first day of the horizon.

    `absent`: days without work. `locked`: day to shift name, or None for a day off. `barred`: day to the shifts not
    possible then. `history`: the days before the horizon, oldest first, each a shift name or None. `unknown` history
    (empty) means that the first run of days may have begun long before.
    """

    name: str
    rules: tuple[Rule, ...] = ()
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    absent: frozenset[int] = frozenset()
    barred: Mapping[int, frozenset[str]] = field(default_factory=dict)
    locked: Mapping[int, str | None] = field(default_factory=dict)
    wishes: tuple[Wish, ...] = ()
    rotation: Rotation | None = None
    history: tuple[str | None, ...] = ()

    @property
    def abilities(self) -> frozenset[str]:
        return self.skills | self.languages
