"""The days of a roster: everybody's breaks, then activities in the slack they leave."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anyqtama.science.rostering.activities import Activity, Placed, place_activities
from anyqtama.science.rostering.breaks import BreakPlan, place_breaks
from anyqtama.science.rostering.day_values import Break, BreakQuestion, Duty, Rest, Wanted
from anyqtama.science.rostering.values import DAY_MINUTES, Problem, Roster

_LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """An activity for people by name on one of `days`, between two minutes of that day."""

    name: str
    minutes: int
    people: tuple[str, ...]
    days: tuple[int, ...]
    from_minute: int = 0
    to_minute: int = DAY_MINUTES
    worth: float = 1000.0
    missing: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDay:
    """A day with its duties (one for each entry of `people`), their breaks, and the activities placed on it."""

    day: int
    people: tuple[str, ...]
    question: BreakQuestion
    plan: BreakPlan
    activities: tuple[Placed, ...] = ()


def plan_days(
    problem: Problem,
    roster: Roster,
    breaks: Mapping[str, Sequence[Break]],
    errands: Sequence[Errand] = (),
    *,
    slot_minutes: int = 15,
    apart: int = 60,
    seconds: float = 30.0,
) -> tuple[tuple[RosterDay, ...], tuple[Placed, ...]]:
    """Place breaks day by day, then every errand on the first of its days that has room.

    Parameters
    ----------
    breaks : by shift name, the breaks due in it
    errands : activities for people by name
    seconds : for all days together

    Returns
    -------
    The days, and the errands that found no place, with the reason.

    Notes
    -----
    Where no cover is wanted by the time of day, breaks are spread: one more person away costs more than the last.
    """
    ends = time.monotonic() + seconds
    duties = [_duties(problem, roster, breaks, day) for day in range(problem.days)]
    rests: dict[int, tuple[Rest, ...]] = {}
    left = list(errands)
    unplaced: dict[str, Placed] = {}
    days = []
    for day in range(problem.days):
        people, own = duties[day]
        question = BreakQuestion(
            duties=own,
            wanted=_wanted(problem, duties, rests, day, slot_minutes),
            slot_minutes=slot_minutes,
            apart=apart,
        )
        share = max((ends - time.monotonic()) / (problem.days - day), 0.2)
        plan = place_breaks(question, seconds=share)
        rests[day] = plan.rests
        placed = _errands_of(day, left, people, question, plan.rests, unplaced)
        left = [errand for errand in left if errand.name not in {p.activity for p in placed}]
        days.append(RosterDay(day=day, people=people, question=question, plan=plan, activities=placed))
    reasons = tuple(
        unplaced.get(
            errand.name,
            Placed(activity=errand.name, begins=None, reason="its people are not at work together on its days"),
        )
        for errand in left
    )
    return tuple(days), reasons


def _duties(
    problem: Problem, roster: Roster, breaks: Mapping[str, Sequence[Break]], day: int
) -> tuple[tuple[str, ...], tuple[Duty, ...]]:
    shifts = {shift.name: shift for shift in problem.shifts}
    people, duties = [], []
    for person, row in zip(problem.people, roster, strict=True):
        name = row[day]
        if name is None:
            continue
        shift = shifts[name]
        people.append(person.name)
        duties.append(
            Duty(
                name=f"{person.name}, day {day}, {name}",
                begins=day * DAY_MINUTES + shift.begins,
                lasts=shift.lasts,
                breaks=tuple(breaks.get(name, ())),
                abilities=person.abilities,
            )
        )
    return tuple(people), tuple(duties)


def _wanted(
    problem: Problem,
    duties: list[tuple[tuple[str, ...], tuple[Duty, ...]]],
    rests: Mapping[int, tuple[Rest, ...]],
    day: int,
    step: int,
) -> tuple[Wanted, ...]:
    """People wanted in the slots of a day's duties, less those of the days beside it."""
    own = duties[day][1]
    if not own:
        return ()
    begin = min(duty.begins for duty in own) // step * step
    slots = math.ceil((max(duty.begins + duty.lasts for duty in own) - begin) / step)
    by_needs = _covers(problem, day, begin, slots, step)
    if not by_needs:
        there = [sum(_is_there(duty, (), begin + slot * step, step) for duty in own) for slot in range(slots)]
        return tuple(Wanted(begins=begin, people=tuple(max(n - k, 0) for n in there)) for k in _LEVELS)
    for beside in (day - 1, day + 1):
        if not 0 <= beside < problem.days:
            continue
        for at, duty in enumerate(duties[beside][1]):
            away = [rest for rest in rests.get(beside, ()) if rest.duty == at]
            for needs, counts in by_needs.items():
                if needs <= duty.abilities:
                    for slot in range(slots):
                        counts[slot] -= _is_there(duty, away, begin + slot * step, step)
    return tuple(
        Wanted(begins=begin, people=tuple(max(n, 0) for n in counts), needs=needs) for needs, counts in by_needs.items()
    )


def _covers(problem: Problem, day: int, begin: int, slots: int, step: int) -> dict[frozenset[str], list[int]]:
    """By needs, the people wanted in each slot from `begin` on."""
    by_needs: dict[frozenset[str], list[int]] = {}
    for cover in problem.cover:
        if cover.shifts is not None or cover.day not in (day, day + 1):
            continue
        counts = by_needs.setdefault(cover.needs, [0] * slots)
        for slot in range(slots):
            at = begin + slot * step - cover.day * DAY_MINUTES
            if cover.from_minute <= at < cover.to_minute:
                counts[slot] = max(counts[slot], cover.wanted)
    return by_needs


def _is_there(duty: Duty, away: Sequence[Rest], begin: int, step: int) -> bool:
    if begin < duty.begins or begin + step > duty.begins + duty.lasts:
        return False
    return not any(rest.begins < begin + step and begin < rest.begins + rest.minutes for rest in away)


def _errands_of(
    day: int,
    errands: Sequence[Errand],
    people: tuple[str, ...],
    question: BreakQuestion,
    rests: Sequence[Rest],
    unplaced: dict[str, Placed],
) -> tuple[Placed, ...]:
    here = [errand for errand in errands if day in errand.days and set(errand.people) <= set(people)]
    if not here:
        return ()
    activities = [
        Activity(
            name=errand.name,
            minutes=errand.minutes,
            duties=tuple(people.index(person) for person in errand.people),
            earliest=day * DAY_MINUTES + errand.from_minute,
            latest=day * DAY_MINUTES + errand.to_minute - errand.minutes,
            worth=errand.worth,
            missing=errand.missing,
        )
        for errand in here
    ]
    found = place_activities(question, rests, activities)
    unplaced.update({placed.activity: placed for placed in found if placed.begins is None})
    return tuple(placed for placed in found if placed.begins is not None)
