"""Fresh vectors into segments, each about twice as large as the next (Bentley and Saxe 1980), beside the writers.

A document is moved about as often as the number of segments, which grows with the logarithm of the index. Nothing here
holds a transaction longer than two megabytes take; a reader that began before keeps what it began with for a minute.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import islice

from django.db import transaction
from django.db.models import Count

from anyqtama.kernel import jobs
from anyqtama.kernel.models import Job, SearchBlock, SearchDocument, SearchSegment, SearchVector
from anyqtama.kernel.models.jobs import Lane
from anyqtama.kernel.models.search import BLOCKS, METHOD
from anyqtama.kernel.search import packing
from anyqtama.science import text as words

log = logging.getLogger(__name__)

GATHER, RENEW = "search.gather", "search.renew"
FRESH = 64
MOST_FRESH = 4096
MOST_POSTINGS = 8_000_000
MOST_DOCUMENTS = 60_000
DEAD_SHARE = 1 / 3
LINGER = timedelta(minutes=1)
ABANDONED = timedelta(hours=1)
SLICE = 100

Renewers = Mapping[str, Callable[[Sequence[str], datetime], object]]
"""Source → indexes these objects of it anew."""


def sweep(*, at: datetime) -> None:
    """See what there is to gather, to renew after a change of method, and to throw away. Cheap when idle."""
    fresh = SearchVector.objects.filter(fresh=True).values_list("source").annotate(number=Count("pk")).order_by()
    for source, number in fresh:
        if number >= FRESH:
            jobs.enqueue(GATHER, payload={"source": source}, key=source, at=at, lane=Lane.HEAVY)
    if SearchDocument.objects.filter(method__lt=METHOD).exists():
        jobs.enqueue(RENEW, payload={}, key="all", at=at, lane=Lane.HEAVY)
    _throw_away(at)


def gather_job(job: Job, at: datetime) -> None:
    while gather(source=job.payload["source"], at=at):
        if not jobs.renew(job, at=at):
            raise jobs.JobTaken


def renewing(renewers: Renewers) -> jobs.Handler:
    """The handler that indexes anew what an older method indexed, a few documents a transaction."""

    def renew(job: Job, at: datetime) -> None:
        for source, renewer in renewers.items():
            old = SearchDocument.objects.filter(source=source, method__lt=METHOD).order_by("pk")
            while rows := list(old.values_list("pk", "object_id")[:SLICE]):
                renewer(list(dict.fromkeys(object_id for _, object_id in rows)), at)
                with transaction.atomic():  # what its source no longer has, or no longer in this language
                    old.filter(pk__in=[pk for pk, _ in rows]).delete()
                jobs.renew(job, at=at)

    return renew


def gather(*, source: str, at: datetime) -> bool:
    """Turn the fresh vectors of a source into a segment, with all older ones that are not larger. Returns whether more
    wait."""
    rows = SearchVector.objects.filter(source=source, fresh=True).order_by("pk")
    fresh = list(rows.values_list("pk", flat=True)[: MOST_FRESH + 1])
    if not fresh:
        return False
    more, fresh = len(fresh) > MOST_FRESH, fresh[:MOST_FRESH]
    standing = list(SearchSegment.objects.filter(source=source, ready=True, retired_at=None).order_by("postings", "pk"))
    joined = _too_dead(source, standing) or _not_larger(fresh, standing)
    ids = sorted({*fresh, *(pk for segment in joined for pk in packing.documents_of(segment.documents)[0].tolist())})
    segment = _write(source, ids, at)
    with transaction.atomic():
        locked = SearchVector.objects.select_for_update().filter(pk__in=fresh)
        ours = all(row for row in locked.values_list("fresh", flat=True))
        retired = SearchSegment.objects.filter(pk__in=[old.pk for old in joined], retired_at=None).update(retired_at=at)
        if not ours or retired != len(joined):
            transaction.set_rollback(True)
            log.warning("Another worker gathered %s at the same time; its segment stays", source)
            return False
        SearchVector.objects.filter(pk__in=fresh).update(fresh=False)
        SearchSegment.objects.filter(pk=segment.pk).update(ready=True)
    return more


def _not_larger(fresh: Sequence[int], standing: Iterable[SearchSegment]) -> list[SearchSegment]:
    """The smaller segments, as long as each is at most as large as all before it together."""
    postings = sum(len(data) // 5 for data in SearchVector.objects.filter(pk__in=fresh).values_list("data", flat=True))
    documents = len(fresh)
    joined = []
    for segment in standing:
        if (
            segment.postings > postings
            or postings + segment.postings > MOST_POSTINGS
            or documents + segment.size > MOST_DOCUMENTS
        ):
            break
        postings, documents = postings + segment.postings, documents + segment.size
        joined.append(segment)
    return joined


def _too_dead(source: str, standing: Sequence[SearchSegment]) -> list[SearchSegment]:
    """When a third of all entries are of documents gone or changed: the segment that has most of them."""
    size = sum(segment.size for segment in standing)
    living = SearchVector.objects.filter(source=source, fresh=False)
    if size < FRESH or living.count() >= size * (1 - DEAD_SHARE):
        return []
    alive = set(living.values_list("pk", flat=True))
    return [max(standing, key=lambda one: one.size - len(alive.intersection(_ids(one))))]


def _ids(segment: SearchSegment) -> list[int]:
    found: list[int] = packing.documents_of(segment.documents)[0].tolist()
    return found


def _write(source: str, ids: Sequence[int], at: datetime) -> SearchSegment:
    """A segment that nobody reads yet."""
    kept: list[tuple[int, words.Vector]] = []
    for start in range(0, len(ids), 500):
        rows = SearchVector.objects.filter(pk__in=ids[start : start + 500]).order_by("pk")
        found = rows.values_list("pk", "length", "data")
        kept += [(pk, packing.vector_of(bytes(data), length)) for pk, length, data in found]
    whole = words.inverted([vector for _, vector in kept])
    bits = packing.bits_for(len(whole.documents))
    documents = packing.documents_bytes([pk for pk, _ in kept], [vector.length for _, vector in kept])
    segment = SearchSegment.objects.create(
        source=source, documents=documents, digest=blake2b(documents, digest_size=16).hexdigest(), size=len(kept),
        postings=len(whole.documents), bits=bits, made_at=at,
    )  # fmt: skip
    made = packing.blocks(whole, bits)
    while part := list(islice(made, SLICE)):
        SearchBlock.objects.bulk_create(
            SearchBlock(id=segment.pk * BLOCKS + number, data=data) for number, data in part
        )
    return segment


def _throw_away(at: datetime) -> None:
    old = list(SearchSegment.objects.filter(retired_at__lt=at - LINGER).values_list("pk", flat=True))
    old += SearchSegment.objects.filter(ready=False, made_at__lt=at - ABANDONED).values_list("pk", flat=True)
    for pk in old:
        blocks = SearchBlock.objects.filter(pk__gte=pk * BLOCKS, pk__lt=(pk + 1) * BLOCKS)
        while some := list(blocks.values_list("pk", flat=True)[:SLICE]):
            SearchBlock.objects.filter(pk__in=some).delete()
        SearchSegment.objects.filter(pk=pk).delete()
