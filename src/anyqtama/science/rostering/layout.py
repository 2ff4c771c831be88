"""A problem as arrays: every personal rule a counter of the row search, every cover a row with its contributors."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.rostering.pricing import CHECK_LEAST, CHECK_MOST, CLOSE_GROUP, GROUP, RESET, RUN, SUM
from anyqtama.science.rostering.values import (
    DAY_MINUTES,
    SATURDAY,
    SUNDAY,
    WEEK,
    Cover,
    Fairness,
    Period,
    Person,
    Problem,
    Rule,
    RuleKind,
    Shift,
)

NO_LIMIT = 10**8
HARD_COVER = 1e6
"""What a person missing where cover is hard costs in the search: dearer than any wish."""
_EXACT_SHARE = 0.7
"""Limits on numbers of shifts that are looser than this share of a person's shifts are not part of the key."""


@dataclass(slots=True)
class Counters:
    """The personal rules of one person, one counter a row."""

    kind: NDArray[np.int64]
    inc: NDArray[np.int32]
    least: NDArray[np.int32]
    most: NDArray[np.int32]
    under: NDArray[np.float64]
    over: NDArray[np.float64]
    squared: NDArray[np.int64]
    cap: NDArray[np.int32]
    check: NDArray[np.int64]
    ceiling: NDArray[np.int32]
    stride: NDArray[np.int64]
    reach: NDArray[np.int32]
    loose: NDArray[np.bool_]
    """Counters carried and enforced, yet not in the key: quick, and nearly always the same answer."""

    @property
    def relaxed(self) -> Counters:
        """The counters without the loose ones."""
        return Counters(*(getattr(self, f.name)[~self.loose] for f in fields(self)))

    @property
    def strict(self) -> Counters:
        """The counters with the loose ones in the key."""
        made = replace(self, stride=self.stride.copy())
        radix = max([1, *(self.stride * (2 * (self.cap.astype(np.int64) + 2)))])
        for k in np.flatnonzero(self.loose):
            made.stride[k] = radix
            radix = (radix * (2 * (int(self.cap[k]) + 2))) % (1 << 61)
        return made


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
    shares = _shares(problem)
    for p, person in enumerate(problem.people):
        _allow(problem, person, begin, at, own[p], allowed[p])
        pair, klass = _pairs(problem, person, at)
        pairs.append(pair)
        classes.append(klass)
        rules = [
            *person.rules,
            *(_fair_rule(fair, share[p]) for fair, share in zip(problem.fairness, shares, strict=True)),
        ]
        counters.append(_counters(problem, rules, begin, at, allowed[p], int(klass.max()) + 1))
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


def weekday(problem: Problem, day: int) -> int:
    return (problem.first_weekday + day) % WEEK


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


