"""One spelling for all spellings of a name: Kazakh or Russian Cyrillic, and the Latin ways of writing either.

Letters are brought to a small phonetic alphabet (j = ж, x = ш and щ, c = ч, h = х and һ, s = с and ц); soft and hard
signs, doubled letters and the difference of и, й, ы, і before a vowel go. Pure; shares no table with the search index.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

CYRILLIC = str.maketrans({
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
    "и": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "s", "ч": "c",
    "ш": "x", "щ": "x", "ъ": "", "ы": "i", "і": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
})  # fmt: skip
LATIN = (
    ("shch", "x"), ("sch", "x"), ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ch", "c"), ("sh", "x"),
    ("ph", "f"), ("ts", "s"), ("tz", "s"), ("dj", "j"), ("yo", "e"), ("jo", "e"), ("ck", "k"), ("ng", "n"),
)  # fmt: skip
LETTERS = str.maketrans(
    {"w": "v", "q": "k", "y": "i", "ı": "i", "ş": "x", "ç": "c", "ğ": "g", "ñ": "n", "ŋ": "n", "ə": "a", "'": ""}
)
LONE_C = re.compile(r"c(?![hk])")
"""Latin c by itself is ц (ISO 9 and how people type): Coy, Kuznecova."""
BEFORE_A_VOWEL = re.compile(r"i+(?=[aeou])")
AFTER_A_VOWEL = re.compile(r"(?<=[aeou])j(?=[^aeiou]|$)")
DOUBLED = re.compile(r"(.)\1+")
CHILD = re.compile(r"(?:uli|kizi|ovic|evic|icn?a|ovna|evna|ogli)$")
VOWELS = re.compile(r"[aeiou]")
WORD = re.compile(r"[^\W\d_]+")
SUFFIXES = frozenset({"uli", "kizi", "ogli"})


@dataclass(frozen=True, slots=True)
class Word:
    """One part of a name in the one spelling; of a patronymic the father's name."""

    text: str
    patronymic: bool = False


@lru_cache(maxsize=60_000)
def folded(word: str) -> str:
    """The one spelling of a word: Жүнісова, Жунісова, Zhunisova and Junisova are `junisova`."""
    word = LONE_C.sub("s", word.casefold()).translate(CYRILLIC)
    word = unicodedata.normalize("NFKD", word.translate(LETTERS))
    word = "".join(letter for letter in word if not unicodedata.combining(letter))
    for written, sound in LATIN:
        word = word.replace(written, sound)
    word = word.translate(LETTERS).replace("dj", "j")
    word = AFTER_A_VOWEL.sub("i", word)
    word = BEFORE_A_VOWEL.sub("", word)
    return DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=60_000)
def name_words(name: str) -> tuple[Word, ...]:
    """The parts of a name in the order they are written; a separate ұлы or қызы belongs to the word before it."""
    words: list[Word] = []
    for written in WORD.findall(name.replace("'", "").replace("’", "")):
        text = folded(written)
        if text in SUFFIXES and words:
            words[-1] = Word(words[-1].text, patronymic=True)
        elif text and (stem := CHILD.sub("", text)) != text and len(stem) >= 3:
            words.append(Word(stem, patronymic=True))
        elif text:
            words.append(Word(text))
    return tuple(words[:6])


def skeleton(text: str) -> str:
    """Consonants of a folded word with its first letter: what survives most mistakes."""
    return VOWELS.sub("a", text[:1]) + VOWELS.sub("", text[1:])


def distance(one: str, other: str) -> float:
    """Edits from one word to the other (a neighbour swap is one); a vowel for another vowel costs half."""
    if one == other:
        return 0.0
    before: Sequence[float] = []
    row: list[float] = [float(column) for column in range(len(other) + 1)]
    for index, letter in enumerate(one, start=1):
        before, last, row = row, before, [float(index)]
        for column, wanted in enumerate(other, start=1):
            cost = 0.0 if letter == wanted else 0.5 if letter in "aeiou" and wanted in "aeiou" else 1.0
            best = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + cost)
            if index > 1 and column > 1 and letter == other[column - 2] and one[index - 2] == wanted:
                best = min(best, last[column - 2] + 1)
            row.append(best)
    return row[-1]
