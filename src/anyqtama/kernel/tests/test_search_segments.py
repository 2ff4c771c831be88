"""Fresh vectors and segments answer alike; what changed or went is not found; what an older method made is renewed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as some

from anyqtama.kernel import jobs, search
from anyqtama.kernel.models import Job, SearchBlock, SearchDocument, SearchSegment, SearchVector
from anyqtama.kernel.models.jobs import Lane
from anyqtama.kernel.models.search import METHOD
from anyqtama.kernel.search import merging, packing
from anyqtama.science.text import vector
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WORDS = ["су", "құбыр", "жарық", "аула", "көше", "отопление", "вода", "двор", "фонарь", "parking", "permit", "water"]


def fill(number: int, *, seed: int = 0, first: int = 0) -> None:
    chance = Random(seed)
    for at in range(first, first + number):
        text = " ".join(chance.choices(WORDS, k=30))
        search.index(source="a", object_id=f"{at:04}", title=chance.choice(WORDS), text=text, url="/", at=NOW)


def answers(*, limit: int = 40) -> list[list[tuple[str, float]]]:
    asked = ("құбырдан су", "отопления нет", "parked permits", "көшелердің жарығы", "voda", "djlf")
    return [[(hit.object_id, hit.score) for hit in search.find(query, sources={"a": None}, limit=limit)]
            for query in asked]  # fmt: skip


def gather_all() -> None:
    while merging.gather(source="a", at=NOW):
        pass


def test_gathering_changes_no_answer() -> None:
    fill(90)
    before = answers()
    assert all(before)
    gather_all()
    assert not SearchVector.objects.filter(fresh=True).exists()
    assert answers() == before


def test_some_fresh_and_many_segments_answer_like_one() -> None:
    for part, number in enumerate((40, 20, 10, 5, 2)):
        fill(number, seed=part, first=part * 100)
        gather_all() if part < 4 else None
    pieces = answers()
    assert SearchSegment.objects.filter(retired_at=None).count() > 1
    assert SearchVector.objects.filter(fresh=True).count() == 2
    SearchSegment.objects.all().delete()
    SearchVector.objects.update(fresh=True)
    assert answers() == pieces


def test_the_number_of_segments_grows_with_the_logarithm() -> None:
    for part in range(24):
        fill(3, seed=part, first=part * 10)
        gather_all()
    assert SearchSegment.objects.filter(retired_at=None).count() <= 5
    assert len(answers(limit=100)[0]) > 20


def test_what_changed_or_went_is_found_as_it_is_now() -> None:
    fill(30)
    gather_all()
    search.index(source="a", object_id="0003", title="метро", text="метро", url="/", at=NOW)
    search.remove(source="a", object_id="0004")
    assert [hit.object_id for hit in search.find("метро", sources={"a": None})] == ["0003"]
    found = {hit.object_id for query in WORDS for hit in search.find(query, sources={"a": None}, limit=100)}
    assert "0004" not in found
    assert "0003" not in {hit.object_id for hit in search.find("вода", sources={"a": None}, limit=100)}


def test_a_segment_that_is_mostly_dead_is_made_again() -> None:
    fill(100)
    gather_all()
    fill(80, seed=1)
    gather_all()
    gather_all()
    fill(1, seed=2, first=500)
    gather_all()
    sizes = SearchSegment.objects.filter(retired_at=None).values_list("size", flat=True)
    assert sum(sizes) < 130


def test_old_segments_linger_for_readers_and_then_go_with_their_blocks() -> None:
    fill(10)
    gather_all()
    fill(20, first=100)
    gather_all()
    assert SearchSegment.objects.count() == 2
    merging.sweep(at=NOW + timedelta(seconds=30))
    assert SearchSegment.objects.count() == 2
    merging.sweep(at=NOW + timedelta(minutes=2))
    segment = SearchSegment.objects.get()
    assert {pk // 65536 for pk in SearchBlock.objects.values_list("pk", flat=True)} == {segment.pk}


def test_a_gathering_that_was_cut_off_is_thrown_away() -> None:
    left = SearchSegment.objects.create(source="a", documents=b"", size=0, postings=0, bits=0, made_at=NOW)
    SearchBlock.objects.create(id=left.pk * 65536, data=b"")
    merging.sweep(at=NOW + timedelta(hours=2))
    assert not SearchSegment.objects.exists()
    assert not SearchBlock.objects.exists()


def test_a_query_asks_the_database_as_often_however_much_there_is() -> None:
    counts = []
    for part in range(3):
        fill(40, seed=part, first=part * 50)
        gather_all()
        fill(5, seed=9, first=900 + part * 10)
        answers()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            search.find("құбырдан су аққан көше жарығы", sources={"a": None}, limit=10)
        counts.append(len(queries))
    assert counts == [5, 5, 5]  # fresh, segments, synonyms, blocks, documents


def test_many_fresh_ones_are_a_job_and_few_are_not() -> None:
    fill(10)
    merging.sweep(at=NOW)
    assert not Job.objects.exists()
    fill(60, first=100)
    merging.sweep(at=NOW)
    merging.sweep(at=NOW)
    assert Job.objects.filter(kind=merging.GATHER).count() == 1
    handlers: dict[str, jobs.Handler] = {merging.GATHER: merging.gather_job}
    assert jobs.work_one(handlers, lane=Lane.HEAVY, worker="w", at=NOW)
    assert not SearchVector.objects.filter(fresh=True).exists()


def test_what_an_older_method_indexed_is_indexed_anew() -> None:
    fill(3)
    SearchVector.objects.all().delete()
    SearchDocument.objects.update(method=METHOD - 1)
    renewed: list[str] = []

    def renewer(object_ids: Sequence[str], at: datetime) -> None:
        renewed.extend(object_ids)
        search.index(source="a", object_id="0001", title="су", text="су", url="/", at=at)

    merging.sweep(at=NOW)
    assert Job.objects.filter(kind=merging.RENEW).count() == 1
    handlers: dict[str, jobs.Handler] = {merging.RENEW: merging.renewing({"a": renewer})}
    assert jobs.work_one(handlers, lane=Lane.HEAVY, worker="w", at=NOW)
    assert sorted(renewed) == ["0000", "0001", "0002"]
    assert list(SearchDocument.objects.values_list("object_id", flat=True)) == ["0001"]
    assert search.find("су", sources={"a": None})


@given(texts=some.lists(some.text(max_size=60), min_size=1, max_size=6), bits=some.integers(0, 12))
@settings(max_examples=40, deadline=None)
def test_packing_loses_nothing(texts: list[str], bits: int) -> None:
    from anyqtama.science.text import inverted

    vectors = [vector(title=text[:10], text=text, language="kk") for text in texts]
    for each in vectors:
        again = packing.vector_of(packing.vector_bytes(each), each.length)
        assert (again.hashes.tolist(), again.counts.tolist()) == (each.hashes.tolist(), each.counts.tolist())
    blocks = dict(packing.blocks(inverted(vectors), bits))
    for term in {int(term) for each in vectors for term in each.hashes}:
        data = blocks[packing.block_id(0, bits, term)]
        documents, counts = packing.postings_of(data, [term])[term]
        expected: list[Any] = [(at, int(each.counts[each.hashes == term][0])) for at, each in enumerate(vectors)
                               if term in each.hashes]  # fmt: skip
        assert list(zip(documents.tolist(), counts.tolist(), strict=True)) == expected
