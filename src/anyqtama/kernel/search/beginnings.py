"""Rows that have all the words somebody types, or their beginnings: asked of a narrow table with a row for each word.

A word is UTF-8 bytes: bytes have one order on every database, whatever its collation, so that all words with one
beginning are a range of an index. Which ids have all the words is then what the ranges have in common.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from anyqtama.science.text import names, words

__all__ = ["LONGEST", "asked", "begins", "cut", "in_common", "names", "stored", "words"]

Split = Callable[[str], list[str]]

LONGEST = 48
"""Bytes of a word that are kept."""
MOST_WORDS = 6


def stored(text: str, split: Split = words) -> set[bytes]:
    """The words of a text as they are kept; `split` by `names` where the text is a name."""
    return {cut(word) for word in split(text)}


def asked(said: str, split: Split = words) -> Sequence[str]:
    """The words that are looked for, each once."""
    return list(dict.fromkeys(split(said)))[:MOST_WORDS]


def cut(word: str) -> bytes:
    return word.encode()[:LONGEST]


def begins(word: bytes) -> Q:
    return Q(word__gte=word, word__lt=word + b"\xff")  # no byte of UTF-8 is so large


def in_common(having: Sequence[QuerySet[Any, int]]) -> QuerySet[Any, int]:
    """The ids that stand in each of these lists, once."""
    if having[1:]:
        return having[0].intersection(*having[1:])
    return having[0] if having[0].query.combinator else having[0].distinct()
