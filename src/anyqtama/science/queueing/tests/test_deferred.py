"""Deferred work: earliest deadline first keeps every promise with the plan, and no lower level could."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anyqtama.science.queueing import DeferredStatus, DeferredWork, staff_deferred
from anyqtama.science.refusals import BadInput

HOUR = 3600.0


@st.composite
def works(draw: st.DrawFn) -> DeferredWork:
    m = draw(st.integers(1, 12))
    share = [draw(st.sampled_from([0.0, 0.5, 1.0])) for _ in range(m)]
    jobs = draw(st.integers(0, 10))
    first = [draw(st.integers(0, m - 1)) for _ in range(jobs)]
    last = [draw(st.integers(f, m - 1)) for f in first]
    seconds = [float(draw(st.integers(0, 20)) * 600) for _ in range(jobs)]
    return DeferredWork(work_seconds=seconds, first=first, last=last, open_share=share, interval_seconds=HOUR)


def late_work(work: DeferredWork, people: np.ndarray) -> float:
    """Work off, earliest deadline first; return the seconds of work left at their deadline."""
    seconds, first, last = (np.asarray(v) for v in (work.work_seconds, work.first, work.last))
    open_jobs: list[list[float]] = []
    late = 0.0
    for i, share in enumerate(np.asarray(work.open_share)):
        for job in np.flatnonzero(first == i):
            heapq.heappush(open_jobs, [float(last[job]), float(seconds[job])])
        room = people[i] * share * HOUR
        while open_jobs and room > 0:
            done = min(open_jobs[0][1], room)
            room -= done
            open_jobs[0][1] -= done
            if open_jobs[0][1] <= 1e-6:
                heapq.heappop(open_jobs)
        while open_jobs and open_jobs[0][0] <= i:
            late += heapq.heappop(open_jobs)[1]
    return late


@settings(max_examples=200, deadline=None)
@given(work=works())
def test_the_plan_keeps_every_promise_and_no_constant_level_below_does(work: DeferredWork) -> None:
    plan = staff_deferred(work)
    impossible = sum(float(np.asarray(work.work_seconds)[i]) for i in plan.impossible)
    assert late_work(work, plan.people) == pytest.approx(impossible, abs=1e-3)
    assert (plan.status is DeferredStatus.IMPOSSIBLE) == bool(plan.impossible)
    m = len(plan.people)
    assert late_work(work, np.full(m, plan.level)) == pytest.approx(impossible, abs=1e-3)
    if plan.level > 0:
        assert late_work(work, np.full(m, plan.level * 0.999)) > impossible + 1e-3
    open_seconds = np.asarray(work.open_share) * HOUR
    assert plan.people @ open_seconds == pytest.approx(np.sum(work.work_seconds) - impossible)  # nobody idle


def test_a_day_of_mail_is_spread_over_the_opening_hours() -> None:
    share = [0.0] * 9 + [1.0] * 9 + [0.0] * 6
    night = DeferredWork(work_seconds=[9 * HOUR], first=[0], last=[23], open_share=share, interval_seconds=HOUR)
    assert staff_deferred(night).people[9:18] == pytest.approx(1.0)


def test_bad_jobs_are_refused() -> None:
    def make(**change: object) -> DeferredWork:
        good: dict[str, object] = {
            "work_seconds": [1.0], "first": [0], "last": [1], "open_share": [1, 1], "interval_seconds": 60,
        }  # fmt: skip
        return DeferredWork(**(good | change))  # type: ignore[arg-type]

    for change, match in (
        ({"work_seconds": [-1.0]}, "work_seconds"),
        ({"work_seconds": [float("nan")]}, "nan"),
        ({"first": [2]}, "first"),
        ({"first": [0.5]}, "whole"),
        ({"first": [1], "last": [0]}, "before first"),
        ({"open_share": [1, 1.5]}, "open_share"),
        ({"open_share": []}, "intervals"),
        ({"interval_seconds": 0}, "interval_seconds"),
    ):
        with pytest.raises(BadInput, match=match):
            make(**change)
