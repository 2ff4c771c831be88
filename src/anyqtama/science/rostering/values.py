"""The question of a roster: shifts, people with their rules, cover, wishes; data only, checked when made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from anyqtama.science.refusals import BadInput, number, whole

DAY_MINUTES = 1440
WEEK = 7
SATURDAY, SUNDAY = 5, 6


class RuleKind(StrEnum):
    """What a rule counts."""

    MINUTES = "minutes"
    """Paid minutes in each period."""
    SHIFTS = "shifts"
    """Days with one of the shifts in each period."""
    RUN = "consecutive_shifts"
    """Days in a row with one of the shifts."""
    DAYS_OFF = "consecutive_days_off"
    """Days in a row without work."""
    WEEKENDS = "weekends"
    """Saturday-Sunday pairs with one of the shifts on either day."""
    REST = "rest_minutes"
    """Minutes from the end of a shift to the begin of the next day's."""
    NOT_AFTER = "not_after"
    """The shifts `then` may not stand on the day after one of the shifts."""


class Period(StrEnum):
    HORIZON = "horizon"
    WEEK = "week"
    """Monday to Sunday, with the days of the history that belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A kind of duty. It begins `begins` minutes after midnight and may pass into the next day; `minutes` are paid.

    `lasts` is the time from begin to end, where it differs from the paid minutes (an unpaid meal).
    `needs` are the skills or languages a person must have to work it.
    """

    name: str
    minutes: int
    begins: int = 0
    lasts: int = 0
    needs: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        where = f"shift {self.name!r}"
        if not self.name or self.name.strip() != self.name or self.name == "-" or "\t" in self.name:
            raise BadInput(where=where, what="is no name", mend="use letters and digits; `-` means a day off")
        whole(self.minutes, f"{where} minutes", least=1)
        whole(self.begins, f"{where} begins", least=0, most=DAY_MINUTES - 1)
        object.__setattr__(self, "lasts", whole(self.lasts or self.minutes, f"{where} lasts", least=1))
        for length in (self.minutes, self.lasts):
            if length > DAY_MINUTES:
                raise BadInput(where=where, what=f"is {length} minutes, longer than a day", mend="split it")
        if self.lasts < self.minutes:
            raise BadInput(where=where, what="pays more minutes than it lasts", mend="give lasts >= minutes")

    @property
    def ends(self) -> int:
        """Minutes after the midnight before it began; past 1440 on the next day."""
        return self.begins + self.lasts


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule for one person: data, with the act it comes from. Without a weight it is hard.

    Soft rules cost `weight` per unit (minute, shift, day, weekend, pair of days) outside the limits; with `squared`
    (periods only) per unit squared. `shifts` are names or tags; None means any work.
    """

    name: str
    kind: RuleKind
    least: int | None = None
    most: int | None = None
    shifts: frozenset[str] | None = None
    then: frozenset[str] = frozenset()
    per: Period = Period.HORIZON
    weight: float | None = None
    squared: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        where = f"rule {self.name!r}"
        if self.least is not None:
            whole(self.least, f"{where} least", least=0)
        if self.most is not None:
            whole(self.most, f"{where} most", least=0)
        if self.least is not None and self.most is not None and self.least > self.most:
            raise BadInput(where=where, what=f"wants at least {self.least}, at most {self.most}", mend="swap them")
        if self.weight is not None:
            number(self.weight, f"{where} weight", least=0)
        if self.kind is RuleKind.NOT_AFTER:
            if not self.then:
                raise BadInput(where=where, what="names no shifts that may not follow", mend="give `then`")
        elif self.least is None and self.most is None:
            raise BadInput(where=where, what="has no limit", mend="give `least`, `most` or both")
        if self.kind is RuleKind.REST and self.least is None:
            raise BadInput(where=where, what="has no `least`", mend="give the minutes of rest as `least`")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How many people are wanted on a day: on `shifts`, or (`from_minute`, `to_minute`) at their place all that time.

    Only people with all of `needs` count. A missing person costs `under` (None: not allowed), one too many `over`.
    """

    day: int
    wanted: int
    shifts: frozenset[str] | None = None
    from_minute: int = 0
    to_minute: int = 0
    needs: frozenset[str] = frozenset()
    under: float | None = None
    over: float = 0.0
    name: str = ""

    def __post_init__(self) -> None:
        where = self.label
        whole(self.wanted, f"{where} wanted", least=0)
        if self.under is not None:
            number(self.under, f"{where} under", least=0)
        number(self.over, f"{where} over", least=0)
        if self.shifts is None and not 0 <= self.from_minute < self.to_minute <= DAY_MINUTES:
            raise BadInput(where=where, what="names neither shifts nor a time of day", mend="give one of them")

    @property
    def label(self) -> str:
        """A name for messages: its own, or what it says."""
        if self.name:
            return f"cover {self.name!r} of day {self.day}"
        what = "|".join(sorted(self.shifts)) if self.shifts else f"{self.from_minute}-{self.to_minute} min"
        return f"cover of day {self.day}, {what}" + (f", {'+'.join(sorted(self.needs))}" if self.needs else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """Shares a burden in proportion to working time: each shift of `shifts` (weekend if `weekends`) away from a
    person's share costs `weight`, squared."""

    name: str
    weight: float
    shifts: frozenset[str] | None = None
    weekends: bool = False

    def __post_init__(self) -> None:
        number(self.weight, f"fairness {self.name!r} weight", least=0)


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
        whole(self.days, "days", least=1, most=3 * 366)
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


Roster = tuple[tuple[str | None, ...], ...]
"""People by days: a shift name, or None for a day off."""


class RosterStatus(StrEnum):
    OPTIMAL = "optimal"
    """Proven: objective equals bound."""
    FEASIBLE = "feasible"
    """Every hard rule holds; better rosters may exist."""
    INFEASIBLE = "infeasible"
    """No roster can hold every hard rule; `conflict` names a smallest set that cannot hold together."""
    NOT_FOUND = "not_found"
    """Hard rules stayed broken when the time ended; neither a roster nor a proof that there is none was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a search knows at a moment. Return False from the callback to stop it."""

    seconds: float
    objective: float
    bound: float
    hard_violations: int
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterResult:
    """The answer. `objective` is what cover, wishes and soft rules cost; no roster costs less than `bound`.

    `hard_violations` are counted by the checker, which shares no code with the search; `broken` are its words.
    """

    status: RosterStatus
    roster: Roster
    objective: float
    bound: float
    seconds: float
    hard_violations: int
    broken: tuple[str, ...]
    conflict: tuple[str, ...]
    seed: int
    version: str

    @property
    def gap(self) -> float:
        """Share of the objective that may be saved at most."""
        return 0.0 if self.objective <= self.bound else (self.objective - self.bound) / max(abs(self.objective), 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long to search. Everything drawn comes from the seed; with two threads the order of finds may still vary."""

    seconds: float = 60.0
    threads: int = 2

    def __post_init__(self) -> None:
        number(self.seconds, "seconds", above=0)
        whole(self.threads, "threads", least=1, most=64)

    @classmethod
    def quick(cls) -> Self:
        return cls(seconds=5.0, threads=1)


def _refuse_doubles(names: list[str], where: str) -> None:
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        raise BadInput(where=where, what=f"have {min(doubled)!r} twice", mend="rename one")
    if not names:
        raise BadInput(where=where, what="are missing", mend="give at least one")
