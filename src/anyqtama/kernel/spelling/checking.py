"""Which words of a text nobody knows. One query, and only for words that no dictionary has."""

from collections.abc import Sequence
from functools import lru_cache

from anyqtama.kernel.models import KnownWord
from anyqtama.kernel.spelling.dictionaries import knows, languages_of
from anyqtama.kernel.spelling.reading import Word, words
from anyqtama.science.text.kazakh import stem

Place = tuple[int, int]
"""Where a word begins and ends, in the 16-bit units in which browsers count."""


def check(lines: Sequence[str], *, language: str) -> list[list[Place]]:
    """The unknown words of each line of a text written in `language`."""
    doubtful = [[word for word in words(line) if not is_known(word.text, language)] for line in lines]
    ours = _taught({word.text for row in doubtful for word in row})
    return [
        [_place(line, word) for word in row if word.text not in ours]
        for line, row in zip(lines, doubtful, strict=True)
    ]  # fmt: skip


@lru_cache(maxsize=20_000)
def is_known(word: str, language: str) -> bool:
    return is_right(word, language)


def is_right(word: str, language: str) -> bool:
    """By any dictionary of its letters; a word joined by a hyphen also by its parts."""
    if any(knows(word, one, written=language) for one in languages_of(word)):
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(len(part) < 2 or is_right(part, language) for part in parts)


def _taught(doubtful: set[str]) -> set[str]:
    """Those that the organisation knows, in any Kazakh form."""
    if not doubtful:
        return set()
    forms = {word: {word.lower(), stem(word.lower())} for word in doubtful}
    known = set(
        KnownWord.objects.filter(active=True, word__in=set().union(*forms.values())).values_list("word", flat=True)
    )
    return {word for word, said in forms.items() if said & known}


def _place(line: str, word: Word) -> Place:
    before = sum(1 for sign in line[: word.start] if ord(sign) > 0xFFFF)
    return word.start + before, word.end + before
