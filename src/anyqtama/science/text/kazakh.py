"""Kazakh stems: endings come off in the order in which the language adds them, where sound harmony allows it.

A noun is stem + plural + possessive + case + person; derivation stands before the plural, and a place may be made an
adjective again (үй-де-гі-лер-ге). A vowel of the ending agrees with the last vowel of what remains; its first consonant
agrees with the sound it joins (кітап-тар, бала-лар, адам-дар). Source of the rules: Қазақ грамматикасы (Астана, 2002),
chapters on фонетика and морфология. No dictionary: a stem is a key for comparing, not always a word.
"""

from functools import lru_cache

from anyqtama.science.text.words import FOLD

BACK, FRONT, EITHER = frozenset("аоұыяуё"), frozenset("әөүіеэ"), frozenset("иую")
VOWELS = BACK | FRONT | EITHER
VOICELESS = frozenset("пткқсшщчцхф")
DEVOICED = VOICELESS | frozenset("бвгд")
"""Sounds after which an ending begins with т, п or қ; б, в, г, д close loan words only."""
SHORTEST = 3
_WITH = frozenset(["мен", "бен", "пен", "менен", "бенен", "пенен", "нікі", "дікі", "тікі"])
"""Endings of one sound for all stems."""
_NOUNLIKE = frozenset(("у", "уы", "уі", "ар", "ер", "са", "се", "й"))
"""Verbal endings that short nouns end in too (жылу, базар): four letters must stay before them."""
_AFTER_OWNER = {"а": "мң", "е": "мң"} | dict.fromkeys(("н", "на", "не", "нда", "нде", "ндағы", "ндегі"), "ыіи")
"""Cases of an owned thing: балам-а, баласы-н, баласы-нда."""


def _endings(listed: str) -> tuple[str, ...]:
    return tuple(sorted(set(listed.split()), key=lambda ending: (-len(ending), ending)))


PERSON = _endings(
    "мын мін бын бін пын пін сың сің сыз сіз мыз міз быз біз пыз піз сыңдар сіңдер сыздар сіздер"
)  # fmt: skip
PLACED = _endings("дағы дегі тағы тегі ндағы ндегі нікі дікі тікі")
CASE = _endings(
    "ның нің дың дің тың тің ға ге қа ке на не а е ны ні ды ді ты ті н да де та те нда нде дан ден тан тен нан нен "
    "мен бен пен менен бенен пенен ша ше"
)
POSSESSIVE = _endings("ым ім м ың ің ң ыңыз іңіз ңыз ңіз ы і сы сі ымыз іміз мыз міз")
PLURAL = _endings("лар лер дар дер тар тер")
DERIVED = _endings(
    "лық лік дық дік тық тік лы лі ды ді ты ті сыз сіз шы ші дай дей тай тей рақ рек ырақ ірек ыншы інші нші ншы "
    "ғыш гіш қыш кіш ушы уші"
)
VERBAL = _endings(
    "ған ген қан кен ып іп п атын етін йтын йтін ар ер мақ мек бақ бек пақ пек са се ды ді ты ті дым дім тым тім дың "
    "дің тың тің дық дік тық тік у уы уі йды йді ады еді й ғалы гелі қалы келі сын сін саң сең сам сем сақ сек"
)
_CLOSING = {"ғ": "қ", "г": "к", "б": "п"}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What stays of a lower-case word when its endings are taken off, at least three letters with a vowel."""
    return _stem(word, True)


@lru_cache(maxsize=100_000)
def folded_stem(word: str) -> str:
    """The same for a word typed without Kazakh letters (калаларынын); harmony cannot be heard in it."""
    return _stem(word, False)


def _stem(word: str, heard: bool) -> str:
    if len(word) <= SHORTEST:
        return word
    short = _without(word, PERSON, heard)
    for _ in range(2):
        short = _without(short, PLACED, heard)
        short = _without(short, CASE, heard)
        short = _without(short, POSSESSIVE, heard)
        single = _without(short, PLURAL, heard)
        if single == short:
            break
        short = single
    for _ in range(2):
        short = _without(short, DERIVED, heard)
    if short == word:
        short = _without(short, VERBAL, heard)
    return _closed(short)


def _without(word: str, endings: tuple[str, ...], heard: bool) -> str:
    endings = endings if heard else _folded(endings)
    for ending in endings if word.endswith(endings) else ():
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= SHORTEST and VOWELS.intersection(rest) and _joins(rest, ending, heard):
            return rest
    return word


def _joins(rest: str, ending: str, heard: bool) -> bool:
    """Whether the language would put this ending there."""
    last, first = rest[-1], ending[0]
    if ending in _NOUNLIKE and len(rest) <= SHORTEST:
        return False
    if ending in _AFTER_OWNER:
        fits = last in _AFTER_OWNER[ending]
    elif first in VOWELS:
        fits = last not in VOWELS or last in EITHER
    elif first in "тпқк":
        fits = last in DEVOICED
    else:
        fits = first not in "дбғг" or last not in VOICELESS
    return fits and (not heard or ending in _WITH or _in_harmony(rest, ending))


def _in_harmony(rest: str, ending: str) -> bool:
    sounds = [letter for letter in ending if letter in VOWELS]
    heard = next(letter for letter in reversed(rest) if letter in VOWELS)
    return not sounds or sounds[0] in EITHER or heard in EITHER or (sounds[0] in BACK) == (heard in BACK)


def _closed(stem: str) -> str:
    """One form of a stem whose last sound changes (күрек, күрегі) or loses its vowel (халық, халқы)."""
    stem = stem[:-1] + _CLOSING.get(stem[-1], stem[-1])
    short = len(stem) > 4 and stem[-2] in "ыі" and not VOWELS.intersection((stem[-1], stem[-3]))
    return stem[:-2] + stem[-1] if short else stem


@lru_cache(maxsize=16)
def _folded(endings: tuple[str, ...]) -> tuple[str, ...]:
    return _endings(" ".join(ending.translate(FOLD) for ending in endings))
