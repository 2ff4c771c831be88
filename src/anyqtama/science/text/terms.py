"""Words into terms: stem, first letters and pieces of four letters, each a 32-bit number that both databases keep.

The three answer different bends: a stem joins the forms of one word, the first letters join words of one root (Kazakh
and Russian add to the end), the pieces survive a misprint. A number stands for itself.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from anyqtama.science.text import keyboards
from anyqtama.science.text.asking import asks
from anyqtama.science.text.kazakh import folded_stem, stem
from anyqtama.science.text.words import KAZAKH_LETTERS, fold, words

STEM, BEGINNING, PIECE = 1.0, 1.0, 0.2
"""How much a term of each kind counts."""
SYNONYM = 0.8
TITLE_WEIGHT = 3
FIRST_LETTERS, PIECE_LETTERS = 5, 4
MOST_WORDS = 48
"""So many words of a query are searched: the first of those that do not only ask."""
MOST_COUNTED = 255

Hashes = NDArray[np.uint32]
Counts = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: terms that all count, and stems of which the word has only one."""

    terms: tuple[tuple[int, float], ...]
    stems: tuple[int, ...] = ()
    share: float = 1.0

    def all_terms(self) -> list[int]:
        return [*self.stems, *(term for term, _ in self.terms)]


@dataclass(frozen=True, slots=True)
class Vector:
    """The terms of a document, ascending, with their counts (a title's count three times) and its length in words."""

    hashes: Hashes
    counts: Counts
    length: int


def vector(*, title: str, text: str, language: str) -> Vector:
    """What is kept of a document. `language` is kk, ru or en."""
    parts, weights = [], []
    length = 0
    for piece, weight in ((title, TITLE_WEIGHT), (text, 1)):
        for word in words(piece):
            found = _document_terms(word, language)
            parts.append(found)
            weights.append(np.full(len(found), weight))
            length += 1
    if not parts:
        return Vector(np.zeros(0, np.uint32), np.zeros(0, np.uint8), 0)
    hashes, where = np.unique(np.concatenate(parts), return_inverse=True)
    counts = np.bincount(where, weights=np.concatenate(weights))
    return Vector(hashes, np.minimum(counts, MOST_COUNTED).astype(np.uint8), length)


def joined(one: Vector, other: Vector) -> Vector:
    """The vector of two texts after another."""
    hashes, where = np.unique(np.concatenate([one.hashes, other.hashes]), return_inverse=True)
    counts = np.bincount(where, weights=np.concatenate([one.counts, other.counts]), minlength=len(hashes))
    return Vector(hashes, np.minimum(counts, MOST_COUNTED).astype(np.uint8), one.length + other.length)


def query(text: str, *, typing: bool = False) -> list[list[Reading]]:
    """For each word worth searching its readings. `typing` says that the last word may go on."""
    found, worth = words(text), asked(text)
    unfinished = found[-1] if typing and found and text[-1:].isalnum() else ""
    heard = any(KAZAKH_LETTERS.intersection(word) for word in found)
    return [_readings(word, heard, word == unfinished) for word in worth]


def asked(text: str) -> list[str]:
    """The words of a query worth searching: those that do not only ask, or all when there are no others."""
    found = words(text)
    return ([word for word in found if not asks(word)] or found)[:MOST_WORDS]


def synonym(text: str) -> list[Reading]:
    """The readings of a word or phrase that may stand for another one."""
    each = [_readings(word, True)[0] for word in words(text)]
    if not each:
        return []
    terms = tuple(term for reading in each for term in reading.terms)
    return [Reading(terms, tuple(one for reading in each for one in reading.stems), SYNONYM)]


def keys(word: str) -> frozenset[int]:
    """The stems of a word as it may be read: two words that share one are forms of one word."""
    return frozenset(one for reading in _readings(word) for one in reading.stems)


@lru_cache(maxsize=200_000)
def _document_terms(word: str, language: str) -> Hashes:
    folded = fold(word)
    if not word.isalpha():
        stems = _numbers(word)
    elif keyboards.is_latin(word):
        stems = [_hash("e", _snowball("english").stemWord(word))]
    elif language == "ru" and not KAZAKH_LETTERS.intersection(word):
        stems = [_hash("r", _snowball("russian").stemWord(folded))]
    else:
        stems = [_hash("k", fold(stem(word)))]
    return np.array([*stems, _hash("5", folded[:FIRST_LETTERS]), *_pieces(f" {folded} ")], np.uint32)


@lru_cache(maxsize=20_000)
def _readings(word: str, heard: bool = False, unfinished: bool = False) -> list[Reading]:
    """`heard`: the query has Kazakh letters, so that words without them are meant as they stand."""
    if not word.isalpha():
        found = {word: _numbers(word)[:1]}
    elif not keyboards.is_latin(word):
        found = {word: _cyrillic_stems(word, heard)}
    else:
        cyrillic = keyboards.in_cyrillic(word)
        found = {word: [_hash("e", _snowball("english").stemWord(word))], cyrillic: _cyrillic_stems(cyrillic, False)}
    whole = [_reading(spelt, stems) for spelt, stems in found.items()]
    return whole + [_begun(spelt) for spelt in found] if unfinished else whole


def _reading(word: str, stems: list[int]) -> Reading:
    folded = fold(word)
    pieces = dict.fromkeys(_pieces(f" {folded} "), PIECE)
    return Reading(((_hash("5", folded[:FIRST_LETTERS]), BEGINNING), *pieces.items()), tuple(stems))


def _begun(word: str) -> Reading:
    """A word that may go on: only what its beginning says."""
    folded = fold(word)
    pieces = dict.fromkeys(_pieces(f" {folded}"), PIECE)
    long = len(folded) >= FIRST_LETTERS
    return Reading((*(((_hash("5", folded[:FIRST_LETTERS]), BEGINNING),) if long else ()), *pieces.items()))


def _cyrillic_stems(word: str, heard: bool) -> list[int]:
    found = dict.fromkeys([_hash("k", fold(stem(word)))])
    if not KAZAKH_LETTERS.intersection(word):
        if not heard:
            found[_hash("k", folded_stem(word))] = None
        found[_hash("r", _snowball("russian").stemWord(fold(word)))] = None
    return list(found)


def _pieces(padded: str) -> list[int]:
    return [_hash("4", padded[i : i + PIECE_LETTERS]) for i in range(max(1, len(padded) - PIECE_LETTERS + 1))]


def _numbers(word: str) -> list[int]:
    bare = word.lstrip("0")
    return [_hash("n", word)] if bare == word or not bare else [_hash("n", word), _hash("n", bare)]


def _hash(kind: str, term: str) -> int:
    return crc32((kind + term).encode())


class WordStemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


@lru_cache(maxsize=4)
def _snowball(language: str) -> WordStemmer:
    import Stemmer  # compiled; only where search is used

    made: WordStemmer = Stemmer.Stemmer(language)
    return made
