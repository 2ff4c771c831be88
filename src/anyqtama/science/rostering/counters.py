"""The personal rules of one person as counters of the row search."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.rostering.pricing import CHECK_LEAST, CHECK_MOST, CLOSE_GROUP, GROUP, RESET, RUN, SUM
from anyqtama.science.rostering.values import DAY_MINUTES, SATURDAY, SUNDAY, WEEK, Period, Problem, Rule, RuleKind

NO_LIMIT = 10**8
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

    def corridor(self, begin: int, allowed: NDArray[np.uint8]) -> Counters:
        """The counters with sums over the horizon held near an even pace, so that a narrow beam keeps its way."""
        made = replace(self, reach=self.reach.copy(), ceiling=self.ceiling.copy(), stride=self.stride.copy())
        open_so_far = np.cumsum(allowed[begin:, 1:].any(axis=1))
        days = max(int(open_so_far[-1]), 1)
        ahead = np.arange(days + 1)
        for k in range(len(self.kind)):
            over_horizon = not (self.check[k, begin:-1] & RESET).any()
            if self.kind[k] == RUN or not over_horizon or self.most[k] >= NO_LIMIT or not math.isinf(self.over[k]):
                continue
            if self.kind[k] == SUM and self.least[k] == 0:  # a limit far away: kept, not told apart
                made.stride[k] = 0
                continue
            middle = (self.most[k] + max(self.least[k], 0.8 * self.most[k])) / 2
            pace = middle / days
            slack = pace * WEEK + 1
            made.ceiling[k, begin:] = np.minimum(self.ceiling[k, begin:], np.ceil(pace * open_so_far + slack))
            if self.kind[k] == SUM:  # ahead of the least, so that the last days are free to end well
                line = np.ceil(pace * ahead + slack - (middle - self.least[k]))
                made.reach[k, 1 : days + 1] = np.minimum(self.reach[k, 1 : days + 1], line[1:])
        return made


def make_counters(
    problem: Problem, rules: list[Rule], begin: int, at: dict[str | None, int], allowed: Any, classes: int
) -> Counters:
    """Translate a person's rules; those on pairs of days are in the table of pairs."""
    made = [
        _count(problem, rule, begin, at, allowed.shape)
        for rule in rules
        if rule.kind not in (RuleKind.REST, RuleKind.NOT_AFTER) and not forbids(rule)
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
            found.reach[k] = np.minimum(int((count.inc[begin:] * allowed[begin:]).max(initial=0)) * workdays, NO_LIMIT)
        if not found.loose[k]:
            found.stride[k] = radix
            radix = (radix * (2 * (int(found.cap[k]) + 2))) % (1 << 61)
    return found


def forbids(rule: Rule) -> bool:
    """Whether a rule does nothing but forbid shifts, which needs no counter."""
    counts = rule.kind in (RuleKind.SHIFTS, RuleKind.RUN, RuleKind.MINUTES)
    return counts and rule.most == 0 and not rule.least and rule.weight is None


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


def weekday(problem: Problem, day: int) -> int:
    return (problem.first_weekday + day) % WEEK
