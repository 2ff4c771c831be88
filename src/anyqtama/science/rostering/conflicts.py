"""Why no roster keeps every hard rule: a smallest set of rules that cannot hold together."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from anyqtama.science.rostering.values import (
    DAY_MINUTES,
    SUNDAY,
    WEEK,
    Cover,
    Period,
    Person,
    Problem,
    Rule,
    RuleKind,
)


def personal_conflict(problem: Problem, person: int, seconds: float = 20.0) -> list[str]:
    """Return a smallest set of one person's hard rules that no row keeps; empty if none was proven in the time."""
    return _smallest(RuleModel(problem, [person], with_cover=False), seconds)


def shared_conflict(problem: Problem, seconds: float = 20.0) -> list[str]:
    """Return a smallest set of hard rules of all people and of hard cover that cannot hold together, or nothing."""
    return _smallest(RuleModel(problem, range(len(problem.people)), with_cover=True), seconds)


class RuleModel:
    """All hard rules as a satisfiability model, each named rule with a switch of its own."""

    def __init__(self, problem: Problem, people: Sequence[int], *, with_cover: bool) -> None:
        from ortools.sat.python import cp_model

        self.problem = problem
        self.model = cp_model.CpModel()
        self.switches: dict[str, Any] = {}
        self.works: dict[tuple[int, int, str], Any] = {}
        for index in people:
            self._add_person(index, problem.people[index])
        if with_cover:
            for cover in problem.cover:
                if cover.under is None:
                    self._add_cover(cover, people)

    def solve(self, names: Sequence[str], seconds: float) -> tuple[str, list[str]]:
        """Solve with the named rules only: ("sat", rules that hold in it), ("unsat", a core) or ("unknown", [])."""
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(seconds, 0.05)
        solver.parameters.num_workers = 1
        self.model.clear_assumptions()
        self.model.add_assumptions([self.switches[name] for name in names])
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            by_index = {self.switches[name].index: name for name in names}
            core = [by_index[i] for i in solver.sufficient_assumptions_for_infeasibility() if i in by_index]
            return "unsat", core
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return "sat", [name for name, switch in self.switches.items() if solver.value(switch)]
        return "unknown", []

    def _when(self, name: str, constraint: Any) -> None:
        if name not in self.switches:
            self.switches[name] = self.model.new_bool_var(name)
        constraint.only_enforce_if(self.switches[name])

    def _add_person(self, index: int, person: Person) -> None:
        model, problem = self.model, self.problem
        for day in range(problem.days):
            for shift in problem.shifts:
                self.works[index, day, shift.name] = model.new_bool_var("")
            model.add_at_most_one(self.works[index, day, shift.name] for shift in problem.shifts)
            for shift in problem.shifts:
                work = self.works[index, day, shift.name]
                if lacking := shift.needs - person.abilities:
                    name = f"{person.name} lacks {', '.join(sorted(lacking))} for {shift.name}"
                    self._when(name, model.add(work == 0))
                if day in person.absent:
                    self._when(f"{person.name} is absent on day {day}", model.add(work == 0))
                if shift.name in problem.named(person.barred.get(day, frozenset()), person.name):
                    self._when(f"{person.name} cannot work {shift.name} on day {day}", model.add(work == 0))
                if day in person.locked:
                    fixed = person.locked[day]
                    name = f"{person.name} is locked to {fixed or 'a day off'} on day {day}"
                    self._when(name, model.add(work == int(fixed == shift.name)))
                if person.rotation is not None and person.rotation.weight is None:
                    families = person.rotation.families
                    week = (problem.first_weekday + day) // WEEK
                    family = problem.named(families[(week + person.rotation.phase) % len(families)], person.name)
                    if shift.name not in family:
                        self._when(f"{person.name} follows the rotation", model.add(work == 0))
        self._add_pairs(index, person)
        for rule in person.rules:
            if rule.weight is None:
                source = f" ({rule.source})" if rule.source else ""
                self._add_rule(index, person, rule, f"{person.name}: {rule.name}{source}")

    def _on(self, index: int, day: int, names: frozenset[str]) -> Any:
        """Whether the person works one of the shifts on the day: a number for days of the history."""
        if day >= 0:
            return sum(self.works[index, day, name] for name in names)
        return int(self.problem.people[index].history[day] in names)

    def _add_pairs(self, index: int, person: Person) -> None:
        problem = self.problem
        for day in range(0 if person.history else 1, problem.days):
            for earlier in problem.shifts:
                before = self._on(index, day - 1, frozenset({earlier.name}))
                if isinstance(before, int) and not before:
                    continue
                for later in problem.shifts:
                    gap = DAY_MINUTES + later.begins - earlier.ends
                    after = self.works[index, day, later.name]
                    if gap < 0:
                        self.model.add(before + after <= 1)
                    for rule in person.rules:
                        applies = rule.shifts is None or earlier.name in problem.named(rule.shifts, rule.name)
                        breaks = (rule.kind is RuleKind.REST and gap < (rule.least or 0)) or (
                            rule.kind is RuleKind.NOT_AFTER and later.name in problem.named(rule.then, rule.name)
                        )
                        if applies and breaks and rule.weight is None:
                            source = f" ({rule.source})" if rule.source else ""
                            name = f"{person.name}: {rule.name}{source}"
                            self._when(name, self.model.add(before + after <= 1))

    def _add_rule(self, index: int, person: Person, rule: Rule, name: str) -> None:
        problem, model = self.problem, self.model
        every = frozenset(shift.name for shift in problem.shifts)
        meant = every if rule.shifts is None else problem.named(rule.shifts, rule.name)
        first = -len(person.history)
        if rule.kind in (RuleKind.MINUTES, RuleKind.SHIFTS):
            size = {shift.name: shift.minutes if rule.kind is RuleKind.MINUTES else 1 for shift in problem.shifts}
            for begin, end, is_whole in self._periods(rule, first):
                total = sum(size[s] * self._on(index, d, frozenset({s})) for d in range(begin, end) for s in meant)
                self._between(name, total, rule, with_least=is_whole)
        elif rule.kind is RuleKind.WEEKENDS:
            touched = []
            for sunday in range(SUNDAY - problem.first_weekday, problem.days + 1, WEEK):
                days = [day for day in (sunday - 1, sunday) if first <= day < problem.days]
                weekend = model.new_bool_var("")
                worked = [self._on(index, day, meant) for day in days]
                for work in worked:
                    model.add(weekend >= work)
                model.add(weekend <= sum(worked))
                touched.append(weekend)
            self._between(name, sum(touched), rule)
        elif rule.kind in (RuleKind.RUN, RuleKind.DAYS_OFF):
            off = rule.kind is RuleKind.DAYS_OFF
            on = {
                d: 1 - self._on(index, d, every) if off else self._on(index, d, meant)
                for d in range(first, problem.days)
            }
            self._add_run(name, on, rule, first)

    def _add_run(self, name: str, on: dict[int, Any], rule: Rule, first: int) -> None:
        days = self.problem.days
        for day in range(first, days):
            if rule.most is not None and 0 <= day + rule.most < days:
                window = sum(on[d] for d in range(day, day + rule.most + 1))
                self._when(name, self.model.add(window <= rule.most))
            if rule.least and day > first:
                for later in range(max(day + 1, 0), min(day + rule.least, days)):
                    self._when(name, self.model.add(on[later] >= on[day] - on[day - 1]))

    def _periods(self, rule: Rule, first: int) -> list[tuple[int, int, bool]]:
        days = self.problem.days
        if rule.per is Period.HORIZON:
            return [(0, days, True)]
        known = max((len(person.history) for person in self.problem.people), default=0)
        monday = -self.problem.first_weekday
        return [
            (max(day, first), min(day + WEEK, days), (day >= 0 or known >= WEEK - 1) and day + WEEK <= days)
            for day in range(monday, days, WEEK)
        ]

    def _between(self, name: str, total: Any, rule: Rule, *, with_least: bool = True) -> None:
        if rule.most is not None:
            self._when(name, self.model.add(total <= rule.most))
        if rule.least and with_least:
            self._when(name, self.model.add(total >= rule.least))

    def _add_cover(self, cover: Cover, people: Sequence[int]) -> None:
        problem = self.problem
        there: list[Any] = []
        for index in people:
            if not cover.needs <= problem.people[index].abilities:
                continue
            for shift in problem.shifts:
                if cover.shifts is not None:
                    if shift.name in problem.named(cover.shifts, cover.label):
                        there.append(self.works[index, cover.day, shift.name])
                    continue
                for day, later in ((cover.day, 0), (cover.day - 1, DAY_MINUTES)):
                    inside = shift.begins <= cover.from_minute + later and shift.ends >= cover.to_minute + later
                    if day >= 0 and inside:
                        there.append(self.works[index, day, shift.name])
        if cover.wanted:
            self._when(f"{cover.label}: at least {cover.wanted}", self.model.add(sum(there) >= cover.wanted))


