"""Recurring work: each task runs once a period, whichever worker comes first."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db.models import Q

from anyqtama.kernel.models import Sweep

log = logging.getLogger(__name__)

Sweeps = Mapping[str, tuple[timedelta, Callable[[datetime], object]]]
"""Name → (how often, what). A task may be cut off by a crash: it must be repeatable."""


def run_due(sweeps: Sweeps, *, at: datetime) -> list[str]:
    """Run what is due and return its names. A task that raises is logged and tried again in its next period."""
    due = [name for name, next_at in _next_times(sweeps, at).items() if _is_due(next_at, at, sweeps[name][0])]
    ran = []
    for name in due:
        period, task = sweeps[name]
        if not _take(name, period, at):
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


def _is_due(next_at: datetime, at: datetime, period: timedelta) -> bool:
    return next_at <= at or next_at > at + period  # later than a period: the clock was set back


def _take(name: str, period: timedelta, at: datetime) -> bool:
    due = Sweep.objects.filter(Q(next_at__lte=at) | Q(next_at__gt=at + period), name=name)
    return due.update(next_at=at + period) > 0
