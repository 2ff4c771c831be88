"""A problem as arrays: every personal rule a counter of the row search, every cover a row with its contributors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.rostering.counters import Counters, make_counters
from anyqtama.science.rostering.fairness import fair_rule, fair_shares
from anyqtama.science.rostering.values import (
    DAY_MINUTES,
    WEEK,
    Cover,
    Person,
    Problem,
    RuleKind,
    Shift,
)

HARD_COVER = 1e6
"""What a person missing where cover is hard costs in the search: dearer than any wish."""


@dataclass(slots=True)
class Layout:
    """Arrays over days from the oldest history: day `begin` is the first of the horizon. Shift 0 is a day off."""

    problem: Problem
    names: list[str | None]
    days: int
    begin: int
    first: NDArray[np.int64]
    own: NDArray[np.float64]
    allowed: NDArray[np.uint8]
    pair: list[NDArray[np.float64]]
    klass: list[NDArray[np.int64]]
    counters: list[Counters]
    wanted: NDArray[np.int64]
    under: NDArray[np.float64]
    over: NDArray[np.float64]
    hard: NDArray[np.bool_]
    qualified: NDArray[np.uint8]
    ptr: NDArray[np.int64]
    index: NDArray[np.int64]

    @property
    def people(self) -> int:
        return len(self.problem.people)

    def touched(self, row: NDArray[np.int16], window: tuple[int, int] | None = None) -> NDArray[np.int64]:
        """Return the cover rows that a row of shifts reaches (in a window of days), whoever works it."""
        shifts = len(self.names)
        low, high = window or (self.begin, self.days)
        worked = [day * shifts + int(row[day]) for day in range(low, high) if row[day]]
        return np.concatenate([self.index[self.ptr[at] : self.ptr[at + 1]] for at in worked] or [self.index[:0]])

    def counts(self, rows: NDArray[np.int16]) -> NDArray[np.int64]:
        """Return how many qualified people each cover row has."""
        found = np.zeros(len(self.wanted), np.int64)
        for person, row in enumerate(rows):
            at = self.touched(row)
            np.add.at(found, at, self.qualified[person, at])
        return found

    def cover_cost(self, counts: NDArray[np.int64]) -> float:
        short, extra = np.maximum(self.wanted - counts, 0), np.maximum(counts - self.wanted, 0)
        return float(short @ self.under + extra @ self.over)


def lay_out(problem: Problem) -> Layout:
    """Turn a problem into arrays."""
    begin = max((len(person.history) for person in problem.people), default=0)
    days = begin + problem.days
    names: list[str | None] = [None, *(shift.name for shift in problem.shifts)]
    at = {name: i for i, name in enumerate(names)}
    people = len(problem.people)
    own = np.zeros((people, days, len(names)))
    allowed = np.zeros((people, days, len(names)), np.uint8)
    pairs, classes, counters = [], [], []
    shares = fair_shares(problem)
    for p, person in enumerate(problem.people):
        _allow(problem, person, begin, at, own[p], allowed[p])
        pair, klass = _pairs(problem, person, at)
        pairs.append(pair)
        classes.append(klass)
        rules = [
            *person.rules,
            *(fair_rule(fair, share[p]) for fair, share in zip(problem.fairness, shares, strict=True)),
        ]
        counters.append(make_counters(problem, rules, begin, at, allowed[p], int(klass.max()) + 1))
    ptr, index = _contributions(problem, begin, names)
    return Layout(
        problem=problem,
        names=names,
        days=days,
        begin=begin,
        first=np.array([begin - len(person.history) for person in problem.people], np.int64),
        own=own,
        allowed=allowed,
        pair=pairs,
        klass=classes,
        counters=counters,
        wanted=np.array([cover.wanted for cover in problem.cover], np.int64),
        under=np.array([HARD_COVER if cover.under is None else cover.under for cover in problem.cover], float),
        over=np.array([cover.over for cover in problem.cover], float),
        hard=np.array([cover.under is None for cover in problem.cover], bool),
        qualified=np.array(
            [[cover.needs <= person.abilities for cover in problem.cover] for person in problem.people], np.uint8
        ).reshape(people, len(problem.cover)),
        ptr=ptr,
        index=index,
    )


def _allow(problem: Problem, person: Person, begin: int, at: dict[str | None, int], own: Any, allowed: Any) -> None:
    for past, name in enumerate(person.history):
        allowed[begin - len(person.history) + past, at[name]] = 1
    able = [0] + [i for i, shift in enumerate(problem.shifts, 1) if shift.needs <= person.abilities]
    allowed[begin:, able] = 1
    for day in person.absent:
        allowed[begin + day, 1:] = 0
    for day, shifts in person.barred.items():
        for name in problem.named(shifts, person.name):
            allowed[begin + day, at[name]] = 0
    if person.rotation is not None:
        _rotate(problem, person, begin, at, own, allowed)
    for day, name in person.locked.items():
        kept = allowed[begin + day, at[name]]
        allowed[begin + day] = 0
        allowed[begin + day, at[name]] = kept
    for wish in person.wishes:
        day = begin + wish.day
        meant = range(1, len(at)) if wish.shift is None else [at[n] for n in problem.named((wish.shift,), person.name)]
        if wish.wanted:  # costs unless one of them is worked
            others = [s for s in range(len(at)) if s not in meant]
            own[day, others] += wish.weight
        else:
            own[day, list(meant)] += wish.weight


def _rotate(problem: Problem, person: Person, begin: int, at: dict[str | None, int], own: Any, allowed: Any) -> None:
    rotation = person.rotation
    assert rotation is not None
    for day in range(problem.days):
        week = (day + problem.first_weekday) // WEEK
        family = problem.named(rotation.families[(week + rotation.phase) % len(rotation.families)], person.name)
        for name, shift in at.items():
            if name is not None and name not in family:
                if rotation.weight is None:
                    allowed[begin + day, shift] = 0
                else:
                    own[begin + day, shift] += rotation.weight


def _pairs(problem: Problem, person: Person, at: dict[str | None, int]) -> tuple[Any, Any]:
    """Costs of a shift on the day after another; equal rows share a class, so that the search has fewer states."""
    table = np.zeros((len(at), len(at)))
    for i, earlier in enumerate(problem.shifts, 1):
        for j, later in enumerate(problem.shifts, 1):
            gap = DAY_MINUTES + later.begins - earlier.ends
            if gap < 0:
                table[i, j] = math.inf
            for rule in person.rules:
                applies = rule.shifts is None or earlier.name in problem.named(rule.shifts, rule.name)
                weight = math.inf if rule.weight is None else rule.weight
                if rule.kind is RuleKind.REST and applies and gap < (rule.least or 0):
                    table[i, j] += weight
                if rule.kind is RuleKind.NOT_AFTER and applies and later.name in problem.named(rule.then, rule.name):
                    table[i, j] += weight
    rows, klass = np.unique(table, axis=0, return_inverse=True)
    zero = int(klass[0])
    order = [zero, *(i for i in range(len(rows)) if i != zero)]
    place = {old: new for new, old in enumerate(order)}
    return np.ascontiguousarray(rows[order]), np.array([place[int(k)] for k in klass.reshape(-1)], np.int64)


def _contributions(problem: Problem, begin: int, names: list[str | None]) -> tuple[Any, Any]:
    """For every (day, shift) the cover rows it counts for, flattened."""
    by_day: dict[int, list[tuple[int, Cover]]] = {}
    for row, cover in enumerate(problem.cover):
        by_day.setdefault(cover.day, []).append((row, cover))
    ptr, index = [0], []
    for day in range(-begin, problem.days):
        for name in names:
            if name is not None and day >= 0:
                shift = problem.shifts[names.index(name) - 1]
                for row, cover in by_day.get(day, []):
                    if _counts(problem, shift, cover, 0):
                        index.append(row)
                if shift.ends > DAY_MINUTES:
                    for row, cover in by_day.get(day + 1, []):
                        if cover.shifts is None and _counts(problem, shift, cover, DAY_MINUTES):
                            index.append(row)
            ptr.append(len(index))
    return np.array(ptr, np.int64), np.array(index, np.int64)


def _counts(problem: Problem, shift: Shift, cover: Cover, later: int) -> bool:
    if cover.shifts is not None:
        return shift.name in problem.named(cover.shifts, cover.label)
    return shift.begins <= cover.from_minute + later and shift.ends >= cover.to_minute + later
