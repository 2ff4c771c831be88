"""Work that may wait until a promise falls due (mail, requests, call-backs): the flattest capacity that keeps all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anyqtama.science import VERSION
from anyqtama.science.refusals import BadInput, number, numbers

Floats = NDArray[np.float64]
MOST_INTERVALS = 2000


class DeferredStatus(StrEnum):
    MET = "met"
    IMPOSSIBLE = "impossible"
    """Some work falls due before any open interval comes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeferredWork:
    """Pieces of work and the intervals they may be done in. Indexes count intervals from 0.

    work_seconds : shape (jobs,), 0 or more
    first, last : first and last interval a piece may be done in, both included, shape (jobs,). What arrives during an
        interval can safely be promised only from the next one on: give that as `first`
    open_share : share of each interval that is open, in [0, 1], shape (m,); 0 where closed
    interval_seconds : length of an interval
    """

    work_seconds: ArrayLike
    first: ArrayLike
    last: ArrayLike
    open_share: ArrayLike
    interval_seconds: float

    def __post_init__(self) -> None:
        number(self.interval_seconds, "interval_seconds", above=0)
        share = numbers(self.open_share, "open_share", least=0, most=1)
        if not 1 <= len(share) <= MOST_INTERVALS:
            raise BadInput(what=f"has {len(share)} intervals", where="open_share", mend=f"give 1 to {MOST_INTERVALS}")
        work = numbers(self.work_seconds, "work_seconds", least=0)
        for name in ("first", "last"):
            index = numbers(getattr(self, name), name, least=0, most=len(share) - 1)
            if index.shape != work.shape or (index != np.floor(index)).any():
                raise BadInput(what="is not one interval index a job", where=name, mend="give whole numbers, one a job")
            object.__setattr__(self, name, index.astype(np.int64))
        if (np.asarray(self.last) < np.asarray(self.first)).any():
            raise BadInput(what="lies before first", where="last", mend="give each job at least one interval")
        object.__setattr__(self, "work_seconds", work)
        object.__setattr__(self, "open_share", share)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeferredPlan:
    """People at work on deferred work in each interval, fractional, shape (m,); times the share open.

    `level` is the least constant number of people that keeps every promise: the greatest of `people`. `impossible`
    holds the indexes of jobs without an open interval; they are left out of `people`.
    """

    status: DeferredStatus
    people: Floats
    level: float
    impossible: tuple[int, ...]
    version: str = VERSION


def staff_deferred(work: DeferredWork) -> DeferredPlan:
    """Return the capacity profile that meets every deadline with the least peak, then the next least, and so on.

    Critical intervals (Yao, Demers, Shenker 1995): the window whose own work per open second is greatest fixes its
    level; take it out and repeat. The profile also minimises the sum of any convex cost. Worked off earliest deadline
    first, it keeps all promises; any constant number of people below `level` breaks one.

    >>> plan = staff_deferred(DeferredWork(
    ...     work_seconds=[3600, 7200], first=[0, 2], last=[3, 2], open_share=[1, 1, 1, 1], interval_seconds=3600))
    >>> plan.people.tolist(), plan.level
    ([0.3333333333333333, 0.3333333333333333, 2.0, 0.3333333333333333], 2.0)
    """
    seconds = np.asarray(work.work_seconds, dtype=np.float64)
    first, last = np.asarray(work.first, dtype=np.int64), np.asarray(work.last, dtype=np.int64)
    room = np.asarray(work.open_share, dtype=np.float64) * work.interval_seconds
    m = len(room)
    grown = np.concatenate([[0.0], np.cumsum(room)])
    nowhere = (grown[last + 1] - grown[first] <= 0) & (seconds > 0)
    demand = np.zeros((m, m))  # work by (first, last); the sum over a sub-square is a window's own work
    keep = ~nowhere
    np.add.at(demand, (first[keep], last[keep]), seconds[keep])
    people = np.zeros(m)
    left = np.arange(m)  # intervals not fixed yet, in order
    while len(left) and demand.any():
        s, e, level = _critical(demand, room[left])
        people[left[s : e + 1]] = level
        demand = _without_window(demand, s, e)
        left = np.concatenate([left[:s], left[e + 1 :]])
    people[room == 0] = 0.0
    return DeferredPlan(
        status=DeferredStatus.IMPOSSIBLE if nowhere.any() else DeferredStatus.MET,
        people=people,
        level=float(people.max()),
        impossible=tuple(int(i) for i in np.flatnonzero(nowhere)),
    )


def _critical(demand: Floats, room: Floats) -> tuple[int, int, float]:
    """Return the window (s, e) with the greatest own work per open second."""
    own = np.cumsum(np.cumsum(demand[::-1], axis=0)[::-1], axis=1)  # own[s, e]: first >= s and last <= e
    grown = np.concatenate([[0.0], np.cumsum(room)])
    length = grown[None, 1:] - grown[:-1, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        level = np.where(np.triu(length) > 0, own / length, 0.0)
    s, e = np.unravel_index(int(level.argmax()), level.shape)
    return int(s), int(e), float(level[s, e])


def _without_window(demand: Floats, s: int, e: int) -> Floats:
    """Take intervals s..e and the work inside them away; other work keeps what lies outside the window."""
    cut = demand.copy()
    cut[s : e + 1, s : e + 1] = 0.0
    if e + 1 < len(cut):  # work that starts inside starts after the window now
        cut[e + 1, e + 1 :] += cut[s : e + 1, e + 1 :].sum(axis=0)
        cut[s : e + 1, e + 1 :] = 0.0
    if s > 0:  # work that ends inside ends before it
        cut[:s, s - 1] += cut[:s, s : e + 1].sum(axis=1)
        cut[:s, s : e + 1] = 0.0
    rows = np.concatenate([np.arange(s), np.arange(e + 1, len(cut))])
    left: Floats = cut[np.ix_(rows, rows)]
    return left
