"""Breaks and meals inside shifts: each in its window, apart from one another, so that the cover holds."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anyqtama.science import VERSION
from anyqtama.science.refusals import BadInput, number
from anyqtama.science.rostering.checking_breaks import check_breaks
from anyqtama.science.rostering.day_values import Break, BreakQuestion, Duty, Rest, Wanted
from anyqtama.science.rostering.values import RosterStatus

_MOST_PATTERNS = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakPlan:
    """The breaks of everybody. `missing` are person-minutes short of what is wanted; no plan has less than `bound`.
    `unavoidable` were missing before anybody went on a break."""

    status: RosterStatus
    rests: tuple[Rest, ...]
    missing: float
    bound: float
    unavoidable: float
    broken: tuple[str, ...]
    seconds: float
    version: str = VERSION


def break_patterns(lasts: int, breaks: tuple[Break, ...], step: int, apart: int = 0) -> list[tuple[int, ...]]:
    """Return every way to begin the breaks on the step, in their order, inside their windows and the duty.

    Where there are more than some thousand the step is doubled until there are fewer.

    Raises
    ------
    BadInput
        If the windows leave no way.
    """
    coarse = step
    while True:
        found = list(_patterns(lasts, breaks, coarse, apart, 0, ()))
        if len(found) <= _MOST_PATTERNS:
            break
        coarse *= 2
    if not found and coarse > step:
        found = [next(_patterns(lasts, breaks, step, apart, 0, ()))]
    if not found:
        names = ", ".join(rest.name for rest in breaks)
        raise BadInput(where=f"breaks {names}", what=f"do not fit into {lasts} minutes", mend="widen their windows")
    return found


def _patterns(
    lasts: int, breaks: tuple[Break, ...], step: int, apart: int, free_from: int, begun: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    if len(begun) == len(breaks):
        yield begun
        return
    rest = breaks[len(begun)]
    first = max(rest.earliest, free_from)
    for start in range(-(-first // step) * step, min(rest.latest, lasts - rest.minutes) + 1, step):
        yield from _patterns(lasts, breaks, step, apart, start + rest.minutes + apart, (*begun, start))


def place_breaks(question: BreakQuestion, *, seconds: float = 20.0) -> BreakPlan:
    """Give everybody their breaks with the least person-minutes missing.

    Notes
    -----
    Duties alike share an integer variable for each pattern of breaks; the program is small whatever the number of
    people (in the spirit of Aykin 1996, whose implicit variables need windows that do not cross).

    References
    ----------
    T. Aykin: Optimal shift scheduling with multiple break windows, Management Science 42 (1996).
    """
    number(seconds, "seconds", above=0)
    begins = time.monotonic()
    groups = _alike(question)
    patterns = [break_patterns(duty.lasts, duty.breaks, question.slot_minutes, question.apart) for duty, _ in groups]
    counts, value, bound = _solve(question, groups, patterns, seconds)
    rests = []
    for (duty, members), choices, many in zip(groups, patterns, counts, strict=True):
        chosen = [choice for choice, count in zip(choices, many, strict=True) for _ in range(count)]
        for member, starts in zip(members, chosen, strict=True):
            for rest, start in zip(duty.breaks, starts, strict=True):
                at = question.duties[member].begins + start
                rests.append(Rest(duty=member, name=rest.name, begins=at, minutes=rest.minutes))
    broken, missing = check_breaks(question, rests)
    bare = BreakQuestion(
        duties=tuple(Duty(name=d.name, begins=d.begins, lasts=d.lasts, abilities=d.abilities) for d in question.duties),
        wanted=question.wanted,
        slot_minutes=question.slot_minutes,
    )
    proven = value - bound <= 1e-6 * max(1.0, value)
    return BreakPlan(
        status=RosterStatus.OPTIMAL if proven else RosterStatus.FEASIBLE,
        rests=tuple(rests),
        missing=missing,
        bound=min(bound, missing),
        unavoidable=check_breaks(bare, ())[1],
        broken=tuple(broken),
        seconds=time.monotonic() - begins,
    )


def _alike(question: BreakQuestion) -> list[tuple[Duty, list[int]]]:
    """Duties that differ in nothing but the name, together."""
    needed = frozenset().union(*(wanted.needs for wanted in question.wanted))
    groups: dict[tuple[int, int, tuple[Break, ...], frozenset[str]], list[int]] = {}
    for at, duty in enumerate(question.duties):
        groups.setdefault((duty.begins, duty.lasts, duty.breaks, duty.abilities & needed), []).append(at)
    return [(question.duties[members[0]], members) for members in groups.values()]


def _solve(
    question: BreakQuestion,
    groups: list[tuple[Duty, list[int]]],
    patterns: list[list[tuple[int, ...]]],
    seconds: float,
) -> tuple[list[list[int]], float, float]:
    """Minimise the people missing over all slots. Returns counts of each pattern, the value and its bound, minutes."""
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csc_matrix, hstack, identity, vstack
    except ImportError as missing:
        raise BadInput(where="place_breaks", what="needs SciPy", mend="pip install 'anyqtama[science]'") from missing

    slots = [(w, w.begins + i * question.slot_minutes, n) for w in question.wanted for i, n in enumerate(w.people)]
    if not groups:
        return [], 0.0, 0.0
    columns = [
        _present(question, duty, starts, slots)
        for (duty, _), ways in zip(groups, patterns, strict=True)
        for starts in ways
    ]
    size = len(columns)
    owner = np.concatenate([np.full(len(ways), g) for g, ways in enumerate(patterns)])
    cover = csc_matrix(np.array(columns, float).reshape(size, len(slots)).T)
    one = csc_matrix((np.ones(size), (owner, np.arange(size))), shape=(len(groups), size))
    matrix = vstack([hstack([cover, identity(len(slots))]), hstack([one, csc_matrix((len(groups), len(slots)))])])
    members = np.array([len(group) for _, group in groups], float)
    wanted = np.array([n for *_, n in slots], float)
    found = milp(
        np.concatenate([np.zeros(size), np.ones(len(slots))]),
        constraints=LinearConstraint(
            matrix.tocsc(),
            np.concatenate([wanted, members]),
            np.concatenate([np.full(len(slots), np.inf), members]),
        ),
        bounds=Bounds(0.0, np.inf),
        integrality=np.concatenate([np.ones(size), np.zeros(len(slots))]),
        options={"time_limit": seconds, "mip_rel_gap": 1e-3},
    )
    if found.x is None:
        counts = [[len(group)] + [0] * (len(ways) - 1) for (_, group), ways in zip(groups, patterns, strict=True)]
        return counts, math.inf, 0.0
    whole_counts = np.round(found.x[:size]).astype(int)
    split = np.split(whole_counts, np.cumsum([len(ways) for ways in patterns])[:-1])
    minutes = question.slot_minutes
    return [part.tolist() for part in split], float(found.fun) * minutes, float(found.mip_dual_bound) * minutes


def _present(
    question: BreakQuestion, duty: Duty, starts: tuple[int, ...], slots: list[tuple[Wanted, int, int]]
) -> NDArray[np.bool_]:
    step = question.slot_minutes
    begins = np.array([begin for _, begin, _ in slots])
    able = np.array([wanted.needs <= duty.abilities for wanted, *_ in slots])
    there = able & (begins >= duty.begins) & (begins + step <= duty.begins + duty.lasts)
    for start, rest in zip(starts, duty.breaks, strict=True):
        away = duty.begins + start
        there &= (begins + step <= away) | (begins >= away + rest.minutes)
    return np.asarray(there, bool)
