"""What somebody meant who typed Kazakh in Latin letters or forgot to change the keyboard."""

import re

from anyqtama.science.text.words import normal

_LATIN = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ch": "ч", "sh": "ш", "yu": "ю", "ya": "я", "yo": "е", "ts": "ц",
    "gh": "г", "ng": "н", "a": "а", "b": "б", "c": "с", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и",
    "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т",
    "u": "у", "v": "в", "w": "у", "x": "х", "y": "ы", "z": "з", "á": "а", "ä": "а", "ó": "о", "ö": "о", "ú": "у",
    "ü": "у", "ý": "у", "ū": "у", "ş": "ш", "ğ": "г", "ǵ": "г", "ñ": "н", "ń": "н", "ı": "ы",
}  # fmt: skip
_PIECE = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))
_GLIDE = re.compile(r"(?<=[аеёиоуыэюя])[ыи]")
_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_DIGITS, _KAZAKH = "234567890-=", "әіңғ,.үұқөһ"
_TO_RUSSIAN = str.maketrans(_KEYS, _RUSSIAN)
_TO_KAZAKH = str.maketrans(_KEYS + _DIGITS, _RUSSIAN + _KAZAKH)
_TO_LATIN = str.maketrans(_RUSSIAN + _KAZAKH, _KEYS + _DIGITS)


def is_latin(word: str) -> bool:
    """Whether every letter is a Latin one, with or without marks."""
    return word.isalpha() and all(letter < "\u0250" for letter in word)


def in_cyrillic(word: str) -> str:
    """A word in Latin letters as it would be written in Cyrillic ones, folded: kalay, qalai → калай."""
    plain = _PIECE.sub(lambda piece: _LATIN[piece.group()], word)
    return _GLIDE.sub("й", plain)


def other_layouts(text: str) -> list[str]:
    """What the same keys give on the Russian and the Kazakh keyboard, or on the English one."""
    low = normal(text)
    if any("а" <= letter <= "ӿ" for letter in low):
        return [low.translate(_TO_LATIN)]
    if not any("a" <= letter <= "z" for letter in low):
        return []
    return list(dict.fromkeys((low.translate(_TO_RUSSIAN), low.translate(_TO_KAZAKH))))
