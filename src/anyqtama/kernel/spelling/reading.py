"""Taking a line apart into the words whose spelling is anybody's business."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LEFT_ALONE = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|\{\w+\}|[#@/№]\S+|\S*\d\S*|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|!?\[[^\]\n]*\]\([^)\s]*\)"
)
"""Addresses, numbers and what is joined to them, placeholders, commands, links of an article."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?:^|[.!?…:]\s|[\n])[\s\-–—•>#*\"'«(]*$")
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int


def words(line: str) -> Iterator[Word]:
    """Without names: what begins with a capital inside a sentence, and what is written in capitals."""
    left_alone = [found.span() for found in _LEFT_ALONE.finditer(line)]
    for found in _WORD.finditer(line):
        word, (start, end) = found[0], found.span()
        if len(word) < 2 or len(word) > LONGEST or any(a < end and start < b for a, b in left_alone):
            continue
        if word[1:] != word[1:].lower():
            continue
        if word[0] != word[0].lower() and not _SENTENCE.search(line[:start][-12:] if start > 12 else line[:start]):
            continue
        yield Word(word, start, end)