def _counters(
    problem: Problem, rules: list[Rule], begin: int, at: dict[str | None, int], allowed: Any, classes: int
) -> Counters:
    made = [
        _count(problem, rule, begin, at, allowed.shape)
        for rule in rules
        if rule.kind not in (RuleKind.REST, RuleKind.NOT_AFTER)
    ]
    size, (days, shifts) = len(made), allowed.shape
    found = Counters(
        kind=np.array([count.kind for count in made], np.int64),
        inc=np.array([count.inc for count in made], np.int32).reshape(size, days, shifts),
        least=np.array([-(-(count.rule.least or 0) // count.unit) for count in made], np.int32),
        most=np.array([_most(count) for count in made], np.int32),
        under=np.array([_weight(count) for count in made], float),
        over=np.array([_weight(count) for count in made], float),
        squared=np.array([count.rule.squared for count in made], np.int64),
        cap=np.array([_cap(count) for count in made], np.int32),
        check=np.array([count.check for count in made], np.int64).reshape(size, days),
        ceiling=np.full((size, days), NO_LIMIT, np.int32),
        stride=np.zeros(size, np.int64),
        reach=np.zeros((size, days + 1), np.int32),
        loose=np.array([_is_loose(count.rule, rules, problem) for count in made], bool),
    )
    radix = classes
    workdays = _workdays(rules, problem, days)
    for k, count in enumerate(made):
        if count.kind != RUN and count.rule.most is not None and count.rule.weight is None:
            found.ceiling[k, begin:] = found.most[k]
        if count.kind == SUM:
            found.reach[k] = np.minimum(int(count.inc[begin:].max(initial=0)) * workdays, NO_LIMIT)
        if not found.loose[k]:
            found.stride[k] = radix
            radix = (radix * (2 * (int(found.cap[k]) + 2))) % (1 << 61)
    return found


@dataclass(slots=True)
class _Count:
    """A rule as what it counts: increments by day and shift, ends of periods, the unit minutes are counted in."""

    rule: Rule
    kind: int
    inc: NDArray[np.int32]
    check: NDArray[np.int64]
    unit: int = 1


def _count(problem: Problem, rule: Rule, begin: int, at: dict[str | None, int], shape: tuple[int, int]) -> _Count:
    meant = range(1, shape[1]) if rule.shifts is None else [at[name] for name in problem.named(rule.shifts, rule.name)]
    made = _Count(rule, SUM, np.zeros(shape, np.int32), np.zeros(shape[0], np.int64))
    if rule.kind is RuleKind.DAYS_OFF:
        made.kind = RUN
        made.inc[:, 0] = 1
        return made
    if rule.kind is RuleKind.MINUTES:
        lengths = [problem.shifts[i - 1].minutes for i in meant]
        made.unit = math.gcd(*lengths) or 1
        made.inc[:, list(meant)] = [minutes // made.unit for minutes in lengths]
    else:
        made.inc[:, list(meant)] = 1
    if rule.kind is RuleKind.RUN:
        made.kind = RUN
    elif rule.kind is RuleKind.WEEKENDS:
        made.kind = GROUP
        _weekends(problem, begin, made)
    else:
        _segments(problem, rule, begin, made.check)
        if rule.per is Period.HORIZON:
            made.inc[:begin] = 0
    return made


def _weekends(problem: Problem, begin: int, made: _Count) -> None:
    """Count only Saturdays and Sundays; a Saturday just before the horizon belongs to its first weekend."""
    for day in range(len(made.check)):
        here = weekday(problem, day - begin)
        if here not in (SATURDAY, SUNDAY):
            made.inc[day] = 0
        if here == SUNDAY:
            made.check[day] |= CLOSE_GROUP
    opened_before = begin > 0 and weekday(problem, -1) == SATURDAY
    made.inc[: begin - 1 if opened_before else begin] = 0
    made.check[-1] |= CHECK_LEAST | CHECK_MOST


def _most(count: _Count) -> int:
    return NO_LIMIT if count.rule.most is None else count.rule.most // count.unit


def _cap(count: _Count) -> int:
    """Return the value above which all values mean the same."""
    least = -(-(count.rule.least or 0) // count.unit)
    if count.rule.most is None:
        return least
    if count.kind == RUN or count.rule.weight is None:
        return max(_most(count) + (count.kind != RUN), least)
    return int(count.inc.max(axis=1, initial=0).sum())


def _is_loose(rule: Rule, rules: list[Rule], problem: Problem) -> bool:
    if rule.kind is not RuleKind.SHIFTS or rule.least is not None or rule.weight is not None or rule.most is None:
        return False
    shortest = min(shift.minutes for shift in problem.shifts)
    most_days = min(_busiest(rules, problem) // shortest, problem.days)
    return rule.per is Period.HORIZON and rule.most > _EXACT_SHARE * most_days


def _segments(problem: Problem, rule: Rule, begin: int, check: Any) -> None:
    """Mark the ends of the periods. Weeks cut by an end of the horizon are held to `most`, not to `least`."""
    last = len(check) - 1
    if rule.per is Period.HORIZON:
        check[last] = CHECK_LEAST | CHECK_MOST | RESET
        return
    for day in range(len(check)):
        if weekday(problem, day - begin) == SUNDAY:
            whole_week = day - begin >= WEEK - 1 or begin >= WEEK - 1
            check[day] |= RESET
            if day >= begin:
                check[day] |= CHECK_MOST | (CHECK_LEAST if whole_week else 0)
    if weekday(problem, last - begin) != SUNDAY:
        check[last] |= CHECK_MOST | RESET


def _weight(count: _Count) -> float:
    if count.rule.weight is None:
        return math.inf
    return count.rule.weight * (count.unit**2 if count.rule.squared else count.unit)


def _busiest(rules: list[Rule], problem: Problem) -> int:
    """The most paid minutes in the horizon that the hard rules allow."""
    limits = [
        rule.most
        for rule in rules
        if rule.kind is RuleKind.MINUTES
        and rule.per is Period.HORIZON
        and rule.most is not None
        and rule.weight is None
    ]
    return min(limits, default=DAY_MINUTES * problem.days)


def _workdays(rules: list[Rule], problem: Problem, days: int) -> NDArray[np.int64]:
    """The most days with work in so many days: `most` in a row, then the least days off."""
    every = frozenset(shift.name for shift in problem.shifts)
    runs = [
        rule.most
        for rule in rules
        if rule.kind is RuleKind.RUN
        and rule.most
        and rule.weight is None
        and (rule.shifts is None or problem.named(rule.shifts, rule.name) == every)
    ]
    lengths = np.arange(days + 1)
    if not runs:
        return lengths
    rests = [rule.least for rule in rules if rule.kind is RuleKind.DAYS_OFF and rule.least and rule.weight is None]
    work, off = min(runs), max(rests, default=1)
    return lengths // (work + off) * work + np.minimum(lengths % (work + off), work)


def _shares(problem: Problem) -> list[list[float]]:
    """Each person's fair share of each burden: the wanted number in proportion to the paid time of the contract."""
    capacity = []
    for person in problem.people:
        limits = [r.most for r in person.rules if r.kind is RuleKind.MINUTES and r.most and r.per is Period.HORIZON]
        weekly = [r.most for r in person.rules if r.kind is RuleKind.MINUTES and r.most and r.per is Period.WEEK]
        open_days = (problem.days - len(person.absent)) / problem.days
        full = min([*limits, *(most * problem.days / WEEK for most in weekly)], default=2400.0 * problem.days / WEEK)
        capacity.append(full * open_days)
    total = sum(capacity) or 1.0
    return [[_burden(problem, fair) * share / total for share in capacity] for fair in problem.fairness]


def _burden(problem: Problem, fair: Fairness) -> float:
    names = problem.named(fair.shifts, fair.name) if fair.shifts else frozenset(shift.name for shift in problem.shifts)
    minutes = {shift.name: shift.minutes for shift in problem.shifts}
    wanted = 0.0
    for cover in problem.cover:
        if fair.weekends and weekday(problem, cover.day) not in (SATURDAY, SUNDAY):
            continue
        if cover.shifts is not None:
            meant = problem.named(cover.shifts, cover.label)
            wanted += cover.wanted * len(meant & names) / len(meant)
        else:
            mean = sum(minutes.values()) / len(minutes)
            wanted += cover.wanted * (cover.to_minute - cover.from_minute) / mean * len(names) / len(minutes)
    return wanted / 2 if fair.weekends else wanted


def _fair_rule(fair: Fairness, share: float) -> Rule:
    return Rule(
        name=f"fair share of {fair.name}",
        kind=RuleKind.WEEKENDS if fair.weekends else RuleKind.SHIFTS,
        least=math.floor(share),
        most=math.ceil(share),
        shifts=fair.shifts,
        weight=fair.weight,
        squared=True,
    )


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
