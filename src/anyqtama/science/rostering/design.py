"""From positions to shifts: which shifts to have, and how many people to begin each on each day."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anyqtama.science import VERSION
from anyqtama.science.refusals import BadInput, number
from anyqtama.science.rostering.breaks import break_patterns
from anyqtama.science.rostering.checking_design import check_design
from anyqtama.science.rostering.day_values import DesignQuestion, Started
from anyqtama.science.rostering.values import DAY_MINUTES, RosterStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The answer: who begins what. `objective` in the question's costs, `linear_bound` that of the linear program,
    `bound` what no design can beat. `missing` and `spare` are position-minutes."""

    status: RosterStatus
    started: tuple[Started, ...]
    objective: float
    bound: float
    linear_bound: float
    paid_minutes: int
    missing: int
    spare: int
    shapes: int
    duties: int
    seconds: float
    version: str = VERSION


def design_shifts(question: DesignQuestion, *, seconds: float = 60.0) -> Design:
    """Choose shapes and numbers of people at least cost, proven where the time allows.

    Parameters
    ----------
    seconds : how long to search at most

    Notes
    -----
    Without breaks a shape covers slots in a row, so the numbers of people come out whole from the linear program once
    the shapes are chosen: only the choice of shapes is branched on, tied to the numbers by the greatest demand under
    each. Breaks enter as patterns of a shape.

    References
    ----------
    G. Dantzig: A comment on Edie's "Traffic delays at toll booths", Operations Research 2 (1954).
    N. Musliu, A. Schaerf, W. Slany: Local search for shift design, EJOR 153 (2004).
    """
    number(seconds, "seconds", above=0)
    begins = time.monotonic()
    columns = _columns(question)
    wanted = np.array(question.wanted, float)
    if (
        question.under is None
        and (bare := np.flatnonzero((np.ravel(columns.cover.sum(axis=1)) == 0) & (wanted > 0))).size
    ):
        minute = int(bare[0]) * question.slot_minutes
        where = f"day {minute // DAY_MINUTES}, {minute % DAY_MINUTES // 60:02d}:{minute % 60:02d}"
        raise BadInput(where=where, what="is reached by no shape", mend="add a shape, or allow missing people")
    program = _Program(question, columns)
    linear = program.solve(whole_people=False, whole_shapes=False, seconds=seconds)
    plain = not any(shape.breaks for shape in question.shapes)
    left = max(seconds - (time.monotonic() - begins), 0.5)
    if plain or len(columns.most) <= _MANY or linear.x is None:
        found = program.solve(whole_people=not plain, whole_shapes=True, seconds=left)
    else:  # many patterns: whole people among those that the linear program uses
        program.keep_only(np.flatnonzero(linear.people > 1e-9))
        found = program.solve(whole_people=True, whole_shapes=True, seconds=left, bound=linear.value)
        found.bound = linear.value
    if found.x is not None and plain and not np.allclose(found.people, np.round(found.people), atol=1e-6):
        left = max(seconds - (time.monotonic() - begins), 0.5)
        found = program.solve(whole_people=True, whole_shapes=True, seconds=left, bound=found.bound)
    if found.x is None:
        raise BadInput(where="design_shifts", what="found nothing in the time given", mend="give more seconds")
    people = np.round(found.people).astype(int)
    return _answer(question, columns, people, found.bound, linear.value, time.monotonic() - begins)


_MANY = 2000
"""Columns above which patterns that the linear program leaves out are left out."""


@dataclass(slots=True)
class _Columns:
    shape: NDArray[np.int64]
    day: NDArray[np.int64]
    breaks: list[tuple[int, ...]]
    cover: Any
    """Sparse (slots, columns)."""
    most: NDArray[np.float64]


