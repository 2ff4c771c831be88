"""The live simulation: visitors at an adjustable pace, operators who work by themselves, at the current time."""

import logging
import time as clock
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from anyqtama.contacts import opening_hours
from anyqtama.contacts.models import Topic
from anyqtama.demo import directing
from anyqtama.demo.simulated import arriving, demand, matters, watching
from anyqtama.demo.simulated.chances import Chances
from anyqtama.demo.simulated.staff import Staff
from anyqtama.demo.simulated.stage import Stage

log = logging.getLogger(__name__)

TICK_SECONDS = 0.5
LOOK_SECONDS = 2.0
FOLLOW_SECONDS = 60.0
LIVE_PEOPLE = 2_500
"""Live clients of a day are numbered from here, so that they never are those of the day as it is planned."""
TRIES = 12


class Live:
    """`step` again and again; everything it must remember over a restart is in the database."""

    def __init__(self, *, seed: int, now: Callable[[], datetime]) -> None:
        self.now = now
        self.stage = Stage(seed=seed, zone=settings.ZONE, live=True)
        self.staff = Staff(self.stage)
        self.chances = Chances(seed, "live", now())
        at = now()
        self.next_at = at + timedelta(seconds=3)
        self.looked_at = at - timedelta(days=1)
        self.followed_at = at
        self.planned = at.astimezone(settings.ZONE).date()
        watching.watch(self.stage, at)
        matters.follow_open(self.stage, at)
        for on in (self.planned - timedelta(days=1), self.planned):
            self.staff.plan_day(on, since=at)
        self.staff.man_the_desks(at)

    def step(self) -> None:
        at = self.now()
        self._new_day(at)
        if (at - self.looked_at).total_seconds() >= LOOK_SECONDS:
            self.looked_at = at
            directing.seen(at=at)
            self.staff.beat(at, everyone=True)
            watching.watch(self.stage, at)
        if (at - self.followed_at).total_seconds() >= FOLLOW_SECONDS:
            self.followed_at = at
            matters.follow_open(self.stage, at)
        self._somebody_comes(at)
        self.stage.act_until(at, clock=self.now)
        self.staff.look(at)

    def _new_day(self, at: datetime) -> None:
        today = at.astimezone(settings.ZONE).date()
        if today != self.planned:
            self.planned = today
            self.staff.plan_day(today, since=at)
            self.staff.man_the_desks(at)

    def _somebody_comes(self, at: datetime) -> None:
        direction = directing.current()
        if not direction.running or not direction.per_hour:
            self.next_at = at + timedelta(seconds=2)
            return
        gap = timedelta(seconds=3600 / direction.per_hour)
        self.next_at = min(self.next_at, at + 3 * gap)  # the pace was raised: do not wait for the old one
        if at < self.next_at:
            return
        self.next_at = at + timedelta(seconds=self.chances.patience(gap.total_seconds()))
        if coming := self._coming(at):
            self.stage.at(at, partial(arriving.arrive, coming, self.stage))

    def _coming(self, at: datetime) -> demand.Coming | None:
        """Somebody whose queue is open now: at night the others have nobody to wait for."""
        second = int(at.timestamp())
        index = at.toordinal() % 1_000 * demand.PEOPLE_A_DAY + LIVE_PEOPLE + second // 36 % 2_400
        for attempt in range(TRIES):
            coming = demand.coming(at, index=index, seed=self.stage.seed + second + attempt)
            queue = Topic.objects.select_related("queue").get(code=coming.dialogue.topic).queue
            if queue and opening_hours.is_open(queue, at):
                return coming
        return None


def live(*, seed: int, now: Callable[[], datetime], stopped: Callable[[], bool]) -> None:
    """Until `stopped`: a fault or a database that is away costs a pause and a new beginning, never the product."""
    simulation: Live | None = None
    while not stopped():
        try:
            simulation = simulation or Live(seed=seed, now=now)
            simulation.step()
            clock.sleep(TICK_SECONDS)
        except DatabaseError as error:
            log.warning("The simulation could not go on (%s); it begins anew", error)
            simulation = None
            close_old_connections()
            clock.sleep(3)
        except Exception:
            log.exception("The simulation failed; it begins anew")
            simulation = None
            clock.sleep(5)
