"""Vectors and segments as the bytes that both databases keep: little-endian arrays, one after another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from anyqtama.kernel.models.search import BLOCKS
from anyqtama.science.text import Inverted, Postings, Vector

POSTINGS_A_BLOCK = 2048
LONGEST = 65_535


def vector_bytes(vector: Vector) -> bytes:
    return vector.hashes.astype("<u4").tobytes() + vector.counts.tobytes()


def vector_of(data: bytes | memoryview, length: int) -> Vector:
    number = len(data) // 5
    return Vector(np.frombuffer(data, "<u4", number), np.frombuffer(data, np.uint8, number, 4 * number), length)


def documents_bytes(ids: Sequence[int], lengths: Sequence[int]) -> bytes:
    return np.array(ids, "<i8").tobytes() + np.minimum(lengths, LONGEST).astype("<u2").tobytes()


def documents_of(data: bytes | memoryview) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
    number = len(data) // 10
    return np.frombuffer(data, "<i8", number), np.frombuffer(data, "<u2", number, 8 * number)


def bits_for(postings: int) -> int:
    """How many leading bits of a term name its block, so that a block holds about 2,048 postings."""
    return min(max(postings // POSTINGS_A_BLOCK, 1).bit_length() - 1, 15)


def block_id(segment: int, bits: int, term: int) -> int:
    return segment * BLOCKS + (term >> (32 - bits) if bits else 0)


def blocks(whole: Inverted, bits: int) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each block: how many terms, the terms, where their postings start, documents, counts."""
    numbers = whole.terms.astype(np.int64) >> (32 - bits)
    found, first = np.unique(numbers, return_index=True)
    ends = np.append(first, len(whole.terms))
    for at, number in enumerate(found.tolist()):
        low, high = int(ends[at]), int(ends[at + 1])
        starts = whole.starts[low : high + 1]
        begin, end = int(starts[0]), int(starts[-1])
        yield (
            number,
            b"".join(
                (
                    np.array([high - low], "<u4").tobytes(),
                    whole.terms[low:high].astype("<u4").tobytes(),
                    (starts - begin).astype("<u4").tobytes(),
                    whole.documents[begin:end].astype("<u2").tobytes(),
                    whole.counts[begin:end].tobytes(),
                )
            ),
        )


def postings_of(data: bytes | memoryview, wanted: Iterable[int]) -> Mapping[int, Postings]:
    """What a block has of the wanted terms."""
    number = int(np.frombuffer(data, "<u4", 1)[0])
    terms = np.frombuffer(data, "<u4", number, 4)
    starts = np.frombuffer(data, "<u4", number + 1, 4 + 4 * number)
    first = 8 * number + 8
    total = int(starts[-1])
    found = {}
    asked = np.array(sorted(wanted), np.uint32)
    places = np.searchsorted(terms, asked)
    for term, place in zip(asked.tolist(), places.tolist(), strict=True):
        if place < number and int(terms[place]) == term:
            low, high = int(starts[place]), int(starts[place + 1])
            found[term] = (
                np.frombuffer(data, "<u2", high - low, first + 2 * low),
                np.frombuffer(data, np.uint8, high - low, first + 2 * total + low),
            )
    return found
