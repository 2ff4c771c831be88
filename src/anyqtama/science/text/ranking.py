"""How well documents answer a query: BM25 by word, the best reading of each word, rare words counted more.

    score(d) = Σ words  max readings  share · Σ terms  w · idf^1.5 · c (k₁ + 1) / (c + k₁ (1 − b + b·l/l̄))

Robertson and Zaragoza 2009, eq. 3.15, with idf = ln(1 + (N − n + ½)/(n + ½)). The power 1.5 lies between BM25 (1)
and the vector space model (2, Salton and Buckley 1988): terms here overlap, and common pieces of words would add up.
`evidence` is the largest share of any one word's terms that a document has: a chance piece of a word is little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.text.terms import STEM, Reading

Floats = NDArray[np.float64]
Postings = tuple[NDArray[np.uint16], NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class Params:
    saturation: float = 1.2
    length_share: float = 0.75
    rarity_power: float = 1.5


@dataclass(frozen=True, slots=True)
class Part:
    """Some documents: their lengths in words, shape (n,), and for each term their numbers 0…n-1 and counts."""

    lengths: NDArray[np.uint16]
    postings: Mapping[int, Postings]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Per part, shape (n,): scores and evidence. `known` is the mean over words of the best evidence anywhere, 0…1."""

    scores: Sequence[Floats]
    evidence: Sequence[Floats]
    known: float


def rank(parts: Sequence[Part], query: Sequence[Sequence[Reading]], params: Params = Params()) -> Ranking:
    """Scores of all documents of all parts against a query; statistics are those of the parts together."""
    number = sum(len(part.lengths) for part in parts)
    scores = [np.zeros(len(part.lengths)) for part in parts]
    evidence = [np.zeros(len(part.lengths)) for part in parts]
    if not number or not query:
        return Ranking(scores, evidence, 0.0)
    usual = max(sum(float(part.lengths.sum()) for part in parts) / number, 1.0)
    damping: list[Floats] = [
        params.saturation * (1 - params.length_share + params.length_share / usual * part.lengths.astype(np.float64))
        for part in parts
    ]
    known = 0.0
    for readings in query:
        best = 0.0
        rarities = [_rarities(reading, parts, number, params.rarity_power) for reading in readings]
        for at, part in enumerate(parts):
            word = np.zeros(len(part.lengths))
            for reading, rarity in zip(readings, rarities, strict=True):
                found = _found(part, reading)
                if not found:
                    continue
                one, share = _one(part, found, rarity, damping[at], params.saturation)
                share = np.minimum(share / _whole(reading), 1.0)
                np.maximum(word, reading.share * one, out=word)
                np.maximum(evidence[at], share, out=evidence[at])
                best = max(best, float(share.max()))
            scores[at] += word
        known += best
    return Ranking(scores, evidence, known / len(query))


def _rarities(reading: Reading, parts: Sequence[Part], number: int, power: float) -> dict[int, float]:
    """idf to the power, for each term."""
    having = {term: sum(len(part.postings[term][0]) for part in parts if term in part.postings)
              for term in reading.all_terms()}  # fmt: skip
    return {term: float(np.log(1 + (number - n + 0.5) / (n + 0.5))) ** power for term, n in having.items()}


def _whole(reading: Reading) -> float:
    """What all terms of the word weigh; of the stems it has one."""
    return sum(weight for _, weight in reading.terms) + (STEM if reading.stems else 0.0)


def _found(part: Part, reading: Reading) -> list[tuple[int, float]]:
    weighed = (*((stem, STEM) for stem in reading.stems), *reading.terms)
    return [(term, weight) for term, weight in weighed if term in part.postings]


def _one(
    part: Part, found: Sequence[tuple[int, float]], rarities: Mapping[int, float], damping: Floats, saturation: float
) -> tuple[Floats, Floats]:
    """Score and weight of the terms present, for each document."""
    postings = [part.postings[term] for term, _ in found]
    sizes = [len(documents) for documents, _ in postings]
    documents = np.concatenate([documents for documents, _ in postings])
    counts = np.concatenate([counts for _, counts in postings]).astype(np.float64)
    present = np.repeat([weight for _, weight in found], sizes)
    weights = np.repeat([weight * rarities[term] * (saturation + 1) for term, weight in found], sizes)
    number = len(part.lengths)
    scores = np.bincount(documents, weights * counts / (counts + damping[documents]), minlength=number)
    return scores.astype(np.float64), np.bincount(documents, present, minlength=number).astype(np.float64)
