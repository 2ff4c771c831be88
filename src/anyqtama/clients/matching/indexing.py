"""Keeping a card's keys and the words of its name with it: renewed in the transaction of every change of the card."""

from collections.abc import Iterable

from anyqtama.clients import indexed_words
from anyqtama.clients.matching import keys
from anyqtama.clients.matching.scoring import Card
from anyqtama.clients.models import Client, Identity, IdentityKind, MatchKey
from anyqtama.kernel import secrecy

LONGEST = 24
"""Characters of a fingerprint that are kept in a key: 96 bits."""


def sealed(key: str) -> str:
    """A key as it is stored: its kind, and a keyed hash of the rest, so that the table tells nothing about anybody."""
    return f"{key[0]}{secrecy.fingerprint(key)[:LONGEST]}"


def card_of(client: Client, identities: Iterable[Identity]) -> Card:
    """What is compared, decrypted in memory only."""
    values: dict[str, list[str]] = {}
    for identity in identities:
        values.setdefault(identity.kind, []).append(secrecy.decrypt(identity.value_sealed))
    return Card(
        name=client.name,
        address=client.address,
        organisation=client.is_organisation,
        phones=[phone[-10:] for phone in values.get(IdentityKind.PHONE, [])],
        mails=values.get(IdentityKind.EMAIL, []),
        nationals=[*values.get(IdentityKind.IIN, []), *values.get(IdentityKind.BIN, [])],
    )


def sealed_keys(card: Card) -> set[str]:
    return {sealed(key) for key in (*keys.meeting(card), *keys.counted(card))}


def renew(client: Client) -> None:
    """The card's keys and words are these and no others; the rules of records' quality will look at it again."""
    indexed_words.write(client)
    card = card_of(client, client.identities.all())
    wanted = sealed_keys(card)
    known = set(MatchKey.objects.filter(client=client).values_list("key", flat=True))
    if known - wanted:
        MatchKey.objects.filter(client=client, key__in=known - wanted).delete()
    MatchKey.objects.bulk_create(
        [MatchKey(client=client, key=key) for key in sorted(wanted - known)], ignore_conflicts=True
    )
    Client.objects.filter(pk=client.pk).update(judged_at=None)
