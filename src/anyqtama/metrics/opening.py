"""A number of a report opened: the contacts that it counts, in the same scope and by the same facts."""

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractHour

from anyqtama.history.models import ContactFact
from anyqtama.metrics.scope import Scope

NO_TOPIC = "-"
"""A row of contacts that have no topic yet, in an address."""
ANSWERED = Q(outgoing=False, answered_at__isnull=False)
LOST = Q(outgoing=False, answered_at=None, abandoned_at__isnull=False)
WHAT = {
    "arrived": Q(),
    "offered": Q(outgoing=False),
    "reached": Q(answered_at__isnull=False),
    "answered": ANSWERED,
    "abandoned": LOST,
    "waits": ANSWERED | LOST,
    "closed": Q(closed_at__isnull=False),
    "resolved": Q(resolved=True),
    "rated": Q(rating__isnull=False),
}
"""Which contacts of the period's arrivals a count holds."""
WORKED = {"handled": Q(), "transferred": Q(how="transfer")}
"""Counts of work, by the hour in which it ended."""
BY_WAIT = {"answered", "abandoned", "waits", "reached"}


def opened(scope: Scope, what: str, *, by: str, row: str) -> QuerySet[ContactFact]:
    """The contacts behind one cell; `row` empty: behind the total. Waits stand longest first, others newest first."""
    untold = by == "topic" and row == NO_TOPIC
    if by in {"queue", "channel", "language", "topic", "person"} and row and not untold:
        part: dict[str, object] = {"queues": (row,)} if by == "queue" else {by: int(row) if by == "person" else row}
        scope = replace(scope, **part)  # type: ignore[arg-type]  # one of the scope's own parts
    if by == "day" and row:
        day = Scope.of_day(date.fromisoformat(row))
        scope = replace(scope, start=max(scope.start, day.start), end=min(scope.end, day.end))
    hour = int(row) if by == "hour" and row else None
    if what in WORKED:
        work = scope.segments().filter(WORKED[what])
        if hour is not None:
            work = work.annotate(hour=ExtractHour("ended_at", tzinfo=settings.ZONE)).filter(hour=hour)
        found = ContactFact.objects.filter(Exists(work.filter(contact=OuterRef("contact"))))
    else:
        found = scope.contacts().filter(WHAT[what])
        if hour is not None:
            found = found.annotate(hour=ExtractHour("arrived_at", tzinfo=settings.ZONE)).filter(hour=hour)
    if untold:
        found = found.filter(topic="")
    return found.order_by(*(["-wait_seconds"] if what in BY_WAIT else []), "-arrived_at", "contact")
