"""The stored postings of a query's terms: fresh vectors, segments, then one look at their blocks."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anyqtama.kernel.models import SearchBlock, SearchSegment, SearchVector
from anyqtama.kernel.models.search import BLOCKS
from anyqtama.kernel.search import packing
from anyqtama.science import text as words

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stored:
    """A part of the index with the ids of its vectors, shape (n,)."""

    ids: Ids
    part: words.Part


class Store:
    """What stands now in the index of some sources. Fresh vectors first: what is gathered meanwhile is then seen twice,
    never missed."""

    def __init__(self, sources: Collection[str]) -> None:
        rows = SearchVector.objects.filter(source__in=sources, fresh=True).order_by("pk")
        fresh = list(rows.values_list("pk", "length", "data"))
        self._fresh = Stored(
            np.array([pk for pk, _, _ in fresh], np.int64),
            words.invert([packing.vector_of(data, length) for _, length, data in fresh]),
        )
        standing = SearchSegment.objects.filter(source__in=sources, ready=True, retired_at=None).order_by("pk")
        self._segments = list(standing.values_list("pk", "bits", "digest"))
        self._documents = _documents({digest: pk for pk, _, digest in self._segments})

    def parts(self, terms: Iterable[int]) -> list[Stored]:
        """All documents, with the postings of these terms. One query, however many terms."""
        wanted: dict[int, list[int]] = defaultdict(list)
        terms = list(terms)
        for segment, bits, _ in self._segments:
            for term in terms:
                wanted[packing.block_id(segment, bits, term)].append(term)
        postings: dict[int, dict[int, words.Postings]] = defaultdict(dict)
        blocks = SearchBlock.objects.filter(pk__in=list(wanted)).values_list("pk", "data") if wanted else ()
        for pk, data in blocks:
            postings[pk // BLOCKS].update(packing.postings_of(data, wanted[pk]))
        found = [self._fresh] if len(self._fresh.ids) else []
        for segment, _, digest in self._segments:
            ids, lengths = self._documents[digest]
            found.append(Stored(ids, words.Part(lengths, postings[segment])))
        return found


Documents = tuple[Ids, NDArray[np.uint16]]
MOST_KNOWN = 256
_known: dict[str, Documents] = {}


def _documents(standing: dict[str, int]) -> dict[str, Documents]:
    """Segments never change: the documents of each are read once a process and known by their digest."""
    found = {digest: _known[digest] for digest in standing.keys() & _known.keys()}
    missing = {pk: digest for digest, pk in standing.items() if digest not in found}
    if missing:
        for pk, data in SearchSegment.objects.filter(pk__in=list(missing)).values_list("pk", "documents"):
            found[missing[pk]] = packing.documents_of(bytes(data))
        if len(_known) > MOST_KNOWN:
            _known.clear()
        _known.update(found)
    return found
