"""Training, coaching, team talks: placed where the cover leaves slack, off the breaks, for everybody they are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from anyqtama.science.refusals import BadInput, number, whole
from anyqtama.science.rostering.day_values import BreakQuestion, Rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something that takes people off their places together for `minutes`, beginning `earliest` to `latest` (minutes
    after the first midnight). Leaving it out costs `worth`, each person-minute it leaves missing `missing`."""

    name: str
    minutes: int
    duties: tuple[int, ...]
    earliest: int = 0
    latest: int = 10**9
    worth: float = 1000.0
    missing: float = 1.0

    def __post_init__(self) -> None:
        where = f"activity {self.name!r}"
        whole(self.minutes, f"{where} minutes", least=1)
        number(self.worth, f"{where} worth", least=0)
        number(self.missing, f"{where} missing", least=0)
        if not self.duties:
            raise BadInput(where=where, what="has nobody to take part", mend="name at least one duty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """When an activity begins, in minutes after the first midnight; None with the reason if it found no place."""

    activity: str
    begins: int | None
    reason: str = ""


def place_activities(
    question: BreakQuestion, rests: Iterable[Rest], activities: Iterable[Activity], *, seconds: float = 10.0
) -> tuple[Placed, ...]:
    """Place activities at least cost: one start for each or none, nobody in two at once or on a break meanwhile."""

    activities = tuple(activities)
    for activity in activities:
        for duty in activity.duties:
            whole(duty, f"activity {activity.name!r} duty", least=0, most=len(question.duties) - 1)
    away = {(rest.duty, rest.begins, rest.begins + rest.minutes) for rest in rests}
    starts = [(i, start) for i, activity in enumerate(activities) for start in _starts(question, away, activity)]
    begins = _choose(question, activities, starts, _spare(question, away), seconds) if starts else {}
    return tuple(
        Placed(activity=activity.name, begins=begins[i])
        if i in begins
        else Placed(activity=activity.name, begins=None, reason=_why_not(question, activity))
        for i, activity in enumerate(activities)
    )


def _choose(
    question: BreakQuestion,
    activities: tuple[Activity, ...],
    starts: list[tuple[int, int]],
    spare: list[tuple[int, frozenset[str], int]],
    seconds: float,
) -> dict[int, int]:
    """Solve for the starts: columns are (activity, start), then people missing in each slot beyond the slack."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_matrix

    step, size, slots = question.slot_minutes, len(starts), len(spare)
    once: dict[object, list[int]] = {}
    entries: list[tuple[int, int, float]] = []
    for column, (i, start) in enumerate(starts):
        once.setdefault(i, []).append(column)
        for minute in range(start, start + activities[i].minutes, step):
            for duty in activities[i].duties:
                once.setdefault((duty, minute), []).append(column)
                entries += [
                    (slot, column, 1.0)
                    for slot, (begin, needs, _) in enumerate(spare)
                    if begin == minute and needs <= question.duties[duty].abilities
                ]
    entries += [(slot, size + slot, -1.0) for slot in range(slots)]
    entries += [(slots + row, column, 1.0) for row, columns in enumerate(once.values()) for column in columns]
    upper = np.array([*(max(left, 0) for *_, left in spare), *([1] * len(once))], float)
    row, column_of, value = zip(*entries, strict=True)
    matrix = coo_matrix((value, (row, column_of)), shape=(len(upper), size + slots)).tocsc()
    price = max(activity.missing for activity in activities) * step
    found = milp(
        np.concatenate([[-activities[i].worth + 1e-6 * start for i, start in starts], np.full(slots, price)]),
        constraints=LinearConstraint(matrix, -np.inf, upper),
        bounds=Bounds(0.0, np.concatenate([np.ones(size), np.full(slots, np.inf)])),
        integrality=np.concatenate([np.ones(size), np.zeros(slots)]),
        options={"time_limit": seconds},
    )
    if found.x is None:
        return {}
    return {i: start for (i, start), x in zip(starts, found.x, strict=False) if x > 0.5}


def _starts(question: BreakQuestion, away: set[tuple[int, int, int]], activity: Activity) -> list[int]:
    duties = [question.duties[duty] for duty in activity.duties]
    first = max([activity.earliest, *(duty.begins for duty in duties)])
    last = min([activity.latest, *(duty.begins + duty.lasts - activity.minutes for duty in duties)])
    step = question.slot_minutes
    return [
        start
        for start in range(-(-first // step) * step, last + 1, step)
        if not any(
            duty in activity.duties and begin < start + activity.minutes and start < end for duty, begin, end in away
        )
    ]


def _spare(question: BreakQuestion, away: set[tuple[int, int, int]]) -> list[tuple[int, frozenset[str], int]]:
    """Of every wanted slot: its begin, who counts, and how many more are there than wanted."""
    found = []
    step = question.slot_minutes
    for wanted in question.wanted:
        for slot, count in enumerate(wanted.people):
            begin = wanted.begins + slot * step
            there = sum(
                wanted.needs <= duty.abilities
                and duty.begins <= begin
                and begin + step <= duty.begins + duty.lasts
                and not any(d == at and b < begin + step and begin < e for d, b, e in away)
                for at, duty in enumerate(question.duties)
            )
            found.append((begin, wanted.needs, there - count))
    return found


def _why_not(question: BreakQuestion, activity: Activity) -> str:
    duties = [question.duties[duty] for duty in activity.duties]
    begin = max([activity.earliest, *(duty.begins for duty in duties)])
    end = min(duty.begins + duty.lasts for duty in duties)
    if end - begin < activity.minutes:
        return "its people are never at work together that long in its window"
    return "no place is free of breaks and other activities at the price of people missing"