def _columns(question: DesignQuestion) -> _Columns:
    from scipy.sparse import csc_matrix

    slots, step = len(question.wanted), question.slot_minutes
    wanted = np.array(question.wanted)
    shapes, days, patterns, index, ptr, most = [], [], [], [], [0], []
    for number_, shape in enumerate(question.shapes):
        for pattern in break_patterns(shape.lasts, shape.breaks, step):
            inside = np.ones(shape.lasts // step, bool)
            for start, rest in zip(pattern, shape.breaks, strict=True):
                inside[start // step : (start + rest.minutes) // step] = False
            offsets = np.flatnonzero(inside) + shape.begins // step
            for day in range(question.days):
                at = offsets + day * DAY_MINUTES // step
                if not question.cyclic and at[-1] >= slots:
                    continue
                at %= slots
                shapes.append(number_)
                days.append(day)
                patterns.append(pattern)
                index.append(at)
                ptr.append(ptr[-1] + len(at))
                most.append(wanted[at].max())
    if not index:
        raise BadInput(where="shapes", what="fit nowhere", mend="make them end within the days, or use cyclic")
    joined = np.concatenate(index)
    matrix = csc_matrix((np.ones(len(joined)), joined, np.array(ptr)), shape=(slots, len(shapes)))
    return _Columns(np.array(shapes), np.array(days), patterns, matrix, np.array(most, float))


@dataclass(slots=True)
class _Solved:
    x: NDArray[np.float64] | None
    people: NDArray[np.float64]
    value: float
    bound: float


class _Program:
    """Columns: people by column, shapes used, positions missing, positions too many."""

    def __init__(self, question: DesignQuestion, columns: _Columns) -> None:
        from scipy.sparse import coo_matrix, csc_matrix, hstack, identity, vstack

        size, slots = len(columns.most), len(question.wanted)
        shapes = len(question.shapes) if question.shape else 0
        step = question.slot_minutes
        paid = np.array([question.shapes[s].paid_minutes for s in columns.shape]) * question.paid
        under = 0.0 if question.under is None else question.under * step
        self.costs = np.concatenate(
            [paid, np.full(shapes, question.shape), np.full(slots, under), np.full(slots, question.over * step)]
        )
        blank = csc_matrix((slots, shapes))
        cover = hstack([columns.cover, blank, identity(slots), -identity(slots)])
        wanted = np.array(question.wanted, float)
        self.parts = [(cover.tocsc(), wanted, wanted)]
        if shapes:
            tie = coo_matrix((-columns.most, (np.arange(size), columns.shape)), shape=(size, shapes))
            rows = hstack([identity(size), tie, csc_matrix((size, 2 * slots))])
            self.parts.append((vstack([rows]).tocsc(), np.full(size, -np.inf), np.zeros(size)))
        nobody = 0.0 if question.under is None else np.inf
        # Without a price on shapes more people than the greatest demand can still pay: breaks leave holes.
        roof = columns.most if shapes else np.full(size, np.inf)
        self.upper = np.concatenate([roof, np.ones(shapes), np.full(slots, nobody), np.full(slots, np.inf)])
        self.size, self.shapes, self.slots = size, shapes, slots

    def keep_only(self, columns: NDArray[np.int64]) -> None:
        """Take the other columns of people out of use."""
        roof = np.zeros(self.size)
        roof[columns] = self.upper[columns]
        self.upper[: self.size] = roof

    def solve(self, *, whole_people: bool, whole_shapes: bool, seconds: float, bound: float | None = None) -> _Solved:
        from scipy.optimize import Bounds, LinearConstraint, milp

        whole_numbers = np.concatenate(
            [np.full(self.size, whole_people), np.full(self.shapes, whole_shapes), np.zeros(2 * self.slots, bool)]
        )
        found = milp(
            self.costs,
            constraints=[LinearConstraint(*part) for part in self.parts],
            bounds=Bounds(0.0, self.upper),
            integrality=whole_numbers.astype(int),
            options={"time_limit": max(seconds, 0.1), "mip_rel_gap": 1e-6},
        )
        people = np.zeros(0) if found.x is None else found.x[: self.size]
        value = math.inf if found.x is None else float(found.fun)
        proven = value if found.mip_dual_bound is None else float(found.mip_dual_bound)
        return _Solved(found.x, people, value, proven if bound is None else max(bound, proven))


def _answer(
    question: DesignQuestion,
    columns: _Columns,
    people: NDArray[np.int64],
    bound: float,
    linear: float,
    seconds: float,
) -> Design:
    used = np.flatnonzero(people)
    started = tuple(
        Started(
            day=int(columns.day[i]),
            shape=question.shapes[columns.shape[i]],
            breaks=columns.breaks[i],
            people=int(people[i]),
        )
        for i in used
    )
    check = check_design(question, started)
    status = (
        RosterStatus.OPTIMAL if check.objective - bound <= 1e-5 * max(1.0, check.objective) else RosterStatus.FEASIBLE
    )
    if question.under is None and check.missing:
        status = RosterStatus.NOT_FOUND
    return Design(
        status=status,
        started=started,
        objective=check.objective,
        bound=min(bound, check.objective),
        linear_bound=linear,
        paid_minutes=sum(s.people * s.shape.paid_minutes for s in started),
        missing=check.missing,
        spare=check.spare,
        shapes=len({s.shape for s in started}),
        duties=sum(s.people for s in started),
        seconds=seconds,
    )
