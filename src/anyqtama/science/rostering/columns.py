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
    columns: list[Column] = field(default_factory=list)
    known: set[tuple[int, bytes]] = field(default_factory=set)

    def add(self, person: int, row: Row, cost: float) -> Column | None:
        """Keep a row; return its column if it is new."""
        key = (person, row.tobytes())
        if key in self.known:
            return None
        self.known.add(key)
        touched = self.layout.touched(row)
        column = Column(person, row, cost, touched[self.layout.qualified[person, touched] > 0])
        self.columns.append(column)
        return column


class Master:
    """The program of some people over some days; everybody and everything else stands still.

    `others` are the counts of the cover without these people.
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
        self.pool = Pool(layout)
        self.pool.columns = [column for column in columns if column.person in self.place]
        self.pool.known = {(column.person, column.row.tobytes()) for column in self.pool.columns}
        self.duals: NDArray[np.float64] | None = None
        self.reduced: NDArray[np.float64] = np.zeros(0)
        self.weights: NDArray[np.float64] = np.zeros(0)

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
        body.sum_duplicates()
        slack = vstack([identity(rows), csc_matrix((len(self.people), rows))])
        return hstack([body, slack, -slack]).tocsc()

    def _costs(self, columns: Sequence[Column]) -> NDArray[np.float64]:
        return np.concatenate([[column.cost for column in columns], self.layout.under, self.layout.over])

    def relax(self) -> float:
        """Solve the linear program over the pool; sets duals, weights and reduced costs. Returns its value."""
        from scipy.optimize import linprog

        columns = self.pool.columns
        size = len(columns)
        matrix = self._matrix(columns)
        costs = self._costs(columns)
        right = np.concatenate([self.need, np.ones(len(self.people))]).astype(float)
        found = linprog(costs, A_eq=matrix, b_eq=right, bounds=(0, None), method="highs-ds")
        if found.x is None:
            return math.inf
        self.duals = np.asarray(found.eqlin.marginals, float)
        self.weights = np.asarray(found.x[:size], float)
        self.reduced = costs[:size] - matrix[:, :size].T @ self.duals
        return float(found.fun)

    def generate(
        self,
        finders: Sequence[RowFinder],
        *,
        rounds: int,
        proceed: Callable[[], bool],
        many: int = 3,
    ) -> float:
        """Add columns until none improves, the rounds end or `proceed` says no. Returns the value of the program.

        Raises `bound` to the Lagrangean bound of every pricing that the beam did not cut.
        """
        value = self.relax()
        centre: NDArray[np.float64] | None = None
        rows = len(self.need)
        for _ in range(rounds):
            if self.duals is None or not proceed():
                break
            prices = self.duals[:rows]
            tried = prices if centre is None else _SMOOTHING * centre + (1 - _SMOOTHING) * prices
            bound, added = self._price(finders, tried, many)
            if bound > self.bound:
                self.bound, centre = bound, tried
            if not added and centre is not None:
                bound, added = self._price(finders, prices, many)
                if bound > self.bound:
                    self.bound, centre = bound, prices
            if not added or value - self.bound < _EPSILON * max(1.0, abs(value)):
                break
            value = self.relax()
        return value

    def _price(self, finders: Sequence[RowFinder], prices: NDArray[np.float64], many: int) -> tuple[float, int]:
        shares = [self.people[i :: len(finders)] for i in range(len(finders))]
        jobs = [(finder, share, prices, many) for finder, share in zip(finders, shares, strict=True) if share]
        if len(jobs) == 1:
            results = [self._price_share(*jobs[0])]
        else:
            with ThreadPoolExecutor(len(jobs)) as pool:
                results = list(pool.map(lambda job: self._price_share(*job), jobs))
        bound = float(prices @ self.need) + sum(least for least, _ in results)
        added = 0
        assert self.duals is not None
        for _, found in results:
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
            rows = finder.best(person, -prices, window=self.window, kept=kept, many=many)
            if not rows or not finder.exact or self.layout.counters[person].loose.any():
                total = total if rows and finder.exact else -math.inf
            total += rows[0][0] if rows else -math.inf
            for value, row in rows:
                at = self.layout.touched(row)
                paid = float(prices[at] @ self.layout.qualified[person, at])
                if self.window is not None:
                    paid = self._priced_inside(person, row, prices)
                found.append((person, row, value + paid))
        return total, found

    def _priced_inside(self, person: int, row: Row, prices: NDArray[np.float64]) -> float:
        assert self.window is not None
        inside = np.zeros_like(row)
        low, high = self.window
        inside[low:high] = row[low:high]
        at = self.layout.touched(inside)
        return float(prices[at] @ self.layout.qualified[person, at])

    def round(self, *, seconds: float, most: int = 4000, cutoff: float = math.inf) -> tuple[float, list[Column]] | None:
        """Solve the integer program over the columns of least reduced cost; None if it finds nothing."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        order = np.argsort(self.reduced, kind="stable")
        chosen = [self.pool.columns[i] for i in order[:most] if self.reduced[i] < cutoff]
        matrix, costs = self._matrix(chosen), self._costs(chosen)
        right = np.concatenate([self.need, np.ones(len(self.people))]).astype(float)
        upper = np.concatenate([np.ones(len(chosen)), np.full(2 * len(self.need), np.inf)])
        whole = np.concatenate([np.ones(len(chosen)), np.zeros(2 * len(self.need))])
        found = milp(
            costs,
            constraints=LinearConstraint(matrix, right, right),
            bounds=Bounds(np.zeros(len(costs)), upper),
            integrality=whole,
            options={"time_limit": max(seconds, 0.1), "mip_rel_gap": 1e-6},
        )
        if found.x is None:
            return None
        taken = [column for column, x in zip(chosen, found.x, strict=False) if x > 0.5]
        return (float(found.fun), taken) if len(taken) == len(self.people) else None
