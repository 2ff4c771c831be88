"""The reader of the journal that keeps the facts and the quarters of an hour. It reads nothing but entries."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from anyqtama.history import bins
from anyqtama.history.models import CaseFact, ContactFact, Interval, SegmentFact, StateFact
from anyqtama.kernel import journal
from anyqtama.kernel.models import Entry, ReaderCursor

CURSOR = "history"
QUARTER = timedelta(minutes=15)
Key = tuple[datetime, str, str, str]


def read(entries: Sequence[Entry]) -> None:
    """Roll up a batch of sealed entries, in their order, within the cursor's transaction."""
    batch = _Batch()
    for entry in entries:
        if handle := HANDLERS.get(entry.kind):
            handle(batch, entry)
    batch.save()


def replay() -> int:
    """Forget everything rolled up and read the journal from its first position. Returns how many entries were read."""
    with transaction.atomic():
        for model in (Interval, ContactFact, SegmentFact, StateFact, CaseFact):
            model.objects.all().delete()
        ReaderCursor.objects.filter(name=CURSOR).delete()
    total = 0
    while count := journal.read(CURSOR, read):
        total += count
    return total


def quarter(at: datetime) -> datetime:
    """The start of the quarter of an hour (UTC) that `at` lies in."""
    return at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)


class _Batch:
    """Interval rows touched by a batch, loaded once and saved once; the cursor's lock keeps other readers out."""

    def __init__(self) -> None:
        self.rows: dict[Key, Interval] = {}
        self.facts: dict[int, ContactFact] = {}

    def interval(self, start: datetime, facts: Any) -> Interval:
        key = (quarter(start), facts["queue"], facts["channel"], facts["language"])
        if key not in self.rows:
            known = Interval.objects.filter(start=key[0], queue=key[1], channel=key[2], language=key[3]).first()
            self.rows[key] = known or Interval(
                start=key[0],
                queue=key[1],
                channel=key[2],
                language=key[3],
                answered_bins=bins.empty(),
                abandoned_bins=bins.empty(),
            )
        return self.rows[key]

    def arrival(self, fact: ContactFact) -> Interval:
        return self.interval(fact.arrived_at, {"queue": fact.queue, "channel": fact.channel, "language": fact.language})

    def fact(self, contact_id: str) -> ContactFact | None:
        pk = int(contact_id)
        if pk not in self.facts:
            known = ContactFact.objects.filter(pk=pk).first()
            if known is None:
                return None
            self.facts[pk] = known
        return self.facts[pk]

    def save(self) -> None:
        for fact in self.facts.values():
            fact.save()
        for row in self.rows.values():
            row.save()


def _arrived(batch: _Batch, entry: Entry) -> None:
    said = entry.payload
    fact = ContactFact(
        contact=int(entry.subject_id),
        arrived_at=entry.at,
        queue=said["queue"],
        channel=said["channel"],
        language=said["language"],
        topic=said["topic"],
        client=said["client"],
        outgoing=said["outgoing"],
    )
    batch.facts[fact.contact] = fact
    if not fact.outgoing:
        batch.arrival(fact).offered += 1


def _refused(batch: _Batch, entry: Entry) -> None:
    batch.interval(entry.at, entry.payload).refused += 1


def _answered(batch: _Batch, entry: Entry) -> None:
    fact, waited = batch.fact(entry.subject_id), entry.payload["waited_seconds"]
    if fact is None or fact.answered_at is not None:
        return
    fact.answered_at, fact.wait_seconds, fact.person = entry.at, waited, entry.payload["person"]
    if fact.outgoing:
        return
    row = batch.arrival(fact)
    row.answered += 1
    row.wait_seconds += waited
    row.longest_wait_seconds = max(row.longest_wait_seconds, waited)
    row.answered_bins[bins.bin_of(waited)] += 1


def _abandoned(batch: _Batch, entry: Entry) -> None:
    """A client who leaves after a first reply (handed on, then waiting again) was answered: not counted as lost."""
    fact, waited = batch.fact(entry.subject_id), entry.payload["seconds"]
    if fact is None or fact.abandoned_at is not None:
        return
    fact.abandoned_at, fact.abandoned_how = entry.at, entry.payload["how"]
    if fact.answered_at is not None or fact.outgoing:
        return
    fact.wait_seconds = waited
    row = batch.arrival(fact)
    row.abandoned += 1
    row.longest_wait_seconds = max(row.longest_wait_seconds, waited)
    row.abandoned_bins[bins.bin_of(waited)] += 1


