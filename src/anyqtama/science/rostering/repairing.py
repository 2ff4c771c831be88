"""After a change: the roster mended with least disturbance, and who could take a hole, best first, with reasons."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.refusals import number, whole
from anyqtama.science.rostering.checking import check_roster
from anyqtama.science.rostering.layout import Layout, lay_out
from anyqtama.science.rostering.rostering import make_roster, to_roster, to_rows
from anyqtama.science.rostering.rows import Row, RowFinder
from anyqtama.science.rostering.search import Watch
from anyqtama.science.rostering.values import Effort, Person, Problem, Roster, RosterResult, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A day that is not as it was."""

    person: str
    day: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The mended roster: `result` with costs of the problem alone, what changed, what the changes were worth."""

    result: RosterResult
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody for a hole. `extra` is what the roster costs more (less, if negative) with them in it.

    `possible`: no hard rule breaks; `moves` are the person's other days that change for it. `reasons` say what breaks,
    or what it costs.
    """

    person: str
    possible: bool
    extra: float
    moves: tuple[Change, ...]
    reasons: tuple[str, ...]


def repair_roster(
    problem: Problem,
    before: Roster,
    *,
    disturbance: float = 20.0,
    from_day: int = 0,
    effort: Effort | None = None,
    seed: int = 1,
    watch: Watch | None = None,
) -> Repair:
    """Mend a roster whose problem has changed (somebody is ill, cover rose), changing as little as worth it.

    Parameters
    ----------
    problem : the problem as it is now
    before : the roster as it was given out
    disturbance : what each changed person-day costs, in the units of the other costs
    from_day : days before it are past and stay

    Notes
    -----
    Every day that stays as it was is a wish; the search begins from the old rows that still hold.
    """
    number(disturbance, "disturbance", least=0)
    whole(from_day, "from_day", least=0, most=problem.days - 1)
    check_roster(problem, before)  # refuses other people or days
    people = tuple(
        _kept(person, row, disturbance, from_day) for person, row in zip(problem.people, before, strict=True)
    )
    found = make_roster(
        replace(problem, people=people), effort=effort or Effort(seconds=10.0), seed=seed, watch=watch, start=before
    )
    if not found.roster:
        return Repair(result=found, changes=())
    changes = changed_days(problem, before, found.roster)
    own = check_roster(problem, found.roster)
    result = replace(
        found,
        objective=own.objective,
        bound=min(own.objective, found.bound - disturbance * len(changes))
        if changes
        else min(own.objective, found.bound),
        hard_violations=len(own.hard),
        broken=tuple(own.hard),
    )
    return Repair(result=result, changes=changes)


def changed_days(problem: Problem, before: Roster, after: Roster) -> tuple[Change, ...]:
    """Return the days that differ, by day and person."""
    found = [
        Change(person=person.name, day=day, before=old, after=new)
        for person, was, now in zip(problem.people, before, after, strict=True)
        for day, (old, new) in enumerate(zip(was, now, strict=True))
        if old != new
    ]
    return tuple(sorted(found, key=lambda change: (change.day, change.person)))


def _kept(person: Person, row: tuple[str | None, ...], disturbance: float, from_day: int) -> Person:
    wishes = [
        Wish(day=day, shift=name, wanted=name is not None, weight=disturbance)
        for day, name in enumerate(row)
        if day >= from_day
    ]
    past = {day: row[day] for day in range(from_day)}
    return replace(person, wishes=(*person.wishes, *wishes), locked={**person.locked, **past})


def rank_candidates(problem: Problem, roster: Roster, *, day: int, shift: str) -> tuple[Candidate, ...]:
    """Rank everybody who does not work the shift that day: who can, cheapest first; who could by moving other days; who
    cannot, each with the reasons.

    Raises
    ------
    BadInput
        If the day or the shift does not exist.
    """
    whole(day, "day", least=0, most=problem.days - 1)
    problem.named((shift,), "shift")
    now = check_roster(problem, roster)
    layout = lay_out(problem)
    finder = RowFinder(layout)
    rows = to_rows(layout, roster)
    found = []
    for index, person in enumerate(problem.people):
        if roster[index][day] == shift:
            continue
        check = check_roster(problem, _with(roster, index, day, shift))
        breaks = tuple(words for words in check.hard if words not in now.hard)
        after = None if breaks else _with(roster, index, day, shift)
        if after is None:
            after = _moved(layout, finder, rows, index, day, shift)
            check = check_roster(problem, after) if after is not None else check
        extra = check.objective - now.objective if after is not None else math.inf
        found.append(
            Candidate(
                person=person.name,
                possible=after is not None and all(words in now.hard for words in check.hard),
                extra=extra,
                moves=tuple(c for c in changed_days(problem, roster, after or roster) if c.day != day),
                reasons=breaks + (_dearer(now.costs, check.costs) if after is not None else ()),
            )
        )
    return tuple(sorted(found, key=lambda c: (not c.possible, len(c.moves) > 0, c.extra, len(c.moves), c.person)))


def _moved(
    layout: Layout, finder: RowFinder, rows: NDArray[np.int16], person: int, day: int, shift: str
) -> Roster | None:
    """Return the roster with the person on the shift and as few of their other days moved as the rules allow."""
    counts = layout.counts(rows)
    at = layout.touched(rows[person])
    counts[at] -= layout.qualified[person, at]
    choices = layout.allowed[person].copy()
    place = layout.names.index(shift)
    choices[layout.begin + day, np.arange(len(layout.names)) != place] = 0
    marginal = np.where(counts < layout.wanted, -layout.under, layout.over)
    stay = _price_of_moving(layout.days, len(layout.names), rows[person])
    found = finder.best(person, marginal, allowed=choices, extra=stay)
    if not found:
        return None
    changed = rows.copy()
    changed[person] = found[0][1]
    return to_roster(layout, changed)


def _with(roster: Roster, person: int, day: int, shift: str) -> Roster:
    row = roster[person]
    return (*roster[:person], (*row[:day], shift, *row[day + 1 :]), *roster[person + 1 :])


def _dearer(before: dict[str, float], after: dict[str, float]) -> tuple[str, ...]:
    """What the change costs or saves, by cause."""
    causes = sorted({*before, *after})
    changes = [(cause, after.get(cause, 0.0) - before.get(cause, 0.0)) for cause in causes]
    return tuple(f"{cause}: {change:+g}" for cause, change in changes if abs(change) > 1e-9)


def _price_of_moving(days: int, shifts: int, row: Row) -> NDArray[np.float64]:
    extra = np.full((days, shifts), 1e3)
    extra[np.arange(days), row] = 0.0
    return extra
