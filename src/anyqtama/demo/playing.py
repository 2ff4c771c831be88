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
from anyqtama.kernel import journal, sealing

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
    seal: bool = True,
    coming_until: datetime | None = None,
    tell: Told = lambda at, acts: None,
) -> Played:
    """Play from `since` to `until`; nobody new comes after `coming_until`, while cases run on.

    The centre must not be at work meanwhile: its sweeps would take a contact of the past for one that waits now.
    """
    began = clock.monotonic()
    hurry()
    stage = Stage(seed=seed, zone=settings.ZONE)
    staff = Staff(stage)
    _know_regulars(seed, since)
    _begin_clean(staff, since)
    matters.follow_open(stage, since)
    came = _plan(stage, since, until, coming_until or until, per_day)
    at = since
    while at < until:
        at = min(at + HOUR, until)
        stage.act_until(at)
        if seal:
            seal_and_read()
        tell(at, stage.acts)
    for player in staff.at_work():
        player.beat_at = None
    staff.beat(until)
    return Played(came, stage.acts, clock.monotonic() - began)


def _plan(stage: Stage, since: datetime, until: datetime, coming_until: datetime, per_day: float) -> int:
    came = 0
    for on in days(since - timedelta(days=1), until):
        stage.at(max(since, _midnight(on)), lambda at, on=on: stage.staff.plan_day(on, since=at))
        for coming in demand.day(on, per_day=per_day, seed=stage.seed, zone=stage.zone):
            if since <= coming.at < coming_until:
                stage.at(coming.at, partial(arriving.arrive, coming, stage))
                came += 1
    return came


def days(since: datetime, until: datetime) -> list[date]:
    first, last = (at.astimezone(settings.ZONE).date() for at in (since, until))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=settings.ZONE)


def _know_regulars(seed: int, at: datetime) -> None:
    """Callers whom the centre knows from before."""
    for who in demand.regulars(seed=seed):
        identifying.find_or_make(kind=IdentityKind.PHONE, value=who.number, language=who.language, at=at, name=who.name)


def _begin_clean(staff: Staff, at: datetime) -> None:
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
