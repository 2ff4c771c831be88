"""What was meant: words one slip away that some language knows, and those written without their Kazakh letters.

Hunspell's own suggestions take a third of a second a word; these take a hundredth, so nobody at the desk waits.
"""

from collections.abc import Iterator

from anyqtama.kernel.spelling.checking import is_right
from anyqtama.kernel.spelling.dictionaries import languages_of
from anyqtama.kernel.spelling.kazakh_letters import OWN, forms

OFFERED = 5
_LATIN = str.maketrans("aceiopxyhkmtb", "асеіорхункмтв")
"""Latin letters that look Cyrillic and slip into a Cyrillic word."""
_HEARD = {"о": "а", "а": "о", "е": "иэ", "и": "е", "я": "еи", "ш": "щ", "щ": "ш", "т": "д", "д": "т", "э": "е"}
"""Vowels without stress and consonants that sound the same, the commonest slips of Russian."""
_LETTERS = {
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "en": "abcdefghijklmnopqrstuvwxyz'",
}


def suggest(word: str, *, language: str) -> list[str]:
    """At most five, the likeliest first, written with a capital where the word is."""
    lower = word.lower()
    letters = _letters(lower, language)
    found: dict[str, None] = {}
    for candidate in _slips(lower, letters):
        if candidate != lower and candidate not in found and _fits(candidate, language):
            found[candidate] = None
            if len(found) == OFFERED:
                break
    return [one.capitalize() if word[0] != word[0].lower() else one for one in found]


def _fits(candidate: str, language: str) -> bool:
    return all(len(part) > 1 for part in candidate.split()) and all(
        is_right(part, language) for part in candidate.split()
    )


def _letters(word: str, language: str) -> str:
    own = languages_of(word)
    return _LETTERS[language if language in own else "kk" if OWN.search(word) else own[-1]]


def _slips(word: str, letters: str) -> Iterator[str]:
    """The word with its look-alike letters put right, then with one slip of the finger undone, then cut in two."""
    if (cyrillic := word.translate(_LATIN)) != word and languages_of(word) != ("en",):
        yield cyrillic
    if letters == _LETTERS["kk"]:
        yield from forms(word)
    yield from (word[:at] + other + word[at + 1 :] for at, sign in enumerate(word) for other in _HEARD.get(sign, ""))
    yield from (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
    yield from (word[:at] + letter + word[at:] for at in range(len(word), 0, -1) for letter in letters)
    yield from (word[:at] + letter + word[at + 1 :] for at in range(len(word) - 1, -1, -1) for letter in letters)
    yield from (letter + word for letter in letters)
    yield from (f"{word[:at]} {word[at:]}" for at in range(2, len(word) - 1))
