"""Recurring work: each task runs once a period, whichever worker comes first."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from anyqtama.kernel.models import Sweep

log = logging.getLogger(__name__)

GAP = timedelta(seconds=30)
REST = timedelta(seconds=75)
"""Longer than browsers in the background take to be heard again."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A task that decides by how long somebody was silent.

    When nobody swept for a while (the machine slept, stood still, its clock was set forward), everybody seems to have
    been silent: the task rests until those who are there have been heard again.
    """

    task: Callable[[datetime], object]

    def __call__(self, at: datetime) -> object:
        return self.task(at)


Sweeps = Mapping[str, tuple[timedelta, Callable[[datetime], object]]]
"""Name → (how often, what). A task may be cut off by a crash: it must be repeatable."""


def run_due(sweeps: Sweeps, *, at: datetime) -> list[str]:
    """Run what is due and return its names. A task that raises is logged and tried again in its next period."""
    due = {name: next_at for name, next_at in _next_times(sweeps, at).items() if _is_due(next_at, at, *sweeps[name])}
    ran = []
    for name, next_at in due.items():
        period, task = sweeps[name]
        rests = isinstance(task, Judge) and at - next_at > GAP
        if not _take(name, period, task, at, next_in=REST if rests else period) or rests:
            continue
        ran.append(name)
        error = ""
        try:
            task(at)
        except Exception as raised:
            log.exception("The recurring task %s failed", name)
            error = f"{type(raised).__name__}: {raised}".replace("\0", "")[:4000]
        Sweep.objects.filter(name=name).exclude(error=error).update(error=error)
    return ran


def _next_times(sweeps: Sweeps, at: datetime) -> dict[str, datetime]:
    known = dict(Sweep.objects.filter(name__in=list(sweeps)).values_list("name", "next_at"))
    for name in sweeps:
        if name not in known:
            known[name] = Sweep.objects.get_or_create(name=name, defaults={"next_at": at})[0].next_at
    return known


def _is_due(next_at: datetime, at: datetime, period: timedelta, task: Callable[[datetime], object]) -> bool:
    return next_at <= at or next_at > at + _longest(period, task)


def _longest(period: timedelta, task: Callable[[datetime], object]) -> timedelta:
    """A next time further away than this: the clock was set back."""
    return max(period, REST) if isinstance(task, Judge) else period


def _take(
    name: str, period: timedelta, task: Callable[[datetime], object], at: datetime, *, next_in: timedelta
) -> bool:
    due = Sweep.objects.filter(Q(next_at__lte=at) | Q(next_at__gt=at + _longest(period, task)), name=name)
    return due.update(next_at=at + next_in) > 0
