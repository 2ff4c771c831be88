"""The second opinion on a roster: every rule read again, day by day. Shares no code with the search."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from anyqtama.science.refusals import BadInput
from anyqtama.science.rostering.values import Cover, Person, Problem, Roster, Rule, RuleKind, Shift


@dataclass(slots=True)
class Check:
    """What a roster breaks and what it costs.

    `hard` are the broken hard rules in words, one for each unit outside a limit's day, period, run or pair;
    `missing` counts people missing where cover is hard (each is also in `hard`). `costs` is by what causes them.
    """

    hard: list[str] = field(default_factory=list)
    costs: dict[str, float] = field(default_factory=dict)

    @property
    def objective(self) -> float:
        return sum(self.costs.values())

    def charge(self, cause: str, amount: float) -> None:
        if amount:
            self.costs[cause] = self.costs.get(cause, 0.0) + amount


def check_roster(problem: Problem, roster: Roster) -> Check:
    """Read every rule, wish and cover again.

    Raises
    ------
    BadInput
        If the roster has other people or days than the problem, or unknown shifts.
    """
    if len(roster) != len(problem.people) or any(len(row) != problem.days for row in roster):
        raise BadInput(where="roster", what="has another shape than people by days", mend="give one row a person")
    found = Check()
    shifts = {shift.name: shift for shift in problem.shifts}
    for row in roster:
        for name in row:
            if name is not None and name not in shifts:
                raise BadInput(where="roster", what=f"names {name!r}", mend="use the shifts of the problem")
    for person, row in zip(problem.people, roster, strict=True):
        _check_days(problem, shifts, person, row, found)
        for rule in person.rules:
            for units, words in _outside(problem, shifts, person, row, rule):
                if rule.weight is None:
                    found.hard.append(
                        f"{person.name}: {rule.name}: {words}" + (f" ({rule.source})" if rule.source else "")
                    )
                else:
                    found.charge(f"rule {rule.name}", rule.weight * (units**2 if rule.squared else units))
    _check_fairness(problem, roster, found)
    for cover in problem.cover:
        _check_cover(problem, shifts, roster, cover, found)
    return found


def _meant(problem: Problem, names: frozenset[str] | None) -> set[str]:
    return {shift.name for shift in problem.shifts if names is None or shift.name in names or bool(shift.tags & names)}


def _check_days(
    problem: Problem, shifts: dict[str, Shift], person: Person, row: tuple[str | None, ...], found: Check
) -> None:
    past = dict(enumerate(person.history, -len(person.history)))
    for day, name in enumerate(row):
        where = f"{person.name}: day {day}"
        if day in person.locked and person.locked[day] != name:
            found.hard.append(f"{where}: locked to {person.locked[day] or 'a day off'}, has {name or 'a day off'}")
        if name is None:
            continue
        shift = shifts[name]
        if day in person.absent:
            found.hard.append(f"{where}: absent, has {name}")
        if name in _meant(problem, person.barred.get(day, frozenset())):
            found.hard.append(f"{where}: cannot work {name}")
        if lacking := shift.needs - (person.skills | person.languages):
            found.hard.append(f"{where}: {name} needs {', '.join(sorted(lacking))}")
        earlier = row[day - 1] if day else past.get(-1)
        if earlier is not None and shifts[earlier].begins + shifts[earlier].lasts > 1440 + shift.begins:
            found.hard.append(f"{where}: {name} begins before {earlier} ends")
        _check_rotation(problem, person, day, name, found)
    for wish in person.wishes:
        has = row[wish.day]
        granted = has is not None and (wish.shift is None or has in _meant(problem, frozenset({wish.shift})))
        if granted != wish.wanted:
            found.charge("wishes", wish.weight)


def _check_rotation(problem: Problem, person: Person, day: int, name: str, found: Check) -> None:
    if person.rotation is None:
        return
    families = person.rotation.families
    week = (problem.first_weekday + day) // 7
    if name in _meant(problem, families[(week + person.rotation.phase) % len(families)]):
        return
    if person.rotation.weight is None:
        found.hard.append(f"{person.name}: day {day}: {name} is outside the rotation")
    else:
        found.charge("rotation", person.rotation.weight)


def _outside(
    problem: Problem, shifts: dict[str, Shift], person: Person, row: tuple[str | None, ...], rule: Rule
) -> Iterator[tuple[float, str]]:
    """Yield each case of being outside the limits: by how many units, and in words."""
    meant = _meant(problem, rule.shifts)
    if rule.kind in (RuleKind.REST, RuleKind.NOT_AFTER):
        yield from _outside_pairs(problem, shifts, person, row, rule, meant)
    elif rule.kind in (RuleKind.RUN, RuleKind.DAYS_OFF):
        yield from _outside_runs(person, row, rule, meant)
    elif rule.kind is RuleKind.WEEKENDS:
        yield from _limits(rule, _weekends(problem, person, row, meant), "weekends worked")
    else:
        for first, last, is_whole in _periods(problem, person, rule.per.value):
            total = 0
            for day in range(first, last):
                name = row[day] if day >= 0 else person.history[day]
                if name in meant and name is not None:
                    total += shifts[name].minutes if rule.kind is RuleKind.MINUTES else 1
            words = f"{rule.kind.value} in days {max(first, 0)}-{last - 1}"
            yield from _limits(rule, total, words, with_least=is_whole)


def _limits(rule: Rule, value: int, words: str, *, with_least: bool = True) -> Iterator[tuple[float, str]]:
    if rule.most is not None and value > rule.most:
        yield value - rule.most, f"{value} {words}, at most {rule.most}"
    if rule.least is not None and value < rule.least and with_least:
        yield rule.least - value, f"{value} {words}, at least {rule.least}"


def _periods(problem: Problem, person: Person, per: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (first day, day after, whether whole); days below 0 are history."""
    if per == "horizon":
        yield 0, problem.days, True
        return
    day = -problem.first_weekday
    known = max((len(p.history) for p in problem.people), default=0)
    while day < problem.days:
        begins_known = day >= 0 or known >= 6
        yield max(day, -len(person.history)), min(day + 7, problem.days), begins_known and day + 7 <= problem.days
        day += 7


