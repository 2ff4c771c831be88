"""Plays a stretch of time: clients come, operators work, cases run, all through the real verbs at simulated times."""

import time as clock
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import connection

from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts import silence, vanishing
from anyqtama.demo.simulated import arriving, demand, matters
from anyqtama.demo.simulated.staff import Staff
from anyqtama.demo.simulated.stage import Stage
from anyqtama.history import rolling_up
from anyqtama.kernel import calendars, journal, sealing
from anyqtama.kernel.models import Sweep

HOUR = timedelta(hours=1)
Told = Callable[[datetime, int], None]
"""Told now and then how far the play is: simulated time, acts so far."""


@dataclass(frozen=True, slots=True)
class Played:
    contacts: int
    acts: int
    seconds: float


def play(
    *,
    since: datetime,
    until: datetime,
    per_day: float,
    seed: int,
    known_since: datetime | None = None,
    seal: bool = True,
    tell: Told = lambda at, acts: None,
    ends: datetime | None = None,
) -> Played:
    """Play from `since` to `until`. `ends`: the desks close then, what runs is finished, and only cases go on.

    The centre must not be at work meanwhile: its sweeps would take a contact of the past for one that waits now.
    """
    began = clock.monotonic()
    hurry()
    stage = Stage(seed=seed, zone=settings.ZONE)
    staff = Staff(stage)
    know_regulars(seed=seed, at=known_since or since)
    _begin_clean(since)
    matters.follow_open(stage, since)
    came = _plan(stage, since, ends or until, per_day)
    if ends:
        stage.at(ends, staff.close_down)
    at = since
    while at < until:
        at = min(at + HOUR, until)
        stage.act_until(at)
        if seal:
            seal_and_read()
        tell(at, stage.acts)
    for player in staff.at_work():
        player.beat_at = None
    staff.beat(until, everyone=True)
    return Played(came, stage.acts, clock.monotonic() - began)


def _plan(stage: Stage, since: datetime, until: datetime, per_day: float) -> int:
    came = 0
    for on in days(since - timedelta(days=1), until):
        if _midnight(on) < until:
            stage.at(max(since, _midnight(on)), partial(_begin_day, stage, on))
        for coming in demand.day(on, per_day=per_day, seed=stage.seed, zone=stage.zone):
            if since <= coming.at < until:
                stage.at(coming.at, partial(arriving.arrive, coming, stage))
                came += 1
    for player in stage.staff.players.values():
        stage.at(since, partial(stage.staff.follow_rota, player))
    return came


def _begin_day(stage: Stage, on: date, at: datetime) -> None:
    stage.staff.plan_day(on, since=at)


def days(since: datetime, until: datetime) -> list[date]:
    first, last = (at.astimezone(settings.ZONE).date() for at in (since, until))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=settings.ZONE)


def know_regulars(*, seed: int, at: datetime) -> None:
    """Callers whom the centre knows from before."""
    for who in demand.regulars(seed=seed):
        identifying.find_or_make(kind=IdentityKind.PHONE, value=who.number, language=who.language, at=at, name=who.name)


def _begin_clean(at: datetime) -> None:
    """Who was at a desk when an earlier play ended has gone home; what was left open ends by the rules."""
    vanishing.sweep(at=at)
    vanishing.sweep(at=at + vanishing.LEFT_FOR_TODAY)
    silence.sweep(at=at)


def seal_and_read() -> None:
    """What the worker does all the time: give the entries their places, and let history read them."""
    sealing.seal_all()
    while journal.read(rolling_up.CURSOR, rolling_up.read):
        continue


def hurry() -> None:
    """A play can be played again: it need not wait for the disk at every step, as a talk with a person must."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")


def earliest() -> datetime:
    """Before the first working calendar no due time can be counted."""
    covered = calendars.working_calendar().covered_from
    return _midnight(covered)


def is_at_work(*, at: datetime) -> bool:
    """Whether a worker does its recurring work on this database."""
    return Sweep.objects.filter(name="routing", next_at__gt=at - timedelta(seconds=5)).exists()
