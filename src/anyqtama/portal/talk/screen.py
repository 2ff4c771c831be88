"""The state of the window: waiting with its range, talking, over, written, or nobody there; for page and poll alike."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anyqtama.channels.models import ChannelKind
from anyqtama.contacts import opening_hours
from anyqtama.contacts.arrival import choose_queue
from anyqtama.contacts.models import Contact, ContactState, Queue, Topic
from anyqtama.kernel.labels import label
from anyqtama.portal import waiting
from anyqtama.portal.models import Visit
from anyqtama.ui.moments import clock_time

EMPTY, WAITING, TALKING, OVER, WRITTEN = "empty", "waiting", "talking", "over", "written"


@dataclass(frozen=True, slots=True)
class Shut:
    """The queue takes no new chats. `opens_at` None: a lead closed it, nobody knows until when."""

    opens_at: datetime | None


@dataclass(frozen=True, slots=True)
class Screen:
    """What stands around the lines of the talk."""

    state: str
    contact: Contact | None
    wait: waiting.Wait | None = None
    banner: str = ""
    shut: Shut | None = None
    waited: int = 0
    hours: str = ""

    @property
    def meter(self) -> int:
        """Where the bar of the waiting card ends: the upper end of the range."""
        high = self.wait.minutes[1] * 60 if self.wait and self.wait.minutes else 0
        return max(high, self.waited, 1)

    @property
    def person(self) -> str:
        owner = self.contact.owner if self.contact else None
        return owner.short_name if owner else ""

    @property
    def rateable(self) -> bool:
        return self.state == OVER and self.contact is not None and self.contact.answered_at is not None

    @property
    def subtitle(self) -> str:
        if self.contact is None or self.state == EMPTY:
            return self.hours
        if self.state == WAITING:
            return _("You are in the queue")
        if self.state == TALKING:
            return _("%(person)s is talking with you") % {"person": self.person}
        if self.state == WRITTEN:
            return _("Your written request is received")
        ended = self.contact.ended_at or self.contact.client_spoke_at
        return _("The conversation ended at %(time)s") % {"time": clock_time(ended)}

    @property
    def minutes(self) -> str:
        """The heading of the waiting card."""
        wait = self.wait
        if wait is None or wait.nobody or wait.minutes is None:
            return ""
        low, high = wait.minutes
        if low == 0:
            return _("within %(high)s min") % {"high": high}
        return _("%(low)s–%(high)s min") % {"low": low, "high": high}

    @property
    def key(self) -> str:
        """Changes when the panel has something new to say."""
        contact = self.contact.pk if self.contact else 0
        said = repr((self.state, contact, self.wait, self.banner, self.shut, self.person, get_language()))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def panel(self, at: datetime) -> str:
        return render_to_string("portal/panel.html", {"screen": self, "at": at})


def of(visit: Visit | None, *, at: datetime) -> Screen:
    contact = visit.contact if visit else None
    if contact is None:
        return empty(visit.topic if visit else None, at=at)
    banner = label(contact.queue.banner_at(at))
    state = ContactState(contact.state)
    if state in {ContactState.CLOSED, ContactState.ABANDONED, ContactState.WRAP_UP}:
        return Screen(OVER, contact, banner=banner)
    if state == ContactState.ACTIVE:
        return Screen(TALKING, contact, banner=banner)
    if contact.channel.kind != ChannelKind.CHAT:
        return Screen(WRITTEN, contact, banner=banner)
    return Screen(WAITING, contact, wait=_wait(contact, at), banner=banner, waited=contact.waited_seconds(at))


def empty(topic: Topic | None, *, at: datetime) -> Screen:
    """Before the first word: whether anybody answers now."""
    queue = first_queue(topic)
    if queue is None:
        return Screen(EMPTY, None, shut=Shut(None))
    shut = None if opening_hours.is_open(queue, at) else Shut(waiting.next_opening(queue, at))
    return Screen(EMPTY, None, banner=label(queue.banner_at(at)), shut=shut, hours=_hours(queue, shut, at))


def _hours(queue: Queue, shut: Shut | None, at: datetime) -> str:
    """Said under the centre's name before the first word."""
    if shut:
        return _("Closed now")
    if queue.hours is None:
        return _("Answers round the clock")
    stretches = opening_hours.hours_of_day(queue.hours, at)
    return _("Answers today %(hours)s") % {"hours": ", ".join(f"{start}–{stop}" for start, stop in stretches)}


def first_queue(topic: Topic | None) -> Queue | None:
    if not Queue.objects.in_use().exists():
        return None
    return choose_queue(topic=topic, queue_code="")


def _wait(contact: Contact, at: datetime) -> waiting.Wait:
    return waiting.estimate(
        waiting.picture(contact.queue, at=at),
        contact_id=contact.pk,
        offered=contact.state == ContactState.OFFERED,
        waited_seconds=contact.waited_seconds(at),
        long_seconds=contact.queue.long_wait_seconds,
    )
