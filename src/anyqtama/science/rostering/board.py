"""A roster in the making: rows, how many people each cover has, and what all of it costs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.rostering.layout import Layout
from anyqtama.science.rostering.rows import Row


class Board:
    """Rows of all people with the counts of the cover kept up to date."""

    def __init__(self, layout: Layout, rows: NDArray[np.int16], costs: NDArray[np.float64]) -> None:
        self.layout, self.rows, self.costs = layout, rows, costs
        self.counts = layout.counts(rows)

    def copy(self) -> Board:
        made = Board.__new__(Board)
        made.layout, made.rows, made.costs = self.layout, self.rows.copy(), self.costs.copy()
        made.counts = self.counts.copy()
        return made

    @property
    def total(self) -> float:
        return float(self.costs.sum()) + self.layout.cover_cost(self.counts)

    def take_out(self, person: int) -> None:
        """Leave the person's row out of the counts; `put` brings one back."""
        at = self.layout.touched(self.rows[person])
        np.subtract.at(self.counts, at, self.layout.qualified[person, at])

    def put(self, person: int, row: Row, cost: float) -> None:
        self.rows[person] = row
        self.costs[person] = cost
        at = self.layout.touched(row)
        np.add.at(self.counts, at, self.layout.qualified[person, at])

    def marginal(self) -> NDArray[np.float64]:
        """Return what one more qualified person costs in each cover row."""
        layout = self.layout
        return np.where(self.counts < layout.wanted, -layout.under, layout.over)
