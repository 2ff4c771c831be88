"""The row search bound to a layout: prices in, cheapest rows of a person out; one finder for each thread."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.rostering.counters import Counters
from anyqtama.science.rostering.layout import Layout
from anyqtama.science.rostering.pricing import SUM, Workspace, kernels

Row = NDArray[np.int16]


class RowFinder:
    """Asks the compiled search for rows of a person under given costs of the cover."""

    def __init__(self, layout: Layout, beam: int = 8000, many: int = 4) -> None:
        self.layout = layout
        most = max((len(counters.kind) for counters in layout.counters), default=0)
        self.work = Workspace(layout.days, most, len(layout.names), beam, many)
        self.exact = True
        """False once a search was cut by the beam, so that its answer is no proof."""

    def best(
        self,
        person: int,
        marginal: NDArray[np.float64],
        *,
        window: tuple[int, int] | None = None,
        kept: Row | None = None,
        extra: NDArray[np.float64] | None = None,
        counters: Counters | None = None,
        allowed: NDArray[np.uint8] | None = None,
        many: int = 1,
    ) -> list[tuple[float, Row]]:
        """Return up to `many` cheapest rows, cheapest first, each with its cost; none if the rules allow no row.

        Parameters
        ----------
        marginal : cost of one more qualified person in each cover row
        window, kept : days open to change, and the row that stands outside them
        extra : costs (days, shifts) to add
        counters, allowed : other rules or choices than the layout's
        """
        layout, work, kernel = self.layout, self.work, kernels()
        counters = counters or layout.counters[person]
        open_choices = layout.allowed[person] if allowed is None else allowed
        if window is not None and kept is not None:
            open_choices = _outside_fixed(open_choices, window, kept)
        low, high = window or (layout.begin, layout.days)
        work.cost[:] = 0.0 if window is not None else layout.own[person]
        kernel["price"](
            low, high, layout.own[person], layout.qualified[person], layout.ptr, layout.index, marginal, work.cost
        )
        if extra is not None:
            work.cost[low:high] += extra[low:high]
        floor = work.floor[: len(counters.kind)]
        kernel["fill_floor"](
            layout.begin,
            open_choices,
            counters.kind,
            counters.inc,
            counters.least,
            counters.under,
            counters.check,
            counters.reach,
            floor,
        )
        found = self._search(person, counters, open_choices, floor, many)
        return [(float(work.costs[i]), work.rows[i].copy()) for i in range(found)]

    def _search(self, person: int, counters: Counters, allowed: Any, floor: Any, many: int) -> int:
        layout, work = self.layout, self.work
        held = np.flatnonzero((counters.kind == SUM) & (counters.least > 0))
        leading = int(held[0]) if len(held) else -1
        work.stamp += layout.days + 1
        found = kernels()["best_rows"](
            int(layout.first[person]),
            layout.begin,
            work.cost,
            allowed,
            layout.pair[person],
            layout.klass[person],
            counters.kind,
            counters.inc,
            counters.least,
            counters.most,
            counters.under,
            counters.over,
            counters.squared,
            counters.cap,
            counters.check,
            floor,
            counters.ceiling,
            counters.stride,
            work.beam,
            work.value,
            work.worth,
            work.keys,
            work.parent,
            work.chosen,
            work.slots,
            work.stamps,
            work.bucket,
            leading,
            work.trial,
            work.stamp,
            work.rows[:many],
            work.costs[:many],
        )
        if found < 0:
            self.exact = False
        return abs(int(found))

    def cost_of(self, person: int, row: Row) -> float:
        """Return what the personal rules and wishes cost in a row; infinite if a hard rule is broken."""
        layout = self.layout
        fixed = np.zeros_like(layout.allowed[person])
        fixed[np.arange(layout.days), row] = layout.allowed[person][np.arange(layout.days), row]
        found = self.best(person, np.zeros(len(layout.wanted)), allowed=fixed)
        return found[0][0] if found else math.inf


def _outside_fixed(allowed: NDArray[np.uint8], window: tuple[int, int], kept: Row) -> NDArray[np.uint8]:
    fixed = np.zeros_like(allowed)
    days = np.arange(len(kept))
    fixed[days, kept] = 1
    low, high = window
    fixed[low:high] = allowed[low:high]
    return fixed
