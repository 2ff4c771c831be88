"""Kazakh words typed without their own letters: words read from the web hold many, so spelling sees through them.

Sound harmony tells: a Kazakh word has back vowels or front ones, қ and ғ beside the back ones. Where that is broken and
the word with its own letters exists, that word was meant (Қазақ грамматикасы, 2002, фонетика).
"""

import re
from collections.abc import Iterator
from itertools import product

OWN = re.compile(r"[әғқңөұүһі]")
"""Letters that only Kazakh has: a word with one of them is no Russian word."""
ALIKE = {"а": "аә", "г": "гғ", "к": "кқ", "н": "нң", "о": "оө", "у": "уұү", "и": "иі", "х": "хһ", "ы": "ыі"}
"""Kazakh letters are often typed by the Russian key that looks like them."""
MOST_FORMS = 256
_BACK, _FRONT = frozenset("аоыұ"), frozenset("еәөүі")
_HARD = re.compile(r"[кг][аоы]|[аоы][кг]")
_WITH = ("мен", "бен", "пен")
_MIXED = frozenset(["демалыс", "жауынгер"])
"""Everyday words put together of two."""


def sounds_wrong(word: str) -> bool:
    """Whether harmony is broken in a lower-case word; the ending -мен has one sound for all words."""
    if word in _MIXED:
        return False
    bare = word[:-3] if word.endswith(_WITH) else word
    vowels = [sign for sign in bare if sign in _BACK or sign in _FRONT]
    back, front = bool(_BACK & set(vowels)), bool(_FRONT & set(vowels))
    if OWN.search(word):  # қазір and бірақ are right; о before front vowels only is ө (отініш)
        return vowels[:1] == ["о"] and len(vowels) > 1 and set(vowels[1:]) <= _FRONT
    if "и" in bare and not back and len(word) >= 5:
        return True
    return (back and front) or bool(_HARD.search(bare))


def forms(word: str) -> Iterator[str]:
    """The word with other letters in the place of those that look like them, the fewest changes first."""
    choices = [ALIKE.get(sign, sign) for sign in word]
    number = 1
    for choice in choices:
        number *= len(choice)
    if number <= MOST_FORMS:
        made = ("".join(form) for form in product(*choices))
        yield from sorted(made, key=lambda form: sum(a != b for a, b in zip(form, word, strict=True)))