def _segment_ended(batch: _Batch, entry: Entry) -> None:
    said = entry.payload
    SegmentFact(
        contact=int(entry.subject_id),
        person=said["person"],
        queue=said["queue"],
        channel=said["channel"],
        language=said["language"],
        topic=said["topic"],
        ended_at=entry.at,
        talk_seconds=said["talk_seconds"],
        hold_seconds=said["hold_seconds"],
        wrap_up_seconds=said["wrap_up_seconds"],
        how=said["how"],
    ).save(force_insert=True)
    row = batch.interval(entry.at, said)
    row.handled += 1
    row.talk_seconds += said["talk_seconds"]
    row.hold_seconds += said["hold_seconds"]
    row.wrap_up_seconds += said["wrap_up_seconds"]
    row.transferred += said["how"] == "transfer"


def _closed(batch: _Batch, entry: Entry) -> None:
    said, fact = entry.payload, batch.fact(entry.subject_id)
    if fact is None:
        return
    fact.closed_at, fact.result, fact.resolved = entry.at, said["result"], said["resolved"]
    fact.topic, fact.person = said["topic"], said["person"]
    row = batch.arrival(fact)
    row.closed += 1
    row.resolved += said["resolved"]


def _rated(batch: _Batch, entry: Entry) -> None:
    said = entry.payload
    if said["about_kind"] != "contact" or (fact := batch.fact(said["about_id"])) is None:
        return
    fact.solved = str(said["answers"].get("solved", ""))[:10]
    rating = said["answers"].get("rating")
    if rating is None or fact.rating is not None:
        return
    fact.rating = int(rating)
    row = batch.arrival(fact)
    row.ratings += 1
    row.rating_sum += fact.rating
    row.rating_top += fact.rating >= 4
    row.rating_bottom += fact.rating <= 2


def _state_changed(batch: _Batch, entry: Entry) -> None:
    said = entry.payload
    StateFact(
        person=int(entry.subject_id),
        state=said["before"],
        kind=said["before_kind"],
        began_at=entry.at - timedelta(seconds=said["seconds"]),
        ended_at=entry.at,
    ).save(force_insert=True)


def _case_registered(batch: _Batch, entry: Entry) -> None:
    said = entry.payload
    CaseFact(
        case=int(entry.subject_id),
        number=said["number"],
        topic=said["topic"],
        channel=said["channel"],
        language=said["language"],
        owner=said["owner"],
        registered_at=entry.at,
        due_at=datetime.fromisoformat(said["due_at"]),
    ).save(force_insert=True)


def _case_formalised(batch: _Batch, entry: Entry) -> None:
    due_at = datetime.fromisoformat(entry.payload["due_after"])
    CaseFact.objects.filter(pk=int(entry.subject_id)).update(due_at=due_at)


def _case_answered(batch: _Batch, entry: Entry) -> None:
    CaseFact.objects.filter(pk=int(entry.subject_id), answered_at=None).update(answered_at=entry.at)


def _case_closed(batch: _Batch, entry: Entry) -> None:
    CaseFact.objects.filter(pk=int(entry.subject_id)).update(closed_at=entry.at, resolved=entry.payload["resolved"])


def _case_reopened(batch: _Batch, entry: Entry) -> None:
    CaseFact.objects.filter(pk=int(entry.subject_id)).update(closed_at=None, resolved=None)


HANDLERS: dict[str, Callable[[_Batch, Entry], None]] = {
    "contact.arrived": _arrived,
    "contact.refused": _refused,
    "contact.answered": _answered,
    "contact.abandoned": _abandoned,
    "contact.segment_ended": _segment_ended,
    "contact.closed": _closed,
    "form.responded": _rated,
    "presence.changed": _state_changed,
    "case.registered": _case_registered,
    "case.formalised": _case_formalised,
    "case.answered": _case_answered,
    "case.closed": _case_closed,
    "case.reopened": _case_reopened,
}
