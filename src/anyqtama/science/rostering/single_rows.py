"""One person's row against a board: the first, the cheapest, what the standing one costs."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.rostering.board import Board
from anyqtama.science.rostering.layout import Layout
from anyqtama.science.rostering.rows import Row, RowFinder


def best_against(board: Board, finder: RowFinder, person: int) -> tuple[float, Row]:
    """Return the person's cheapest row against the board without that person, with its own cost."""
    marginal = board.marginal()
    found = _own_cost(board, person, finder.best(person, marginal), marginal)
    assert found is not None  # the row that stands is one
    return found


def first_row(
    layout: Layout, person: int, board: Board, finder: RowFinder, *, narrow: bool
) -> tuple[float, Row] | None:
    """Return the cheapest row against the board; on long horizons by a narrow beam at an even pace, then wider."""
    usual = layout.counters[person]
    even = usual.corridor(layout.begin, layout.allowed[person])
    widest = finder.work.beam
    marginal = board.marginal()
    if not narrow:
        return _own_cost(board, person, finder.best(person, marginal), marginal)
    rng = np.random.default_rng(person)
    scale = float(np.abs(marginal).max(initial=1.0))
    for beam, shaken in ((60, 0.0), (400, 0.0), (200, 0.5), (200, 1.0), (400, 2.0), (400, 4.0), (widest, 1.0)):
        finder.work.beam = beam
        counters = usual if beam == widest else even
        extra = rng.random((layout.days, len(layout.names))) * shaken * scale
        found = finder.best(person, marginal, counters=counters, extra=extra)
        finder.work.beam = widest
        if found:
            return finder.cost_of(person, found[0][1]), found[0][1]
    return None


def _own_cost(
    board: Board, person: int, found: list[tuple[float, Row]], marginal: NDArray[np.float64]
) -> tuple[float, Row] | None:
    if not found:
        return None
    value, row = found[0]
    at = board.layout.touched(row)
    return value - float(marginal[at] @ board.layout.qualified[person, at]), row


def inside_cost(board: Board, finder: RowFinder, person: int, window: tuple[int, int]) -> float:
    """Return the cost of the standing row as a search in the window counts it."""
    layout = board.layout
    fixed = np.zeros_like(layout.allowed[person])
    fixed[np.arange(layout.days), board.rows[person]] = 1
    found = finder.best(person, np.zeros(len(layout.wanted)), window=window, kept=board.rows[person], allowed=fixed)
    return found[0][0] if found else math.inf