def _weekends(problem: Problem, person: Person, row: tuple[str | None, ...], meant: set[str]) -> int:
    total = 0
    for sunday in range(6 - problem.first_weekday - 7, problem.days + 7, 7):
        days = [day for day in (sunday - 1, sunday) if -len(person.history) <= day < problem.days]
        if sunday < 0 or not days:
            continue
        worked = [row[day] if day >= 0 else person.history[day] for day in days]
        total += any(name in meant for name in worked if name is not None)
    return total


def _outside_runs(
    person: Person, row: tuple[str | None, ...], rule: Rule, meant: set[str]
) -> Iterator[tuple[float, str]]:
    """Runs that touch the first known day may have begun earlier, runs that touch the last day may go on."""
    days = [*person.history, *row]
    shift_by = len(person.history)
    inside = [(name is None) if rule.kind is RuleKind.DAYS_OFF else (name in meant) for name in days]
    begin = 0
    while begin < len(days):
        if not inside[begin]:
            begin += 1
            continue
        end = begin
        while end < len(days) and inside[end]:
            end += 1
        length = end - begin
        where = f"{length} days in a row from day {begin - shift_by}"
        if rule.most is not None and end > shift_by and length > rule.most:
            over = min(length - rule.most, end - shift_by)
            for _ in range(over):
                yield 1, f"{where}, at most {rule.most}"
        if rule.least is not None and begin > 0 and shift_by <= end < len(days) and length < rule.least:
            yield rule.least - length, f"{where}, at least {rule.least}"
        begin = end


