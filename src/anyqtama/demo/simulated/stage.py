"""The stage of a play: what happens next and when, who is played, which talks run. Time comes from the agenda."""

import heapq
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from anyqtama.channels import delivery
from anyqtama.contacts.models import Queue, Topic
from anyqtama.kernel import jobs
from anyqtama.kernel.models.jobs import Lane
from anyqtama.people.models import Person

if TYPE_CHECKING:
    from anyqtama.demo.simulated.honest import Honest
    from anyqtama.demo.simulated.staff import Staff
    from anyqtama.demo.simulated.talks import Talk

log = logging.getLogger(__name__)

Act = Callable[[datetime], object]
ADDRESS = "192.0.2.109"
"""Simulated browsers come from here: an address kept for examples, so that a person is never taken for one of them."""


def is_refusal(error: Exception) -> bool:
    """Verbs refuse by exceptions that carry a message for people; anything else is a fault."""
    return hasattr(error, "message")


@dataclass
class Stage:
    """`live`: others act here too (people, the worker), so a verb may refuse what was right a moment ago."""

    seed: int
    zone: ZoneInfo
    live: bool = False
    talks: dict[int, "Talk"] = field(default_factory=dict)
    persons: dict[int, "Honest"] = field(default_factory=dict)
    followed: set[int] = field(default_factory=set)
    visits: list[int] = field(default_factory=list)
    acts: int = 0

    def __post_init__(self) -> None:
        self._agenda: list[tuple[datetime, int, Act]] = []
        self._order = count()
        self.staff: Staff

    def at(self, when: datetime, act: Act) -> None:
        heapq.heappush(self._agenda, (when, next(self._order), act))

    def after(self, now: datetime, seconds: float, act: Act) -> None:
        self.at(now + timedelta(seconds=seconds), act)

    def next_at(self) -> datetime | None:
        return self._agenda[0][0] if self._agenda else None

    def act_until(self, until: datetime, *, clock: Callable[[], datetime] | None = None) -> None:
        """Do what is due by `until`, each act at its own moment (live: at the moment it is really done)."""
        while self._agenda and self._agenda[0][0] <= until:
            when, _order, act = heapq.heappop(self._agenda)
            self.acts += 1
            at = clock() if clock else when
            try:
                act(at)
            except Exception as error:
                if not (self.live and is_refusal(error)):
                    raise
                log.info("The centre refused: %s", type(error).__name__)
            self.staff.look(at)

    def plays(self, person: Person | None) -> bool:
        """Whether the simulation acts for this person now."""
        return person is not None and self.staff.acts_for(person.pk)

    def some_topic(self, queue: Queue) -> Topic:
        """For a contact that ends before anybody knew what it was about."""
        return Topic.objects.filter(queue=queue, active=True).order_by("order", "id")[0]

    def deliver(self, at: datetime) -> None:
        """At past times no worker runs: what waits to be sent is sent by its own handler."""
        while not self.live and jobs.work_one({delivery.SEND: delivery.send}, lane=Lane.QUICK, worker="demo", at=at):
            continue
