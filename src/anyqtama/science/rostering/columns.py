"""Column generation: the linear program over whole rows, priced exactly, and the integer program over its columns.

References
----------
B. Jaumard, F. Semet, T. Vovor: A generalized linear programming model for nurse scheduling, EJOR 107 (1998).
E. Burke, T. Curtois: New approaches to nurse rostering benchmark instances, EJOR 237 (2014).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.rostering.layout import Layout
from anyqtama.science.rostering.rows import Row, RowFinder

_SMOOTHING = 0.7
"""Share of the best duals so far in those that price (Wentges 1997)."""
_EPSILON = 1e-6


@dataclass(slots=True)
class Column:
    person: int
    row: Row
    cost: float
    at: NDArray[np.int64]
    """Cover rows it counts for."""


@dataclass(slots=True)
class Pool:
    """Columns found so far, each once."""

    layout: Layout
    window: tuple[int, int] | None = None
    columns: list[Column] = field(default_factory=list)
    known: set[tuple[int, bytes]] = field(default_factory=set)

    def add(self, person: int, row: Row, cost: float) -> Column | None:
        """Keep a row; return its column if it is new."""
        key = (person, row.tobytes())
        if key in self.known:
            return None
        self.known.add(key)
        touched = self.layout.touched(row, self.window)
        column = Column(person, row, cost, touched[self.layout.qualified[person, touched] > 0])
        self.columns.append(column)
        return column


class Master:
    """The program of some people over some days; everybody and everything else stands still.

    `others` are the counts of the cover without what these people work (in the window).
    """

    def __init__(
        self,
        layout: Layout,
        people: Sequence[int],
        others: NDArray[np.int64],
        *,
        columns: Sequence[Column] = (),
        window: tuple[int, int] | None = None,
        kept: NDArray[np.int16] | None = None,
    ) -> None:
        self.layout, self.people, self.others = layout, list(people), others
        self.window, self.kept = window, kept
        self.place = {person: i for i, person in enumerate(self.people)}
        self.need = layout.wanted - others
        self.bound = -math.inf
        self.pool = Pool(layout, window)
        self.pool.columns = [column for column in columns if column.person in self.place]
        self.pool.known = {(column.person, column.row.tobytes()) for column in self.pool.columns}
        self.duals: NDArray[np.float64] | None = None
        self.reduced: NDArray[np.float64] = np.zeros(0)
        self.weights: NDArray[np.float64] = np.zeros(0)
        self.open = list(self.people)
        """Those whose rows are still generated; the others have their `fixed` columns."""
        self.fixed: list[Column] = []
        self.centre: NDArray[np.float64] | None = None
        """Prices of the cover that gave the best bound."""
        self.rules = {person: layout.counters[person] for person in self.people}
        self._solver: Any = None
        self._cover: list[Any] = []
        self._one: list[Any] = []
        self._variables: list[Any] = []

    def _build(self) -> None:
        """Make the linear program: a row for each cover and each person, what is missing and too many as columns."""
        from ortools.linear_solver import pywraplp

        solver = pywraplp.Solver.CreateSolver("GLOP")
        objective = solver.Objective()
        objective.SetMinimization()
        infinity = solver.infinity()
        for row, need in enumerate(self.need.tolist()):
            constraint = solver.Constraint(need, need)
            under, over = solver.NumVar(0, infinity, ""), solver.NumVar(0, infinity, "")
            constraint.SetCoefficient(under, 1)
            constraint.SetCoefficient(over, -1)
            objective.SetCoefficient(under, float(self.layout.under[row]))
            objective.SetCoefficient(over, float(self.layout.over[row]))
            self._cover.append(constraint)
        self._one = [solver.Constraint(1, 1) for _ in self.people]
        self._solver = solver

    def _extend(self) -> None:
        """Bring the columns found since the last solve into the linear program."""
        if self._solver is None:
            self._build()
        solver = self._solver
        objective, infinity = solver.Objective(), solver.infinity()
        for column in self.pool.columns[len(self._variables) :]:
            variable = solver.NumVar(0, infinity, "")
            objective.SetCoefficient(variable, column.cost)
            self._one[self.place[column.person]].SetCoefficient(variable, 1)
            for row in column.at.tolist():
                self._cover[row].SetCoefficient(variable, 1)
            self._variables.append(variable)

    def fix(self, column: int) -> None:
        """Take a column of the pool for good: its person is not open any more."""
        taken = self.pool.columns[column]
        self._variables[column].SetBounds(1, 1)
        self.fixed.append(taken)
        self.open.remove(taken.person)
        self.bound = -math.inf

    def relax(self) -> float:
        """Solve the linear program from where it stood; sets duals, weights and reduced costs. Returns its value."""
        self._extend()
        if self._solver.Solve() != self._solver.OPTIMAL:
            self.duals = None
            return math.inf
        self.duals = np.array([row.dual_value() for row in (*self._cover, *self._one)])
        self.weights = np.array([variable.solution_value() for variable in self._variables])
        self.reduced = np.array([variable.reduced_cost() for variable in self._variables])
        return float(self._solver.Objective().Value())

    def generate(
        self,
        finders: Sequence[RowFinder],
        *,
        rounds: int,
        proceed: Callable[[], bool],
        many: int = 3,
        target: float = math.inf,
    ) -> float:
        """Add columns until none improves, the rounds end or `proceed` says no. Returns the value of the program.

        Gives up once the bound shows that `target` is out of reach. Raises `bound` to the best Lagrangean bound
        seen, which is true of these people where the search was exact.
        """
        value = self.relax()
        self.centre = None
        rows = len(self.need)
        for _ in range(rounds):
            if self.duals is None or not proceed():
                break
            prices = self.duals[:rows]
            tried = prices if self.centre is None else _SMOOTHING * self.centre + (1 - _SMOOTHING) * prices
            bound, added = self._price(finders, tried, many)
            if bound > self.bound:
                self.bound, self.centre = bound, tried
            if not added and self.centre is not None:
                bound, added = self._price(finders, prices, many)
                if bound > self.bound:
                    self.bound, self.centre = bound, prices
            if self.bound > target:
                break
            if not added or value - self.bound < _EPSILON * max(1.0, abs(value)):
                break
            value = self.relax()
        return value

    def _price(
        self, finders: Sequence[RowFinder], prices: NDArray[np.float64], many: int, *, keep: bool = True
    ) -> tuple[float, int]:
        shares = [self.open[i :: len(finders)] for i in range(len(finders))]
        if not self.open:
            return -math.inf, 0
        jobs = [(finder, share, prices, many) for finder, share in zip(finders, shares, strict=True) if share]
        if len(jobs) == 1:
            results = [self._price_share(*jobs[0])]
        else:
            with ThreadPoolExecutor(len(jobs)) as pool:
                results = list(pool.map(lambda job: self._price_share(*job), jobs))
        bound = float(prices @ self.need) + sum(least for least, _ in results)
        bound += sum(column.cost - float(prices[column.at].sum()) for column in self.fixed)
        added = 0
        for _, found in results if keep else ():
            for person, row, cost in found:
                added += self.pool.add(person, row, cost) is not None
        return bound, added

    def _price_share(
        self, finder: RowFinder, people: Sequence[int], prices: NDArray[np.float64], many: int
    ) -> tuple[float, list[tuple[int, Row, float]]]:
        total, found = 0.0, []
        for person in people:
            kept = None if self.kept is None else self.kept[person]
            finder.exact = True
            rows = finder.best(person, -prices, window=self.window, kept=kept, many=many, counters=self.rules[person])
            total += rows[0][0] if rows and finder.exact else -math.inf
            for value, row in rows:
                at = self.layout.touched(row, self.window)
                found.append((person, row, value + float(prices[at] @ self.layout.qualified[person, at])))
        return total, found

    def prove(self, threads: int, *, proceed: Callable[[], bool]) -> float:
        """Return a bound on every roster of these people: generate on with every counter in the key; where the beam
        cuts that, price once without the loose ones."""
        quick = self.rules
        if not any(counters.loose.any() for counters in quick.values()):
            return self.bound
        finders = [RowFinder(self.layout, 40_000) for _ in range(threads)]
        before = self.centre
        self.bound = -math.inf
        self.rules = {person: counters.strict for person, counters in quick.items()}
        self.generate(finders, rounds=200, proceed=proceed)
        if not math.isfinite(self.bound) and before is not None:
            self.rules = {person: counters.relaxed for person, counters in quick.items()}
            self.bound = self._price(finders, before, 1, keep=False)[0]
        self.rules = quick
        return self.bound

    def _matrix(self, columns: Sequence[Column]) -> Any:
        """Cover rows, then one row a person; columns, then people missing, then people too many."""
        from scipy.sparse import csc_matrix, hstack, identity, vstack

        rows, size = len(self.need), len(columns)
        lengths = np.array([len(column.at) + 1 for column in columns], np.int64)
        ptr = np.concatenate([[0], np.cumsum(lengths)])
        index = np.concatenate(
            [part for column in columns for part in (column.at, [rows + self.place[column.person]])]
            or [np.zeros(0, np.int64)]
        )
        body = csc_matrix((np.ones(len(index)), index, ptr), shape=(rows + len(self.people), size))
        slack = vstack([identity(rows), csc_matrix((len(self.people), rows))])
        return hstack([body, slack, -slack]).tocsc()

    def round(self, *, seconds: float, below: float, most: int = 4000) -> list[Column]:
        """Solve the integer program over the columns of least reduced cost for a value of at most `below`.

        Returns one column a person, or nothing if none is found.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        room = below - self.bound if math.isfinite(self.bound) else math.inf
        order = np.argsort(self.reduced, kind="stable")[:most]
        chosen = [self.pool.columns[i] for i in order if self.reduced[i] < room + _EPSILON]
        matrix = self._matrix(chosen)
        costs = np.concatenate([[column.cost for column in chosen], self.layout.under, self.layout.over])
        right = np.concatenate([self.need, np.ones(len(self.people))]).astype(float)
        slack = 2 * len(self.need)
        found = milp(
            costs,
            constraints=[
                LinearConstraint(matrix, right, right),
                LinearConstraint(costs.reshape(1, -1), -np.inf, below),
            ],
            bounds=Bounds(0.0, np.concatenate([np.ones(len(chosen)), np.full(slack, np.inf)])),
            integrality=np.concatenate([np.ones(len(chosen)), np.zeros(slack)]),
            options={"time_limit": max(seconds, 0.1), "mip_rel_gap": 1e-6},
        )
        if found.x is None:
            return []
        taken = [column for column, x in zip(chosen, found.x, strict=False) if x > 0.5]
        return taken if len(taken) == len(self.people) else []
