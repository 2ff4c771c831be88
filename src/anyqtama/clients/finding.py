"""Finding a client by what somebody says: a number or address in full, or parts of a name in any spelling."""

from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from anyqtama.clients import identifying
from anyqtama.clients.matching import indexing, keys
from anyqtama.clients.matching.spelling import name_words
from anyqtama.clients.models import Client, Identity, IdentityKind, MatchKey
from anyqtama.kernel import secrecy
from anyqtama.people import access
from anyqtama.people.models import Person

MOST_WORDS = 6


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


def search(person: Person, words: str) -> QuerySet[Client]:
    """The cards the reader may see that fit; all of them without words. A merged card is found as the one above it."""
    cards = access.visible(person, Client).filter(merged_into=None, erased_at=None)
    if not words.strip():
        return cards
    exact = identity(words)
    if exact is not None:
        return cards.filter(exact)
    named = Client.objects.filter(reduce(and_, (_named(word) for word in words.split()[:MOST_WORDS]), Q()))
    return cards.filter(pk__in=named.values(card=Coalesce("merged_into", "pk")))  # two sets are asked row by row


def _named(word: str) -> Q:
    """Names with this part of a word, or with the whole word in another spelling: Zhunisova finds Жүнісова."""
    spelt = [indexing.sealed(f"{keys.WORDS}{folded.text}") for folded in name_words(word)]
    return _holds("name", word) | Q(pk__in=MatchKey.objects.filter(key__in=spelt).values("client"))
