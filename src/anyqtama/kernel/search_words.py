"""Words into search terms: what stays the same when a Kazakh, Russian or English word is bent, folded or misspelt."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Protocol

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 40
KAZAKH = frozenset("әғқңөұүһі")
FOLD = str.maketrans("әғқңөұүһіё", "агкноуухие")
LATIN = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ch": "ч", "sh": "ш", "yu": "ю", "ya": "я", "yo": "е", "ts": "ц",
    "gh": "г", "ng": "н", "a": "а", "b": "б", "c": "с", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и",
    "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т",
    "u": "у", "v": "в", "w": "в", "x": "х", "y": "й", "z": "з", "ä": "а", "ö": "о", "ü": "у", "ū": "у", "ş": "ш",
    "ğ": "г", "ñ": "н", "ı": "ы",
}  # fmt: skip
LATIN_PIECE = re.compile("|".join(sorted(LATIN, key=len, reverse=True)))
KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
LETTERS = "йцукенгшщзхъфывапролджэячсмитьбюё"
TO_LETTERS = str.maketrans(KEYS, LETTERS)
TO_KEYS = str.maketrans(LETTERS, KEYS)

_ASKING = """
не кім қай қандай қалай қашан қайда қайдан қанша неше неге нені ненің ма ме ба бе па пе мен бен пен және да де та
те үшін туралы деген дегеніміз болып табылады бір бұл сол осы ол керек что как какой какая какое какие каком
какого каких кто кого кому когда где куда откуда сколько почему зачем чем чего ли и в на с со по о об от до за из
у к а но не или это для при был была было были который которая которые можно нужно what how which who whom whose
when where why the a an of in on at to for by from is are was were do does did with and or be can it its this that
"""
ASKING = frozenset(_ASKING.split())
"""Words of questions: they say how one asks, not what about."""

_SUFFIXES = """
лар лер дар дер тар тер ның нің дың дің тың тің ға ге қа ке на не а е ны ні ды ді ты ті н да де та те нда нде дан
ден тан тен нан нен мен бен пен менен ым ім м ың ің ң ы і сы сі ымыз іміз мыз міз ыңыз іңіз ңыз ңіз дағы дегі тағы
тегі ндағы ндегі ғы гі қы кі дық дік тық тік лық лік сыз сіз лы лі ды ді ты ті шы ші
"""
KAZAKH_SUFFIXES = tuple(sorted(set(_SUFFIXES.split()), key=lambda suffix: (-len(suffix), suffix)))
KAZAKH_VOWELS = frozenset("аәеиоөуұүыіэюя")
SHORTEST_STEM = 3


def words(text: str) -> list[str]:
    """Lower-case words in their usual form; digits stay as they are."""
    text = unicodedata.normalize("NFKC", text).lower().replace("\u0301", "")
    return [word[:LONGEST_WORD] for word in WORD.findall(text)]


def fold(word: str) -> str:
    """Kazakh letters as they are typed without a Kazakh keyboard."""
    return word.translate(FOLD)


def in_cyrillic(word: str) -> str:
    """A word in Latin letters as it would be written in Cyrillic ones, folded."""
    return LATIN_PIECE.sub(lambda piece: LATIN[piece.group()], word)


def other_layout(text: str) -> str:
    """What the keys would have given with the other keyboard layout."""
    low = text.lower()
    return low.translate(TO_LETTERS) if any("a" <= letter <= "z" for letter in low) else low.translate(TO_KEYS)


@lru_cache(maxsize=100_000)
def terms(word: str, language: str = "") -> tuple[str, ...]:
    """The terms of one word; the first letter says of which kind: k, r, e stems, 5 beginnings, 4 pieces, w numbers."""
    if not word.isalpha():
        bare = word.lstrip("0")
        return ("w" + word,) if bare == word or not bare else ("w" + word, "w" + bare)
    folded = fold(word)
    found = dict.fromkeys(_stems(word, folded, language))
    found["5" + folded[:5]] = None
    found.update(dict.fromkeys("4" + folded[i : i + 4] for i in range(max(1, len(folded) - 3))))
    return tuple(found)


def counted(text: str, language: str = "") -> Counter[str]:
    """How often each term of the text occurs."""
    tally: Counter[str] = Counter()
    for word in words(text):
        tally.update(terms(word, language))
    return tally


def _stems(word: str, folded: str, language: str) -> list[str]:
    if word.isascii():
        return ["e" + _snowball("english").stemWord(word)]
    stems = []
    if language in {"", "kk"} or KAZAKH.intersection(word):
        stems.append("k" + fold(kazakh_stem(word)))
    if language in {"", "ru"} and not KAZAKH.intersection(word):
        stems.append("r" + _snowball("russian").stemWord(folded))
    return stems


def kazakh_stem(word: str) -> str:
    """Take endings off while a stem of three letters with a vowel stays. Light: no dictionary, no harmony check."""
    for _ in range(4):
        for suffix in KAZAKH_SUFFIXES:
            stem = word[: -len(suffix)]
            if word.endswith(suffix) and len(stem) >= SHORTEST_STEM and KAZAKH_VOWELS.intersection(stem):
                word = stem
                break
        else:
            break
    return word


class WordStemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


@lru_cache(maxsize=4)
def _snowball(language: str) -> WordStemmer:
    import Stemmer  # compiled; only where search is used

    made: WordStemmer = Stemmer.Stemmer(language)
    return made
