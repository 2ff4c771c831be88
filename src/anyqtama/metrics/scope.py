"""What an indicator is asked about: a period and the part of the centre, and the rolled-up rows that lie in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TypeVar

from django.conf import settings
from django.db.models import Q, QuerySet

from anyqtama.history import bins
from anyqtama.history.models import CaseFact, ContactFact, Interval, SegmentFact, StateFact

M = TypeVar("M", ContactFact, SegmentFact)
Promise = tuple[int, int]
"""Seconds within which a queue answers, and within which somebody who leaves does not count as lost."""

SUMS = (
    "offered", "refused", "answered", "abandoned", "wait_seconds", "handled", "talk_seconds", "hold_seconds",
    "wrap_up_seconds", "transferred", "closed", "resolved", "ratings", "rating_sum", "rating_top", "rating_bottom",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over intervals; the bins of each queue add up too, so any threshold is counted, never averaged."""

    counts: dict[str, int]
    longest_wait_seconds: int
    answered_bins: dict[str, list[int]]
    abandoned_bins: dict[str, list[int]]

    def __getitem__(self, name: str) -> int:
        return self.counts[name]


@dataclass(frozen=True)
class Scope:
    """From `start` up to, not including, `end`. Empty parts mean all.

    `promises`: by a queue's code the answer threshold T and the short abandonment in seconds; a queue that is not named
    has `threshold_seconds` and `short_seconds`.
    """

    start: datetime
    end: datetime
    queues: tuple[str, ...] = ()
    channel: str = ""
    language: str = ""
    topic: str = ""
    person: int | None = None
    threshold_seconds: int = 60
    short_seconds: int = 5
    promises: Mapping[str, Promise] = field(default_factory=dict)
    repeat_days: int = 7

    @classmethod
    def of_day(cls, day: date, **parts: object) -> "Scope":
        return cls.of_days(day, day, **parts)

    @classmethod
    def of_days(cls, first: date, last: date, **parts: object) -> "Scope":
        """Whole local days, both included."""
        start = datetime.combine(first, time.min, tzinfo=settings.ZONE)
        end = datetime.combine(last + timedelta(days=1), time.min, tzinfo=settings.ZONE)
        return cls(start=start, end=end, **parts)  # type: ignore[arg-type]  # checked by the dataclass's callers

    @cached_property
    def totals(self) -> Totals:
        return total(list(self.intervals()))

    def promise(self, queue: str) -> Promise:
        return self.promises.get(queue) or (self.threshold_seconds, self.short_seconds)

    def intervals(self) -> QuerySet[Interval]:
        return Interval.objects.filter(self._part(), start__gte=self.start, start__lt=self.end)

    def contacts(self) -> QuerySet[ContactFact]:
        """By arrival."""
        found = ContactFact.objects.filter(self._part(), arrived_at__gte=self.start, arrived_at__lt=self.end)
        return self._narrowed(found)

    def segments(self) -> QuerySet[SegmentFact]:
        """By the end of the work."""
        return self._narrowed(SegmentFact.objects.filter(self._part(), ended_at__gte=self.start, ended_at__lt=self.end))

    def states(self) -> QuerySet[StateFact]:
        """Stretches that touch the period; cut them to it."""
        found = StateFact.objects.filter(ended_at__gt=self.start, began_at__lt=self.end)
        return found.filter(person=self.person) if self.person else found

    def cases(self) -> QuerySet[CaseFact]:
        """Every case known by the end of the period, whichever part it came by."""
        found = CaseFact.objects.filter(registered_at__lt=self.end)
        if self.topic:
            found = found.filter(topic=self.topic)
        return found.filter(owner=self.person) if self.person else found

    def _part(self) -> Q:
        part = Q(queue__in=self.queues) if self.queues else Q()
        if self.channel:
            part &= Q(channel=self.channel)
        if self.language:
            part &= Q(language=self.language)
        return part

    def _narrowed(self, rows: QuerySet[M]) -> QuerySet[M]:
        if self.topic:
            rows = rows.filter(topic=self.topic)
        return rows.filter(person=self.person) if self.person else rows


def total(rows: Sequence[Interval]) -> Totals:
    answered: dict[str, list[int]] = defaultdict(bins.empty)
    abandoned: dict[str, list[int]] = defaultdict(bins.empty)
    for row in rows:
        answered[row.queue] = bins.added(answered[row.queue], row.answered_bins)
        abandoned[row.queue] = bins.added(abandoned[row.queue], row.abandoned_bins)
    counts = {name: sum(getattr(row, name) for row in rows) for name in SUMS}
    return Totals(counts, max((row.longest_wait_seconds for row in rows), default=0), answered, abandoned)
