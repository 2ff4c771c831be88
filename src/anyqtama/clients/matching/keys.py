"""The keys by which cards meet: two cards are compared only if they share one, so that a million cards stay quick."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from anyqtama.clients.matching.scoring import Card
from anyqtama.clients.matching.spelling import Word, name_words, skeleton
from anyqtama.clients.matching.streets import address_of

MOST_CARDS = 120
"""A key on more cards than this says nothing and is passed over."""
WORDS = "w"
"""Kind of a key that only counts how many cards have a word; cards do not meet by it."""


def meeting(card: Card) -> Iterator[str]:
    """Two words of the name by their consonants; two thirds of a telephone; the head of a mail; street and house."""
    bones = sorted({skeleton(word.text) for word in named(card.name)})
    for one, other in combinations(bones, 2):
        yield f"n{one}.{other}"
        yield f"s{one}.{other[:1]}"  # one of the two may be misspelt behind its first letter
        yield f"s{other}.{one[:1]}"
    for phone in card.phones:
        if len(phone) == 10:
            first, middle, last = phone[:4], phone[4:7], phone[7:]
            yield f"pa{first}{middle}"
            yield f"pb{first}{last}"
            yield f"pc{middle}{last}"
            yield f"pd{phone[:3]}{''.join(sorted(phone[3:]))}"  # two digits swapped
    for mail in card.mails:
        head = "".join(letter for letter in mail.partition("@")[0] if letter.isalnum())
        yield f"m{head[:6]}"
    for national in card.nationals:
        yield f"i{national}"
    place = address_of(card.address)
    if place is not None:
        for word in sorted(place.street):
            yield f"a{skeleton(word)}.{place.house}.{place.flat}"
            yield from (f"h{skeleton(word)}.{place.house}.{bone[:2]}" for bone in bones)


def named(name: str) -> Sequence[Word]:
    """The words two cards meet by: without the father's name, unless it is the family name too (Әшімұлы Мәдина)."""
    words = [word for word in name_words(name) if len(word.text) > 1]
    without = [word for word in words if not word.patronymic]
    return without if len(without) > 1 else words


def counted(card: Card) -> Iterator[str]:
    """The words of the name, to know how rare each is."""
    for word in name_words(card.name):
        yield f"{WORDS}{word.text}"
