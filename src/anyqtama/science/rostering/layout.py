"""A problem as arrays: every personal rule a counter of the row search, every cover a row with its contributors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.rostering.counters import Counters, forbids, make_counters
from anyqtama.science.rostering.fairness import fair_rule, fair_shares
from anyqtama.science.rostering.values import (
    DAY_MINUTES,
    WEEK,
    Cover,
    Person,
    Problem,
    Rule,
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
    known_pairs: dict[tuple[Rule, ...], tuple[Any, Any]] = {}
    for p, person in enumerate(problem.people):
        _allow(problem, person, begin, at, own[p], allowed[p])
        on_pairs = tuple(rule for rule in person.rules if rule.kind in (RuleKind.REST, RuleKind.NOT_AFTER))
        if on_pairs not in known_pairs:
            known_pairs[on_pairs] = _pairs(problem, on_pairs, at)
        pair, klass = known_pairs[on_pairs]
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
    for rule in filter(forbids, person.rules):
        names = at if rule.shifts is None else problem.named(rule.shifts, rule.name)
        allowed[begin:, [at[name] for name in names if name is not None]] = 0
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


def _pairs(problem: Problem, rules: tuple[Rule, ...], at: dict[str | None, int]) -> tuple[Any, Any]:
    """Costs of a shift on the day after another; equal rows share a class, so that the search has fewer states."""
    begins = np.array([shift.begins for shift in problem.shifts])
    ends = np.array([shift.ends for shift in problem.shifts])
    gap = DAY_MINUTES + begins[None, :] - ends[:, None]
    table = np.zeros((len(at), len(at)))
    inner = table[1:, 1:]
    inner[gap < 0] = math.inf
    for rule in rules:
        weight = math.inf if rule.weight is None else rule.weight
        earlier = np.zeros(len(begins), bool)
        names = at if rule.shifts is None else problem.named(rule.shifts, rule.name)
        earlier[[at[name] - 1 for name in names if name is not None]] = True
        later = np.zeros(len(begins), bool)
        later[[at[name] - 1 for name in problem.named(rule.then, rule.name)]] = True
        breaks = gap < (rule.least or 0) if rule.kind is RuleKind.REST else later[None, :]
        inner[earlier[:, None] & breaks] += weight
    rows, klass = np.unique(table, axis=0, return_inverse=True)
    zero = int(klass.reshape(-1)[0])
    order = [zero, *(i for i in range(len(rows)) if i != zero)]
    place = {old: new for new, old in enumerate(order)}
    return np.ascontiguousarray(rows[order]), np.array([place[int(k)] for k in klass.reshape(-1)], np.int64)


def _contributions(problem: Problem, begin: int, names: list[str | None]) -> tuple[Any, Any]:
    """For every (day, shift) the cover rows it counts for, flattened."""
    by_shift: dict[tuple[int, str], list[int]] = {}
    by_time: dict[int, list[tuple[int, Cover]]] = {}
    for row, cover in enumerate(problem.cover):
        if cover.shifts is None:
            by_time.setdefault(cover.day, []).append((row, cover))
        else:
            for name in problem.named(cover.shifts, cover.label):
                by_shift.setdefault((cover.day, name), []).append(row)
    ptr: list[int] = [0] * (begin * len(names) + 1)
    index: list[int] = []
    for day in range(problem.days):
        ptr.append(len(index))  # a day off
        for shift in problem.shifts:
            index += by_shift.get((day, shift.name), [])
            for later, rows in ((0, by_time.get(day, ())), (DAY_MINUTES, by_time.get(day + 1, ()))):
                index += [row for row, cover in rows if _spans(shift, cover, later)]
            ptr.append(len(index))
    return np.array(ptr, np.int64), np.array(index, np.int64)


def _spans(shift: Shift, cover: Cover, later: int) -> bool:
    return shift.begins <= cover.from_minute + later and shift.ends >= cover.to_minute + later
