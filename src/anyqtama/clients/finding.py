"""Finding a client by what somebody says: a number or address in full, or words of a name in any spelling."""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from anyqtama.clients import identifying
from anyqtama.clients.matching import indexing, keys
from anyqtama.clients.matching.spelling import SUFFIXES, folded, name_words
from anyqtama.clients.models import Client, Identity, IdentityKind, IndexedWord, MatchKey
from anyqtama.kernel import secrecy
from anyqtama.kernel.search import beginnings
from anyqtama.people import access
from anyqtama.people.models import Person

MOST_WORDS = 6
MOST = 1000
"""As many are found by name; who needs others says more."""
NEAR = 2000
"""Of all cards that have the words so many are looked at first: some are merged into one another."""


def holds(field: str, words: str) -> Q:
    """Rows whose `field` holds every word, however it is written: SQLite compares only Latin letters without case."""
    return reduce(and_, (_holds(field, part) for part in words.split()[:MOST_WORDS]), Q())


def _holds(field: str, word: str) -> Q:
    spellings = {word, word.lower(), word.capitalize(), word.upper()}
    return reduce(or_, (Q(**{f"{field}__contains": one}) for one in sorted(spellings)))


def identity(words: str) -> Q | None:
    """The client with exactly this number or address; None where it is neither."""
    kind = identifying.kind_of(words)
    if kind == IdentityKind.PHONE and sum(letter.isdigit() for letter in words) < 3:
        return None
    try:
        value = identifying.normal(kind, words)
    except identifying.NotAnIdentity:
        return None
    found = Identity.objects.filter(kind=kind, fingerprint=secrecy.fingerprint(value))
    return Q(pk__in=found.values("client")) | Q(pk__in=found.values("client__merged_into"))


def search(person: Person, words: str, *, most: int = MOST) -> QuerySet[Client]:
    """The cards the reader may see that fit, at most the newest `most` by name; all of them without words.

    A merged card is found, by its own name too, as the one above it.
    """
    cards = access.visible(person, Client).filter(merged_into=None, erased_at=None)
    if not words.strip():
        return cards
    exact = identity(words)
    return cards.filter(Q(pk__in=newest(cards, words, most=most)) if exact is None else exact)


def newest(cards: QuerySet[Client], said: str, *, most: int = MOST) -> Sequence[int]:
    """Ids of the newest of these cards that have every word of `said`: its beginning, or all of it spelt otherwise."""
    asked = _asked(said)
    if not asked:
        return []
    having = beginnings.in_common([_having(word) for word in asked])
    if most <= NEAR:
        near = list(having.order_by("-client")[:NEAR])
        found = list(_standing(cards, near, most))
        if len(found) == most or len(near) < NEAR:
            return found
    return list(_standing(cards, having, most))


def _standing(cards: QuerySet[Client], having: Sequence[int] | QuerySet[Any, int], most: int) -> QuerySet[Client, int]:
    """Of these cards those that have the words themselves, or stand for one that has."""
    named = Client.objects.filter(pk__in=having)
    ids = named.values(card=Coalesce("merged_into", "pk"))  # two sets are asked row by row
    return cards.filter(pk__in=ids).order_by("-pk").values_list("pk", flat=True)[:most]


def _asked(said: str) -> Sequence[str]:
    """A separate ұлы or қызы belongs to the word before it, and is left out beside others."""
    asked = beginnings.asked(said, beginnings.names)
    return [word for word in asked if folded(word) not in SUFFIXES] or asked


def _having(word: str) -> QuerySet[Any, int]:
    """Cards with a word that begins so, or that is this word in another spelling: Zhunisova finds Жүнісова."""
    begins = IndexedWord.objects.filter(beginnings.begins(beginnings.cut(word))).order_by()
    having = begins.values_list("client", flat=True)
    spelt = [indexing.sealed(f"{keys.WORDS}{each.text}") for each in name_words(word)]
    if not spelt:
        return having
    return having.union(MatchKey.objects.filter(key__in=spelt).order_by().values_list("client", flat=True))
