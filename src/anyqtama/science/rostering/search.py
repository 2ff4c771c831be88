"""The search for a roster: rows at once, column generation for the bound, then dives and neighbourhoods in threads.

Every improvement is a whole roster that keeps every personal rule; hard cover is bought at a price above all wishes.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.rostering.board import Board
from anyqtama.science.rostering.columns import Column, Master
from anyqtama.science.rostering.layout import Layout
from anyqtama.science.rostering.rows import RowFinder
from anyqtama.science.rostering.single_rows import best_against, first_row, inside_cost
from anyqtama.science.rostering.values import Effort, Progress

_WHOLE_AT_MOST = 12_000
"""People x days x shifts up to which the whole roster is one program."""
_TOLERANCE = 1e-6

Watch = Callable[[Progress], bool]


@dataclass(slots=True)
class Found:
    """What a search ends with; `hopeless` are people whose own rules allow no row."""

    board: Board | None
    bound: float
    hopeless: list[int]


class Search:
    """One search: a best board under a lock, a bound, a clock."""

    def __init__(self, layout: Layout, effort: Effort, seed: int, watch: Watch | None) -> None:
        self.layout, self.effort, self.seed, self.watch = layout, effort, seed, watch
        self.begins = time.monotonic()
        self.lock = threading.Lock()
        self.best: Board | None = None
        self.shared: Board | None = None
        self.value = math.inf
        self.bound = -math.inf
        self.columns: list[Column] = []
        self.told = 0.0
        self.halted = False
        self.whole_costs = _whole_numbers(layout)

    # The clock and the best so far

    @property
    def left(self) -> float:
        return self.effort.seconds - (time.monotonic() - self.begins)

    def proceed(self) -> bool:
        """Say whether to go on: time is left, nobody stopped it, the best is not yet proven."""
        return not self.halted and self.left > 0 and not self.proven

    @property
    def proven(self) -> bool:
        return self.best is not None and self.value - self.lower <= _TOLERANCE * max(1.0, abs(self.value))

    @property
    def lower(self) -> float:
        """The bound, rounded up where every cost is a whole number."""
        return math.ceil(self.bound - 1e-4) if self.whole_costs and math.isfinite(self.bound) else self.bound

    def offer(self, board: Board, step: str) -> bool:
        """Keep a board if it is the best so far; tells the watcher."""
        total = board.total
        with self.lock:
            better = total < self.value - _TOLERANCE
            if better:
                self.best, self.value = board.copy(), total
        if better:
            self.tell(step)
        return better

    def tell(self, step: str) -> None:
        if self.watch is None or self.best is None:
            return
        layout = self.layout
        short = np.maximum(layout.wanted - self.best.counts, 0)[layout.hard].sum()
        moment = Progress(
            seconds=time.monotonic() - self.begins,
            objective=self.value,
            bound=self.lower,
            hard_violations=int(short),
            step=step,
        )
        if not self.watch(moment):
            self.halted = True

    # The steps

    def run(self, start: NDArray[np.int16] | None = None) -> Found:
        layout = self.layout
        size = layout.people * layout.problem.days * len(layout.names)
        whole = size <= _WHOLE_AT_MOST
        finders = [RowFinder(layout, 8000 if whole else 1500) for _ in range(self.effort.threads)]
        board, hopeless = self.first_board(finders, start, narrow=not whole)
        if hopeless:
            return Found(None, -math.inf, hopeless)
        assert board is not None
        self.offer(board, "first rows")
        if whole:
            self.polish(board, finders[0])
            self.offer(board, "rows one by one")
            self.root(board, finders)
        self.in_threads(finders, self.improve_whole if whole else self.improve_windows)
        return Found(self.best, self.lower, [])

    def in_threads(self, finders: Sequence[RowFinder], work: Callable[[RowFinder, np.random.Generator], None]) -> None:
        failures: list[BaseException] = []

        def guarded(finder: RowFinder, rng: np.random.Generator) -> None:
            try:
                work(finder, rng)
            except BaseException as failure:  # handed to the caller's thread below
                self.halted = True
                failures.append(failure)

        generators = np.random.default_rng(self.seed).spawn(len(finders))
        threads = [
            threading.Thread(target=guarded, args=pair) for pair in zip(finders[1:], generators[1:], strict=True)
        ]
        for thread in threads:
            thread.start()
        guarded(finders[0], generators[0])
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def first_board(
        self, finders: Sequence[RowFinder], start: NDArray[np.int16] | None, *, narrow: bool
    ) -> tuple[Board | None, list[int]]:
        """Give every person in turn the cheapest row against the cover still open; who has none is named."""
        layout = self.layout
        rows = np.zeros((layout.people, layout.days), np.int16)
        board = Board(layout, rows, np.zeros(layout.people))
        hopeless = []
        scarce = np.argsort(layout.allowed.sum(axis=(1, 2)), kind="stable")
        for person in scarce:
            person = int(person)
            given = None if start is None else start[person].copy()
            cost = math.inf if given is None else finders[0].cost_of(person, given)
            if given is not None and math.isfinite(cost):
                board.put(person, given, cost)
                continue
            found = first_row(layout, person, board, finders[0], narrow=narrow)
            if found is None:
                hopeless.append(person)
                continue
            board.put(person, found[1], found[0])
        return (None if hopeless else board), hopeless

    def polish(self, board: Board, finder: RowFinder) -> None:
        """Re-make one row after another, each exactly, until none gets cheaper."""
        stale, person = 0, 0
        while stale < self.layout.people and self.proceed():
            before = board.total
            board.take_out(person)
            cost, row = best_against(board, finder, person)
            board.put(person, row, cost)
            stale = stale + 1 if board.total >= before - _TOLERANCE else 0
            person = (person + 1) % self.layout.people

    def root(self, board: Board, finders: Sequence[RowFinder]) -> None:
        """Solve the linear program over all rows: the bound, and columns for everything after."""
        master = Master(self.layout, range(self.layout.people), np.zeros_like(board.counts))
        for person in range(self.layout.people):
            master.pool.add(person, board.rows[person].copy(), float(board.costs[person]))
        half = 0.5 * self.effort.seconds

        def early() -> bool:
            return self.proceed() and time.monotonic() - self.begins < half

        master.generate(finders, rounds=1000, proceed=early)
        self.bound = max(self.bound, master.prove(len(finders), proceed=early))
        self.columns = master.pool.columns
        self.tell("linear program")
        if self.proceed():
            self.take_rounded(master, board.copy(), finders[0], min(1.0, self.left), "rounding", board.total)

    def improve_whole(self, finder: RowFinder, rng: np.random.Generator) -> None:
        """Dive once, then free some people at a time, each time solving their program of whole rows."""
        if self.proceed() and self.columns:
            self.dive(finder, rng)
        size = min(8, self.layout.people)
        while self.proceed():
            with self.lock:
                assert self.best is not None
                board = self.best.copy()
            people = self.some_people(board, rng, size)
            begins = time.monotonic()
            better = self.free(board, people, finder)
            took = time.monotonic() - begins
            if not better and took < 1.0 and size < self.layout.people:
                size += 1
            elif took > 4.0 and size > 4:
                size -= 1

    def dive(self, finder: RowFinder, rng: np.random.Generator) -> None:
        """Fix the surest rows of the linear program, generate again, until everybody has a row (column generation
        diving; Joncour et al. 2010)."""
        layout = self.layout
        with self.lock:
            assert self.best is not None
            board = self.best.copy()
        master = Master(layout, range(layout.people), np.zeros_like(board.counts), columns=self.columns)
        master.relax()
        while master.open and self.proceed():
            weights = master.weights * (1.0 + 0.2 * rng.random(len(master.weights)))
            choices = [i for i in np.argsort(-weights).tolist() if master.pool.columns[i].person in master.open]
            sure = [i for i in choices if master.weights[i] > 0.99] or choices[:1]
            for i in sure:
                column = master.pool.columns[i]
                if column.person in master.open:
                    master.fix(i)
            master.generate([finder], rounds=8, proceed=self.proceed)
        if master.open:
            return
        for column in master.fixed:
            board.take_out(column.person)
            board.put(column.person, column.row, column.cost)
        self.polish(board, finder)
        self.offer(board, "dive")
        self.columns = master.pool.columns

    def free(
        self, board: Board, people: Sequence[int], finder: RowFinder, window: tuple[int, int] | None = None
    ) -> bool:
        """Let some people's rows go (in a window of days) and put the best found for them together in their place."""
        layout = self.layout
        costs = {p: float(board.costs[p]) if window is None else inside_cost(board, finder, p, window) for p in people}
        now = sum(costs.values()) + layout.cover_cost(board.counts)
        others = board.counts.copy()
        for person in people:
            at = layout.touched(board.rows[person], window)
            np.subtract.at(others, at, layout.qualified[person, at])
        master = Master(
            layout,
            people,
            others,
            columns=self.columns if window is None else (),
            window=window,
            kept=None if window is None else board.rows,
        )
        for person in people:
            master.pool.add(person, board.rows[person].copy(), costs[person])
        value = master.generate([finder], rounds=40, proceed=self.proceed, target=now - self.step)
        if not self.proceed() or value > now - self.step:
            return False
        return self.take_rounded(master, board, finder, min(4.0, max(self.left, 0.1)), "neighbourhood", now)

    @property
    def step(self) -> float:
        """The least that an improvement is worth."""
        return 0.99 if self.whole_costs else 1e-4 * max(1.0, abs(self.value))

    def take_rounded(
        self, master: Master, board: Board, finder: RowFinder, seconds: float, step: str, now: float
    ) -> bool:
        found = master.round(seconds=seconds, below=now - self.step)
        for column in found:
            board.take_out(column.person)
            cost = column.cost if master.window is None else finder.cost_of(column.person, column.row)
            board.put(column.person, column.row, cost)
        return bool(found) and self.offer(board, step)

    def some_people(self, board: Board, rng: np.random.Generator, size: int) -> list[int]:
        """Choose people: at random, or by what they cost and how they could mend a day."""
        layout = self.layout
        if rng.random() < 0.4:
            return [int(p) for p in rng.choice(layout.people, size, replace=False)]
        pain = np.abs(layout.wanted - board.counts) * np.where(board.counts < layout.wanted, layout.under, layout.over)
        score = board.costs + rng.random(layout.people) * (board.costs.mean() + 1)
        if pain.sum() > 0 and rng.random() < 0.7:
            rows = rng.choice(len(pain), 3, p=pain / pain.sum())
            score = score + layout.qualified[:, rows].sum(axis=1) * rng.random(layout.people) * score.mean()
        return [int(p) for p in np.argsort(-score)[:size]]

    def improve_windows(self, finder: RowFinder, rng: np.random.Generator) -> None:
        """For rosters too large for one program: re-make rows in windows of some weeks on a board that all threads
        share, then, when that brings little, some rows together."""
        layout = self.layout
        span = min(28, layout.problem.days)
        with self.lock:
            if self.shared is None:
                assert self.best is not None
                self.shared = self.best.copy()
        gained, tried = 1, 0
        while self.proceed() and gained * 100 > tried:
            gained, tried = 0, 4 * layout.people
            for person in rng.permutation(np.repeat(np.arange(layout.people), 4)):
                if not self.proceed():
                    break
                low = int(rng.integers(layout.begin, layout.days - span + 1))
                gained += self.remake(finder, int(person), (low, low + span))
            with self.lock:
                board = self.shared.copy()
            self.offer(board, "rows in windows")
        while self.proceed():
            with self.lock:
                assert self.best is not None
                board = self.best.copy()
            people = self.some_people(board, rng, min(8, layout.people))
            low = int(rng.integers(layout.begin, layout.days - span + 1))
            self.free(board, people, finder, (low, low + span))

    def remake(self, finder: RowFinder, person: int, window: tuple[int, int]) -> bool:
        """Put a person's cheapest row that changes only the window on the shared board; say whether it is better."""
        board = self.shared
        assert board is not None
        with self.lock:
            old, was = board.rows[person].copy(), float(board.costs[person])
            board.take_out(person)
            marginal = board.marginal()
            board.put(person, old, was)
        found = finder.best(person, marginal, window=window, kept=old)
        if not found or np.array_equal(found[0][1], old):
            return False
        cost = finder.cost_of(person, found[0][1])
        with self.lock:
            if not np.array_equal(board.rows[person], old):
                return False  # another thread was there meanwhile
            before = board.total
            board.take_out(person)
            board.put(person, found[0][1], cost)
            after = board.total
            if after > before:
                board.take_out(person)
                board.put(person, old, was)
            return after < before - _TOLERANCE


def _whole_numbers(layout: Layout) -> bool:
    """Whether every roster costs a whole number."""
    weights = [layout.under, layout.over, layout.own.ravel()]
    for counters in layout.counters:
        weights += [counters.under[np.isfinite(counters.under)], counters.over[np.isfinite(counters.over)]]
    for pair in layout.pair:
        weights.append(pair[np.isfinite(pair)])
    return all(np.array_equal(w, np.round(w)) for w in weights)
