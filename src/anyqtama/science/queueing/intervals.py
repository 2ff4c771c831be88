"""A day or a year of intervals at once: arrays in, arrays out, compiled where numba is installed, else numpy."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anyqtama.science import VERSION
from anyqtama.science.compiling import Kernel, can_compile, compiled
from anyqtama.science.queueing import formulas, vectorised
from anyqtama.science.queueing.patience import MOST_TERMS, switched_off
from anyqtama.science.queueing.values import MOST_SERVERS, Model, ServiceLevel, Status, Target
from anyqtama.science.refusals import BadInput, numbers

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Engine = Literal["auto", "compiled", "numpy"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Intervals:
    """The traffic of many intervals; single numbers stand for all. `patience_seconds` None means Erlang C.

    offered : contacts in each interval, shape (m,), 0 or more
    interval_seconds, handle_seconds, patience_seconds : above 0, shape (m,) or a number
    """

    offered: ArrayLike
    interval_seconds: ArrayLike
    handle_seconds: ArrayLike
    patience_seconds: ArrayLike | None = None
    load_erlangs: Floats = field(init=False)

    def __post_init__(self) -> None:
        offered = numbers(self.offered, "offered", least=0)
        if offered.ndim != 1:
            raise BadInput(what=f"has {offered.ndim} dimensions", where="offered", mend="give one row of intervals")
        for name in ("interval_seconds", "handle_seconds", "patience_seconds"):
            if (given := getattr(self, name)) is not None:
                object.__setattr__(self, name, _as_long(numbers(given, name, above=0), len(offered), name))
        object.__setattr__(self, "offered", offered)
        object.__setattr__(self, "load_erlangs", offered * self.handle_seconds / self.interval_seconds)  # type: ignore[operator]
        numbers(self.load_erlangs, "load_erlangs", most=MOST_SERVERS / 2)
        if self.patience_seconds is not None:
            numbers(self.load_erlangs * self.patience_seconds / self.handle_seconds, "load x patience", most=MOST_TERMS)  # type: ignore[operator]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IntervalResult:
    """The figures of every interval, arrays of shape (m,). NaN only where `empty`, for waits also where `unstable`,
    for SL-B and the wait of those answered also where nobody is there to answer.

    `service_level` is the one named by `measured_as`; `service_levels`, shape (4, m), are SL-A to SL-D.
    """

    model: Model
    engine: str
    positions: Whole
    load_erlangs: Floats
    wait_probability: Floats
    service_level: Floats
    service_levels: Floats
    measured_as: ServiceLevel
    answer_within_seconds: float
    asa_seconds: Floats
    abandonment: Floats
    occupancy: Floats
    empty: NDArray[np.bool_]
    unstable: NDArray[np.bool_]
    version: str = VERSION

    def status(self, interval: int) -> Status:
        if self.empty[interval]:
            return Status.EMPTY
        return Status.UNSTABLE if self.unstable[interval] else Status.STABLE


def staff_intervals(intervals: Intervals, target: Target, *, engine: Engine = "auto") -> IntervalResult:
    """Return for every interval the least positions that meet all demands of the target, and what they then reach.

    Each interval is taken to be in its steady state (stationary independent period by period; Green, Kolesar, Soares
    2001): fair while handling is short against the interval; where it is not, check by simulation.

    >>> day = Intervals(offered=[390, 0], interval_seconds=1800, handle_seconds=210)
    >>> staff_intervals(day, Target(max_occupancy=0.85)).positions.tolist()
    [54, 0]
    """
    busy = np.flatnonzero(intervals.load_erlangs > 0)
    positions = np.zeros(len(intervals.load_erlangs), dtype=np.int64)
    load, handle, patience = _rows(intervals, busy)
    numbers(intervals.load_erlangs / (target.max_occupancy or 1.0), "load / max_occupancy", most=MOST_SERVERS / 2)
    within, level, which, asa, occupancy, abandonment = switched_off(target)
    used = _engine(engine)
    if patience is None:
        if target.max_abandonment is not None:
            raise BadInput(
                what="is limited, but Erlang C knows no abandonment",
                where="max_abandonment",
                mend="give patience_seconds (Erlang A) or drop the limit",
            )
        if used == "compiled":
            found, late = np.empty(len(busy), dtype=np.int64), np.empty(len(busy))
            _kernels_c()["fill_least_c"](load, handle, within, level, asa, occupancy, found, late)
        else:
            found, late = vectorised.least_c(load, handle, within, level, asa, occupancy)
        positions[busy] = found
        return _result_c(intervals, positions, target, used, busy, late)
    if used == "compiled":
        found = np.empty(len(busy), dtype=np.int64)
        _kernels_a()["fill_least_a"](load, handle, patience, within, level, which, asa, occupancy, abandonment, found)
    else:
        found = vectorised.least_a(load, handle, patience, within, level, which, asa, occupancy, abandonment)
    positions[busy] = found
    return perform_intervals(intervals, positions, target, engine=engine)


def perform_intervals(
    intervals: Intervals, positions: ArrayLike, target: Target, *, engine: Engine = "auto"
) -> IntervalResult:
    """Return what given positions reach in every interval; of the target only threshold and name are used."""
    given = numbers(positions, "positions", least=0, most=MOST_SERVERS)
    if (given != np.floor(given)).any():
        raise BadInput(what="holds a fraction", where="positions", mend="give whole numbers of people")
    servers = _as_long(given, len(intervals.load_erlangs), "positions").astype(np.int64)
    used = _engine(engine)
    busy = np.flatnonzero(intervals.load_erlangs > 0)
    load, _, patience = _rows(intervals, busy)
    if patience is None:
        own, late = servers[busy], np.ones(len(busy))
        if used == "compiled":
            _kernels_c()["fill_waits"](load, own, late)
        else:
            steady = load < own
            inverse = vectorised.inverse_blocking(load[steady], own[steady])
            late[steady] = vectorised.waits(load[steady], own[steady], inverse)
        return _result_c(intervals, servers, target, used, busy, late)
    return _result_a(intervals, servers, target, used, busy)


def _result_c(
    intervals: Intervals, servers: Whole, target: Target, used: str, busy: Whole, late: Floats
) -> IntervalResult:
    load, handle, _ = _rows(intervals, busy)
    waiting, level, asa, occupancy = (np.full(len(servers), np.nan) for _ in range(4))
    waiting[busy] = late
    spare = servers[busy] - load
    unstable = np.zeros(len(servers), dtype=np.bool_)
    unstable[busy] = spare <= 0
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        in_time = 1.0 - late * np.exp(-spare * target.answer_within_seconds / handle)
        level[busy] = np.where(spare > 0, in_time, 0.0)
        asa[busy] = np.where(spare > 0, late * handle / spare, np.nan)
        occupancy[busy] = np.minimum(load / servers[busy], 1.0)
    empty = intervals.load_erlangs == 0
    occupancy[empty] = 0.0
    return IntervalResult(
        model=Model.ERLANG_C,
        engine=used,
        positions=servers,
        load_erlangs=intervals.load_erlangs,
        wait_probability=waiting,
        service_level=level,
        service_levels=np.broadcast_to(level, (4, len(level))),
        measured_as=target.measured_as,
        answer_within_seconds=target.answer_within_seconds,
        asa_seconds=asa,
        abandonment=np.where(empty, np.nan, 0.0),
        occupancy=occupancy,
        empty=empty,
        unstable=unstable,
    )


def _result_a(intervals: Intervals, servers: Whole, target: Target, used: str, busy: Whole) -> IntervalResult:
    within = target.answer_within_seconds
    figures = np.full((6, len(servers)), np.nan)
    load, handle, patience = _rows(intervals, busy)
    assert patience is not None  # the caller has asked
    nobody = servers[busy] == 0
    if used == "compiled":
        six = np.empty((6, len(busy)))
        _kernels_a()["fill_perform_a"](load, servers[busy], handle, patience, within, six)
    else:
        six = vectorised.perform_a(load, np.maximum(servers[busy], 1), handle, patience, within)
        early = np.exp(-within / patience)
        all_leave = np.stack(
            [np.ones_like(early), np.ones_like(early), 0 * early, 0 * early, early, np.ones_like(early)]
        )
        six = np.where(nobody, all_leave, six)
    figures[:, busy] = six
    answered = 1.0 - figures[1]
    levels = vectorised.service_levels(figures[1], figures[3], figures[4])
    with np.errstate(divide="ignore", invalid="ignore"):
        asa = np.where(answered > 0, figures[2] / answered, np.nan)
        occupancy = np.where(servers > 0, np.minimum(intervals.load_erlangs * answered / servers, 1.0), 1.0)
    empty = intervals.load_erlangs == 0
    occupancy[empty] = 0.0
    return IntervalResult(
        model=Model.ERLANG_A,
        engine=used,
        positions=servers,
        load_erlangs=intervals.load_erlangs,
        wait_probability=figures[0],
        service_level=levels[list(ServiceLevel).index(target.measured_as)],
        service_levels=levels,
        measured_as=target.measured_as,
        answer_within_seconds=within,
        asa_seconds=asa,
        abandonment=figures[1],
        occupancy=occupancy,
        empty=empty,
        unstable=np.zeros(len(servers), dtype=np.bool_),
    )


def _rows(intervals: Intervals, busy: Whole) -> tuple[Floats, Floats, Floats | None]:
    handle, patience = intervals.handle_seconds, intervals.patience_seconds
    assert isinstance(handle, np.ndarray)  # made so in __post_init__
    if len(busy) == len(handle):
        return intervals.load_erlangs, handle, patience if isinstance(patience, np.ndarray) else None
    own = patience[busy] if isinstance(patience, np.ndarray) else None
    return intervals.load_erlangs[busy], handle[busy], own


def _as_long(values: Floats, length: int, where: str) -> Floats:
    if values.ndim > 1 or (values.ndim == 1 and len(values) != length):
        raise BadInput(
            what=f"has shape {values.shape}", where=where, mend=f"give one number, or {length}, one an interval"
        )
    return np.broadcast_to(values, (length,)).copy()


def _engine(wished: Engine) -> str:
    if wished == "compiled" and not can_compile():
        raise BadInput(what="is not available", where="engine", mend="install the extra `science`, or use numpy")
    if wished not in ("auto", "compiled", "numpy"):
        raise BadInput(what=f"is {wished!r}", where="engine", mend="use auto, compiled or numpy")
    return "numpy" if wished == "numpy" or not can_compile() else "compiled"


@cache
def _kernels_c() -> dict[str, Kernel]:
    return compiled(
        formulas.inverse_blocking,
        formulas.waits,
        formulas.least_for_occupancy,
        formulas.least_c,
        formulas.fill_least_c,
        formulas.fill_waits,
    )


@cache
def _kernels_a() -> dict[str, Kernel]:
    return compiled(
        formulas.inverse_blocking,
        formulas.patience_series,
        formulas.perform_beyond,
        formulas.perform_a,
        formulas.service_levels,
        formulas.meets_a,
        formulas.least_a,
        formulas.fill_least_a,
        formulas.fill_perform_a,
    )
