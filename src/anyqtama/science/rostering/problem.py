"""The whole question of a roster, checked for names and days that do not exist."""

from __future__ import annotations

from dataclasses import dataclass

from anyqtama.science.refusals import BadInput, number, whole
from anyqtama.science.rostering.cover import Cover, Fairness
from anyqtama.science.rostering.person import Person
from anyqtama.science.rostering.shift import Shift

MOST_DAYS = 3 * 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A roster to be made: `days` from a first day with weekday `first_weekday` (0 = Monday)."""

    days: int
    shifts: tuple[Shift, ...]
    people: tuple[Person, ...]
    cover: tuple[Cover, ...] = ()
    fairness: tuple[Fairness, ...] = ()
    first_weekday: int = 0

    def __post_init__(self) -> None:
        whole(self.days, "days", least=1, most=MOST_DAYS)
        whole(self.first_weekday, "first_weekday", least=0, most=6)
        _refuse_doubles([shift.name for shift in self.shifts], "shifts")
        _refuse_doubles([person.name for person in self.people], "people")
        for person in self.people:
            self._check_person(person)
        for cover in self.cover:
            self._check_day(cover.day, cover.label)
            self.named(cover.shifts or (), cover.label)
        for fairness in self.fairness:
            self.named(fairness.shifts or (), f"fairness {fairness.name!r}")

    def named(self, names: frozenset[str] | tuple[str, ...], where: str) -> frozenset[str]:
        """Return the names of the shifts meant by names and tags; refuse those nobody knows."""
        known = {shift.name for shift in self.shifts}
        found: set[str] = set()
        for name in names:
            meant = {name} if name in known else {shift.name for shift in self.shifts if name in shift.tags}
            if not meant:
                have = ", ".join(sorted(known)[:12])
                raise BadInput(where=where, what=f"names the shift {name!r}, which is not there", mend=f"use {have}")
            found |= meant
        return frozenset(found)

    def unskilled(self) -> list[str]:
        """What is wanted and nobody can do: the abilities (joined by +) of shifts and covers that no one person has."""
        asked = {shift.needs for shift in self.shifts} | {cover.needs for cover in self.cover if cover.wanted}
        return sorted("+".join(sorted(n)) for n in asked if not any(n <= person.abilities for person in self.people))

    def _check_person(self, person: Person) -> None:
        where = f"person {person.name!r}"
        for day in (*person.absent, *person.barred, *person.locked, *(wish.day for wish in person.wishes)):
            self._check_day(day, where)
        used = [*person.locked.values(), *person.history, *(wish.shift for wish in person.wishes)]
        names = {name for name in used if name is not None}.union(*person.barred.values())
        self.named(tuple(names), where)
        for rule in person.rules:
            self.named(tuple((rule.shifts or frozenset()) | rule.then), f"{where}, rule {rule.name!r}")
        for wish in person.wishes:
            number(wish.weight, f"{where} wish of day {wish.day}", least=0)
        for family in person.rotation.families if person.rotation else ():
            self.named(family, f"{where}, rotation")
        for day, name in person.locked.items():
            if name is not None and day in person.absent:
                raise BadInput(where=f"{where} day {day}", what="is locked and absent", mend="drop one of the two")

    def _check_day(self, day: int, where: str) -> None:
        whole(day, f"{where} day", least=0, most=self.days - 1)


def _refuse_doubles(names: list[str], where: str) -> None:
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        raise BadInput(where=where, what=f"have {min(doubled)!r} twice", mend="rename one")
    if not names:
        raise BadInput(where=where, what="are missing", mend="give at least one")