def _outside_pairs(
    problem: Problem,
    shifts: dict[str, Shift],
    person: Person,
    row: tuple[str | None, ...],
    rule: Rule,
    meant: set[str],
) -> Iterator[tuple[float, str]]:
    then = _meant(problem, rule.then) if rule.then else set()
    for day, name in enumerate(row):
        earlier = row[day - 1] if day else (person.history[-1] if person.history else None)
        if name is None or earlier is None or earlier not in meant:
            continue
        if rule.kind is RuleKind.NOT_AFTER and name in then:
            yield 1, f"{name} on day {day} after {earlier}"
        gap = 1440 + shifts[name].begins - (shifts[earlier].begins + shifts[earlier].lasts)
        if rule.kind is RuleKind.REST and gap < (rule.least or 0):
            yield 1, f"{gap} minutes of rest before day {day}, at least {rule.least}"


def _check_cover(problem: Problem, shifts: dict[str, Shift], roster: Roster, cover: Cover, found: Check) -> None:
    meant = _meant(problem, cover.shifts) if cover.shifts is not None else None
    there = 0
    for person, row in zip(problem.people, roster, strict=True):
        if not cover.needs <= (person.skills | person.languages):
            continue
        for day in (cover.day - 1, cover.day):
            name = row[day] if day >= 0 else None
            if name is None:
                continue
            if meant is not None:
                there += day == cover.day and name in meant
                continue
            begins = shifts[name].begins - (1440 if day < cover.day else 0)
            there += begins <= cover.from_minute and cover.to_minute <= begins + shifts[name].lasts
    if there < cover.wanted:
        if cover.under is None:
            found.hard += [f"{cover.label}: {there} there, {cover.wanted} wanted"] * (cover.wanted - there)
        else:
            found.charge("people missing", cover.under * (cover.wanted - there))
    else:
        found.charge("people too many", cover.over * (there - cover.wanted))


def _check_fairness(problem: Problem, roster: Roster, found: Check) -> None:
    """Shares in proportion to the paid minutes a contract allows on the days that a person is there."""
    capacity = []
    for person in problem.people:
        limits = [40 * 60 * problem.days / 7]
        own = [
            rule.most * (problem.days / 7 if rule.per.value == "week" else 1)
            for rule in person.rules
            if rule.kind is RuleKind.MINUTES and rule.most
        ]
        capacity.append(min(own or limits) * (problem.days - len(person.absent)) / problem.days)
    for fair in problem.fairness:
        meant = _meant(problem, fair.shifts)
        wanted = 0.0
        whole_rows = [cover for cover in problem.cover if not cover.needs]
        for cover in whole_rows or problem.cover:
            if fair.weekends and (problem.first_weekday + cover.day) % 7 < 5:
                continue
            wanted += cover.wanted * _share_of_row(problem, cover, meant) / (2 if fair.weekends else 1)
        for person, row, size in zip(problem.people, roster, capacity, strict=True):
            share = wanted * size / (sum(capacity) or 1.0)
            if fair.weekends:
                has = _weekends(problem, person, row, meant)
            else:
                has = sum(name in meant for name in row if name is not None)
            off = max(math.floor(share) - has, has - math.ceil(share), 0)
            found.charge(f"fairness {fair.name}", fair.weight * off**2)


def _share_of_row(problem: Problem, cover: Cover, meant: set[str]) -> float:
    """How many shifts of the burden one person wanted in a row of the cover stands for."""
    if cover.shifts is not None:
        named = _meant(problem, cover.shifts)
        return len(named & meant) / len(named)
    lengths = {}
    for shift in problem.shifts:
        ends = shift.begins + shift.lasts
        today = shift.begins <= cover.from_minute and cover.to_minute <= ends
        yesterday = cover.to_minute + 1440 <= ends
        if today or (yesterday and shift.begins <= cover.from_minute + 1440):
            lengths[shift.name] = shift.lasts
    if not lengths:
        return 0.0
    span = (cover.to_minute - cover.from_minute) * len(lengths) / sum(lengths.values())
    return span * len(lengths.keys() & meant) / len(lengths)
