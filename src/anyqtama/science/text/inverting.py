"""Documents' terms turned round into terms' documents."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.text.ranking import Part
from anyqtama.science.text.terms import Counts, Hashes, Vector


@dataclass(frozen=True, slots=True)
class Inverted:
    """Postings by term and document, ascending: `documents` and `counts` from `starts[i]` to `starts[i + 1]` are of
    `terms[i]`. Shapes (t,), (t + 1,), (p,), (p,)."""

    terms: Hashes
    starts: NDArray[np.uint32]
    documents: NDArray[np.uint16]
    counts: Counts


def inverted(vectors: Sequence[Vector]) -> Inverted:
    """At most 65,536 vectors, numbered in their order."""
    sizes = [len(vector.hashes) for vector in vectors]
    hashes = np.concatenate([np.zeros(0, np.uint32), *(vector.hashes for vector in vectors)])
    documents = np.repeat(np.arange(len(vectors), dtype=np.uint16), sizes)
    counts = np.concatenate([np.zeros(0, np.uint8), *(vector.counts for vector in vectors)])
    order = np.argsort(hashes, kind="stable")
    terms, first = np.unique(hashes[order], return_index=True)
    starts = np.append(first, len(hashes)).astype(np.uint32)
    return Inverted(terms, starts, documents[order], counts[order])


def invert(vectors: Sequence[Vector]) -> Part:
    """A part that is searched from memory: a few new documents, or a test."""
    whole = inverted(vectors)
    ends = whole.starts.tolist()
    postings = {
        term: (whole.documents[ends[i] : ends[i + 1]], whole.counts[ends[i] : ends[i + 1]])
        for i, term in enumerate(whole.terms.tolist())
    }
    return Part(np.array([min(vector.length, 65_535) for vector in vectors], np.uint16), postings)
