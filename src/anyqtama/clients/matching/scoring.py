"""How surely two cards are one client, and why: evidence in bits, added up as Fellegi and Sunter (JASA 64, 1969) do.

An agreement weighs as much as it is rare: log2(cards / cards that say the same). The prior is the share of doubles.
"""

import math
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import lru_cache

from anyqtama.clients.matching.spelling import Word, distance, folded, name_words
from anyqtama.clients.matching.streets import Address, address_of

Rarity = Callable[[str], float]
"""A folded word of a name → the share of cards whose name has it, above 0."""

THRESHOLD = 80
"""From this score on two cards are shown as doubles."""
NEAR_SHARE = 0.26
"""Two words are one, misspelt, when at most so many edits a letter lie between them."""
DOUBLES_SHARE = 0.1
"""What is expected beforehand: so many of the cards have a double."""
UNLIKE_WORD, DOUBTFUL_WORD = -9.0, -4.0
"""Bits of a word that one name has where the other has a different one; of one that may be badly misspelt."""
DOUBTFUL_SHARE = 0.45
MISSING_WORD, MISSPELT, INITIAL = -1.0, -2.0, 3.0
NEXT_WORDS = 0.8
"""Words of one name do not come independently: Russian family names go with Russian given names."""
MOST_NAME_BITS = 26.0
PHONE_NEAR, PHONE_OTHER = 14.0, -1.0
"""Near: on a double one number of ten is misspelt, and by chance one of the 99 next to it among 80 million is met: 16
bits; two less, since numbers are given out in rows."""
MAIL_SAME, MAIL_NEAR, MAIL_OTHER = 11.0, 8.0, -1.0
MAIL_OF_NAME, MAIL_DIGIT, MOST_DIGITS, MAIL_YEAR = 3.5, 2.5, 4, 6.0
"""A mail address made of the name says little more than the name; each digit in it does. Four that are a year of birth
are one of sixty (six bits): namesakes of one year are many."""
YEAR = re.compile(r"19\d\d|20[012]\d")
FLAT_SAME, HOUSE_SAME, HOUSE_OTHER, FLAT_OTHER = 10.0, 7.0, -3.0, -4.0
NUMBER_SAME, NUMBER_OTHER = 25.0, -25.0
OF_A_FAMILY = 2.0
"""With another given name the same house or a neighbouring number is what relatives have: at most so many bits."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is compared. Numbers: national digits of telephones; mails in lower case; nationals: IIN and BIN."""

    name: str
    address: str = ""
    organisation: bool = False
    phones: Collection[str] = ()
    mails: Collection[str] = ()
    nationals: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """`what` names the comparison (see words.REASONS), `bits` how much it speaks for (or against) one client."""

    what: str
    bits: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score`: probability in percent, 0-100."""

    score: int
    reasons: tuple[Reason, ...] = field(default_factory=tuple)


def compare(one: Card, other: Card, *, cards: int, rarity: Rarity) -> Likeness:
    """Score two cards out of `cards`. Symmetric: the order of the two does not matter."""
    if one.organisation != other.organisation:
        return Likeness(0)
    names = (name_words(one.name), name_words(other.name))
    named, relatives = _names(*names, rarity)
    beside = [*_phones(one.phones, other.phones), *_addresses(_address(one.address), _address(other.address))]
    if relatives:
        beside = [Reason(each.what, min(each.bits, OF_A_FAMILY)) for each in beside]
    found = [
        *named,
        *beside,
        *_mails(one.mails, other.mails, [word.text for words in names for word in words]),
        *_nationals(one.nationals, other.nationals),
    ]
    prior = math.log2(2 * DOUBLES_SHARE / max(cards, 2))
    bits = prior + sum(reason.bits for reason in found)
    score = round(100 / (1 + 2 ** -max(-60.0, min(60.0, bits))))
    return Likeness(score, tuple(sorted(found, key=lambda reason: (-reason.bits, reason.what))))


def _names(one: tuple[Word, ...], other: tuple[Word, ...], rarity: Rarity) -> tuple[list[Reason], bool]:
    """What the names say, and whether they rather name two of one family.

    The best pairing of the words, patronymics among themselves; an initial fits the word it begins.
    """
    if not one or not other:
        return [], False
    one, other = sorted((one, other), key=lambda words: (len(words), [word.text for word in words]))
    pairs = sorted(
        (unlike, row, column)
        for row, word in enumerate(one) for column, partner in enumerate(other)
        if word.patronymic == partner.patronymic or 1 in {len(word.text), len(partner.text)}
        if (unlike := _unlike(word, partner)) <= NEAR_SHARE
    )  # fmt: skip
    used: dict[int, int] = {}
    agreed: list[float] = []
    bits, misspelt = 0.0, False
    for unlike, row, column in pairs:
        if row in used or column in used.values():
            continue
        used[row] = column
        word, partner = one[row], other[column]
        if 1 in {len(word.text), len(partner.text)}:
            bits += INITIAL
            continue
        agreed.append(-math.log2(min(1.0, max(rarity(word.text), rarity(partner.text)))))
        bits += MISSPELT if unlike else 0.0
        misspelt = misspelt or bool(unlike)
    agreed.sort(reverse=True)
    bits += sum(agreed[:1]) + NEXT_WORDS * sum(agreed[1:])
    alone = [word for row, word in enumerate(one) if row not in used]
    left = [word for column, word in enumerate(other) if column not in used.values()]
    unlike_pairs, doubtful = _unlike_pairs(alone, left)
    bits += UNLIKE_WORD * (unlike_pairs - doubtful) + DOUBTFUL_WORD * doubtful
    bits = min(bits + MISSING_WORD * (len(alone) + len(left) - 2 * unlike_pairs), MOST_NAME_BITS)
    if unlike_pairs > doubtful or not agreed:
        return [Reason("name_other", bits)], bool(agreed)
    return [Reason("name_spelt" if misspelt or alone or left else "name", bits)], False


def _unlike_pairs(alone: list[Word], left: list[Word]) -> tuple[int, int]:
    """How many words stand against another one, and how many of those may be one word, badly misspelt."""
    pairs = doubtful = 0
    for patronymic in (False, True):
        mine = [word for word in alone if word.patronymic == patronymic]
        theirs = [word for word in left if word.patronymic == patronymic]
        pairs += min(len(mine), len(theirs))
        if len(mine) == len(theirs) == 1:
            doubtful += _unlike(mine[0], theirs[0]) <= DOUBTFUL_SHARE
    return pairs, doubtful


@lru_cache(maxsize=200_000)
def _unlike_texts(one: str, other: str) -> float:
    if one == other:
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return 0.0 if long.startswith(short) else 1.0
    if len(long) - len(short) > 2:
        return 1.0
    edits = distance(one, other)
    if len(long) <= 4 and edits >= 1:  # Айна and Айша are two names
        return 1.0
    return edits / len(long)


def _unlike(one: Word, other: Word) -> float:
    return _unlike_texts(*sorted((one.text, other.text)))


def _phones(one: Collection[str], other: Collection[str]) -> list[Reason]:
    if not one or not other:
        return []
    edits = min(distance(first, second) for first in one for second in other)
    if edits == 0:
        return [Reason("phone", NUMBER_SAME)]
    return [Reason("phone_near", PHONE_NEAR)] if edits <= 1 else [Reason("phone_other", PHONE_OTHER)]


def _mails(one: Collection[str], other: Collection[str], names: Collection[str]) -> list[Reason]:
    if not one or not other:
        return []
    best = max((_heads(_head(first), _head(second), names) for first in one for second in other), default=MAIL_OTHER)
    return [Reason("mail" if best > 0 else "mail_other", best)]


def _heads(one: str, other: str, names: Collection[str]) -> float:
    digits = re.sub(r"\D", "", one)
    edits = distance(one, other)
    if edits > 1 or digits != re.sub(r"\D", "", other) or min(len(one), len(other)) < 6:
        return MAIL_OTHER
    text = folded(re.sub(r"\d", "", one))
    if any(len(name) >= 3 and name[:3] in text for name in names):
        number = MAIL_YEAR if YEAR.fullmatch(digits) else MAIL_DIGIT * min(MOST_DIGITS, len(digits))
        return MAIL_OF_NAME + number + (MISSPELT if edits else 0.0)
    return MAIL_NEAR if edits else MAIL_SAME


def _head(mail: str) -> str:
    """The part before the @ without dots and signs: the same person at another post office."""
    return "".join(letter for letter in mail.partition("@")[0] if letter.isalnum())


def _nationals(one: Collection[str], other: Collection[str]) -> list[Reason]:
    if not one or not other:
        return []
    return [Reason("number", NUMBER_SAME)] if set(one) & set(other) else [Reason("number_other", NUMBER_OTHER)]


@lru_cache(maxsize=60_000)
def _address(line: str) -> Address | None:
    return address_of(line)


def _addresses(one: Address | None, other: Address | None) -> list[Reason]:
    if one is None or other is None:
        return []
    if one.house != other.house or not _same_street(one.street, other.street):
        return [Reason("address_other", HOUSE_OTHER)]
    if one.flat and other.flat:
        return [Reason("address", FLAT_SAME) if one.flat == other.flat else Reason("address_other", FLAT_OTHER)]
    return [Reason("address", HOUSE_SAME)]


def _same_street(one: Collection[str], other: Collection[str]) -> bool:
    return any(_unlike_texts(*sorted((first, second))) <= NEAR_SHARE for first in one for second in other)


def words_of(name: str) -> list[str]:
    """The folded words of a name: what rarity is counted of."""
    return [word.text for word in name_words(name)]
