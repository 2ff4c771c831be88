"""Text into words in their usual form: one alphabet within a word, Roman numerals as numbers, letters folded."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
LONGEST = 40
KAZAKH_LETTERS = frozenset("әғқңөұүһі")
FOLD = str.maketrans("әғқңөұүһіё", "агкноуухие")

_LOOKALIKE = str.maketrans("aeopcxyikmhtb", "аеорсхуікмнтв")
_NUMERAL = str.maketrans("хіс", "xic")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LARGEST_NUMERAL = 39


def normal(text: str) -> str:
    """Lower case, compatible forms composed, stress marks and soft hyphens gone."""
    return unicodedata.normalize("NFKC", text).lower().replace("\u0301", "").replace("\u00ad", "")


def words(text: str) -> list[str]:
    """The words of a text, each in its usual form. Single letters (initials, units) are left out; digits stay."""
    found = [usual(word[:LONGEST]) for word in WORD.findall(normal(text))]
    return [word for word in found if len(word) > 1 or not word.isalpha()]


def names(text: str) -> list[str]:
    """The words of a name: single letters stay (Ю is a family name), and Vi is no number but how Victor begins."""
    return [_one_alphabet(word[:LONGEST]) for word in WORD.findall(normal(text))]


@lru_cache(maxsize=100_000)
def usual(word: str) -> str:
    """A Latin letter that strayed into a Cyrillic word becomes the Cyrillic one; XIX and its lookalikes become 19."""
    numeral = _roman(word)
    return str(numeral) if numeral else _one_alphabet(word)


def _one_alphabet(word: str) -> str:
    mixed = any("a" <= letter <= "z" for letter in word) and any("а" <= letter <= "ӿ" for letter in word)
    return word.translate(_LOOKALIKE) if mixed else word


def fold(word: str) -> str:
    """Kazakh letters as they are typed without a Kazakh keyboard."""
    return word.translate(FOLD)


def language_of(text: str) -> str:
    """kk, ru or en by the letters alone: Kazakh ones are more than one in fifty of any Kazakh text."""
    low = text[:4000].lower()
    cyrillic = sum("а" <= letter <= "ӿ" for letter in low)
    latin = sum("a" <= letter <= "z" for letter in low)
    if latin > cyrillic:
        return "en"
    return "kk" if sum(letter in KAZAKH_LETTERS for letter in low) * 50 > cyrillic else "ru"


def _roman(word: str) -> int:
    """The value of a numeral of two to eight letters, up to 39: centuries and articles. Otherwise 0."""
    letters = word.translate(_NUMERAL)
    if not 1 < len(letters) < 9 or not set(letters) <= _VALUES.keys():
        return 0
    values = [_VALUES[letter] for letter in letters]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if 1 < total <= _LARGEST_NUMERAL and _written(total) == letters else 0


def _written(number: int) -> str:
    return "x" * (number // 10) + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][number % 10]
