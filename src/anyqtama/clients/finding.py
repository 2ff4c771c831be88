"""Finding a client by what somebody says: a telephone number or e-mail in full, or parts of a name."""

from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet

from anyqtama.clients import identifying
from anyqtama.clients.models import Client, IdentityKind
from anyqtama.kernel import secrecy
from anyqtama.people import access
from anyqtama.people.models import Person

MOST_WORDS = 6


def holds(field: str, words: str) -> Q:
    """Rows whose `field` holds every word, however it is written: SQLite compares only Latin letters without case."""
    parts = words.split()[:MOST_WORDS]
    spellings = ({part, part.lower(), part.capitalize(), part.upper()} for part in parts)
    each = (reduce(or_, (Q(**{f"{field}__contains": one}) for one in sorted(found))) for found in spellings)
    return reduce(and_, each, Q())


def identity(words: str) -> Q | None:
    """The client with exactly this number or address; None where it is neither."""
    digits = sum(letter.isdigit() for letter in words)
    if "@" not in words and digits < 3:
        return None
    kind = IdentityKind.EMAIL if "@" in words else IdentityKind.PHONE
    try:
        value = identifying.normal(kind, words)
    except identifying.NotAnIdentity:
        return None
    return Q(identities__kind=kind, identities__fingerprint=secrecy.fingerprint(value))


def search(person: Person, words: str) -> QuerySet[Client]:
    """The cards the reader may see that fit; all of them without words."""
    cards = access.visible(person, Client)
    if not words.strip():
        return cards
    exact = identity(words)
    return cards.filter(exact) if exact is not None else cards.filter(holds("name", words))
