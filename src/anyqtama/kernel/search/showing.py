"""What is shown of a hit: the piece of its text that has most of the query, and which words to mark."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyqtama.science import text as words

WIDTH = 180
FIRST_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `marked` where it is a word of the query, bent or misspelt as may be."""

    text: str
    marked: bool = False


def snippet(text: str, query: str, *, width: int = WIDTH) -> str:
    """The piece with most different words of the query; whole words, with dots where it was cut."""
    places = list(_places(text, query))
    start = 0
    if places:
        begins = [at for at, _, _ in places]
        reached = [places[at : bisect_left(begins, begin + width, at)] for at, begin in enumerate(begins)]
        best = max(range(len(places)), key=lambda at: (len({number for _, _, number in reached[at]}), -at))
        start = max(0, begins[best] - width // 3)
    if start:
        start += re.match(r"\S*\s*", text[start:]).end()  # type: ignore[union-attr]
    end = start + width
    piece = text[start:end] if end >= len(text) else re.sub(r"\s+\S*$", "", text[start : end + 1])
    return f"{'… ' if start else ''}{piece.strip()}{' …' if end < len(text) else ''}"


def marked(text: str, query: str) -> list[Piece]:
    """The text in runs, the words of the query apart."""
    pieces, at = [], 0
    for start, end, _ in _places(text, query):
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], marked=True))
        at = end
    return [*pieces, Piece(text[at:])] if at < len(text) else pieces


def _places(text: str, query: str) -> Iterator[tuple[int, int, int]]:
    """Start and end of each word that the query has, and the number of that word in the query."""
    wanted: dict[int | str, int] = {}
    for typed in (query, *words.other_layouts(query)):
        for number, word in enumerate(words.asked(typed)):
            for mark in _marks(word):
                wanted.setdefault(mark, number)
    for match in words.WORD.finditer(text):
        known = next((wanted[mark] for mark in _marks(match.group()) if mark in wanted), None)
        if known is not None:
            yield match.start(), match.end(), known


@lru_cache(maxsize=50_000)
def _marks(word: str) -> tuple[int | str, ...]:
    """What two forms of one word have in common: a stem, or the first letters."""
    found: dict[int | str, None] = {}
    for usual in words.words(word):
        found.update(dict.fromkeys(words.keys(usual)))
        either = {words.fold(usual)} | ({words.in_cyrillic(usual)} if usual.isascii() else set())
        found.update(dict.fromkeys(sorted(one[:FIRST_LETTERS] for one in either)))
    return tuple(found)
