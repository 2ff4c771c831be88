"""Which language knows a word. Dictionaries are loaded when they are first asked, once a process."""

import re
from functools import cache
from pathlib import Path

from hunspell import Hunspell

from anyqtama.kernel.spelling.kazakh_letters import OWN, forms, sounds_wrong
from anyqtama.kernel.spelling.word_graph import WordGraph
from anyqtama.science.text.kazakh import stem

FOLDER = Path(__file__).parent / "dictionaries"
_CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]", re.IGNORECASE)
_SHORTEST_STEM = 3
_ENDINGS = (0, 1, 2, 3)
"""How many letters a Kazakh ending adds to a Russian word (код-ты, карта-сын)."""


def languages_of(word: str) -> tuple[str, ...]:
    """Whose letters these are."""
    if OWN.search(word.lower()):
        return ("kk",)
    return ("kk", "ru") if _CYRILLIC.search(word) else ("en",)


def knows(word: str, language: str, *, written: str) -> bool:
    """`written`: the language of the text. Kazakh endings are taken off only where Kazakh is written or heard."""
    if language != "kk":
        checker = hunspell(language)
        return checker is None or checker.spell(word)
    words = kazakh()
    return words is None or _is_kazakh(word, words, loose=written == "kk")


def _is_kazakh(word: str, words: WordGraph, *, loose: bool) -> bool:
    lower = word.lower()
    if word in words or lower in words or word.capitalize() in words:
        return not _misses_letters(lower, words)
    if not loose and not OWN.search(lower):
        return False
    short = stem(lower)
    return short != lower and len(short) >= _SHORTEST_STEM and short in words


def _misses_letters(lower: str, words: WordGraph) -> bool:
    """A Russian word with Kazakh endings (картасы, кодты) breaks harmony too and is right."""
    if not sounds_wrong(lower):
        return False
    russian = hunspell("ru")
    if russian is not None and any(
        russian.spell(lower[: len(lower) - cut]) for cut in _ENDINGS if len(lower) - cut > 2
    ):
        return False
    return any(form != lower and form in words for form in forms(lower))


@cache
def hunspell(language: str) -> Hunspell | None:
    if not (FOLDER / f"{language}.dic").exists():
        return None
    return Hunspell(language, hunspell_data_dir=str(FOLDER))


@cache
def kazakh() -> WordGraph | None:
    graph = FOLDER / "kk.graph"
    return WordGraph(graph, FOLDER / "kk.letters") if graph.exists() else None