def _smallest(rules: RuleModel, seconds: float) -> list[str]:
    """Shrink a core by leaving rules out one by one, then look for a smaller one by hitting sets.

    References
    ----------
    A. Ignatiev et al.: Smallest MUS extraction with minimal hitting set dualization, CP 2015.
    """
    ends = time.monotonic() + seconds
    status, core = rules.solve(list(rules.switches), seconds / 2)
    if status != "unsat":
        return []
    for name in list(core):
        if time.monotonic() > ends:
            break
        without = [other for other in core if other != name]
        status, smaller = rules.solve(without, ends - time.monotonic())
        if status == "unsat":
            core = [other for other in without if other in smaller]
    return _smaller_still(rules, core, min(ends, time.monotonic() + seconds / 4))


def _smaller_still(rules: RuleModel, core: list[str], ends: float) -> list[str]:
    from ortools.sat.python import cp_model

    to_hit: list[list[str]] = []
    while time.monotonic() < ends:
        chooser = cp_model.CpModel()
        chosen = {name: chooser.new_bool_var(name) for name in rules.switches}
        for names in to_hit:
            chooser.add_bool_or(chosen[name] for name in names)
        chooser.minimize(sum(chosen.values()))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = max(ends - time.monotonic(), 0.05)
        if solver.solve(chooser) != cp_model.OPTIMAL or solver.objective_value >= len(core):
            return core
        tried = [name for name, pick in chosen.items() if solver.value(pick)]
        status, holding = rules.solve(tried, ends - time.monotonic())
        if status == "unsat":
            return sorted(tried)
        if status == "unknown":
            return core
        to_hit.append(_left_over(rules, holding, ends))
    return core


def _left_over(rules: RuleModel, holding: list[str], ends: float) -> list[str]:
    """Grow a set that holds as far as it goes; what is left over must be hit by every conflict."""
    holding = list(holding)
    for name in rules.switches:
        if name in holding or time.monotonic() > ends:
            continue
        status, now = rules.solve([*holding, name], ends - time.monotonic())
        if status == "sat":
            holding = now
    return [name for name in rules.switches if name not in holding]
