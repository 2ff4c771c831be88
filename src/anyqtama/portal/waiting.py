"""How long a visitor may wait: an honest range from the people before them, the free operators and recent talks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor

from django.core.cache import cache
from django.db.models import Count, Q

from anyqtama.contacts import opening_hours
from anyqtama.contacts.models import Contact, ContactState, Offer, Queue, QueueMember, Segment
from anyqtama.people.models import StateKind
from anyqtama.people.models.presence import HEARTBEAT_LOST_AFTER

PICTURE_SECONDS = 2
"""One look at a queue serves all its visitors' polls for so long."""
RECENT = timedelta(hours=3)
MOST_SEGMENTS = 200
FEWEST_SEGMENTS = 5
SOON_MINUTES = 1
LONGEST_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Picture:
    """A queue at a moment.

    `order`: ids of those not yet offered to anybody, the next one first. `places`: talks that those available lead at
    once; `free`: how many more they can take now; `handle_seconds`: lower and upper quartile of recent talks.
    """

    order: tuple[int, ...]
    places: int
    free: int
    on_shift: int
    handle_seconds: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Wait:
    """What is told. `minutes` None: too little is known for a promise, or more than an hour."""

    ahead: int
    minutes: tuple[int, int] | None
    nobody: bool
    long: bool


def picture(queue: Queue, *, at: datetime) -> Picture:
    """The queue as it is, at most two seconds old."""
    key = f"portal:queue:{queue.pk}"
    seen: Picture | None = cache.get(key)
    if seen is None:
        seen = look(queue, at=at)
        cache.set(key, seen, PICTURE_SECONDS)
    return seen


def look(queue: Queue, *, at: datetime) -> Picture:
    rows = Contact.objects.filter(state=ContactState.WAITING, queue=queue).order_by("-priority", "queued_at", "id")
    places, free, on_shift = _people(queue, at)
    return Picture(tuple(rows.values_list("pk", flat=True)), places, free, on_shift, _quartiles(queue, at))


def estimate(seen: Picture, *, contact_id: int, offered: bool, waited_seconds: int, long_seconds: int) -> Wait:
    """The range for one contact. Each of `places` frees about every handling time; nobody overtakes who is ahead."""
    if offered:  # it rings at somebody's desk just now
        return Wait(0, (0, SOON_MINUTES), nobody=False, long=waited_seconds > long_seconds)
    ahead = seen.order.index(contact_id) if contact_id in seen.order else len(seen.order)
    minutes = _minutes(seen, ahead)
    too_long = waited_seconds > long_seconds or (minutes is not None and minutes[1] * 60 > long_seconds)
    return Wait(ahead, minutes, nobody=seen.on_shift == 0, long=too_long or _hopeless(seen, ahead))


def _minutes(seen: Picture, ahead: int) -> tuple[int, int] | None:
    if ahead < seen.free:
        return (0, SOON_MINUTES)
    if seen.places == 0 or seen.handle_seconds is None:
        return None
    turns = (ahead - seen.free + 1) / seen.places
    low, high = (turns * seconds / 60 for seconds in seen.handle_seconds)
    if low > LONGEST_MINUTES:
        return None
    return floor(low), max(floor(low) + 1, ceil(high))


def _hopeless(seen: Picture, ahead: int) -> bool:
    if seen.handle_seconds is None or seen.places == 0 or ahead < seen.free:
        return False
    return (ahead - seen.free + 1) / seen.places * seen.handle_seconds[0] > LONGEST_MINUTES * 60


def _people(queue: Queue, at: datetime) -> tuple[int, int, int]:
    """(talks that available members lead at once, how many of those places are free, members on shift)"""
    alive = Q(person__presence__heartbeat_at__gte=at - HEARTBEAT_LOST_AFTER, person__is_active=True)
    members = QueueMember.objects.filter(alive, queue=queue).exclude(
        person__presence__state__kind__in=[StateKind.OFFLINE, StateKind.AWAY]
    )
    rows = list(members.values_list("person_id", "person__contacts_at_once", "person__presence__state__kind"))
    busy = Contact.objects.filter(state__in=[ContactState.ACTIVE, ContactState.WRAP_UP], owner__in=[r[0] for r in rows])
    loads = dict(busy.values_list("owner").annotate(Count("id")))
    offered = Offer.objects.pending().filter(person__in=[r[0] for r in rows])
    promised = dict(offered.values_list("person").annotate(Count("id")))
    places = free = 0
    for person_id, at_once, kind in rows:
        if kind == StateKind.AVAILABLE:
            capacity = at_once or queue.chats_at_once
            places += capacity
            free += max(0, capacity - loads.get(person_id, 0) - promised.get(person_id, 0))
    return places, free, len(rows)


def _quartiles(queue: Queue, at: datetime) -> tuple[float, float] | None:
    """Of the time an operator was bound by a talk, its wrap-up included; the newest talks of the last hours."""
    key = f"portal:handling:{queue.pk}"
    known: tuple[float, float] | str | None = cache.get(key)
    if known is None:
        ended = Segment.objects.filter(queue=queue, ended_at__gt=at - RECENT, ended_at__lte=at).order_by("-ended_at")
        times = ended.values_list("began_at", "ended_at")[:MOST_SEGMENTS]
        known = quartiles([(end - begin).total_seconds() for begin, end in times if end]) or "unknown"
        cache.set(key, known, 60)
    return None if isinstance(known, str) else known


def quartiles(lengths: Sequence[float]) -> tuple[float, float] | None:
    """Lower and upper quartile (nearest rank), or None of too few."""
    if len(lengths) < FEWEST_SEGMENTS:
        return None
    ranked = sorted(max(0.0, length) for length in lengths)
    return ranked[ceil(len(ranked) * 0.25) - 1], ranked[ceil(len(ranked) * 0.75) - 1]


def next_opening(queue: Queue, at: datetime) -> datetime | None:
    """When a queue that is shut by its hours opens; None when it is open, closed by hand, or never open."""
    if queue.hours is None or opening_hours.within_hours(queue.hours, at):
        return None
    return opening_hours.opens_next(queue.hours, at)
