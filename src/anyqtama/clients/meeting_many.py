"""The people of a table: each number or address one card, found or made ready, and the new ones stored at once."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError

from anyqtama.clients import identifying, indexed_words
from anyqtama.clients.entries import Named
from anyqtama.clients.matching import indexing
from anyqtama.clients.models import Client, Identity, IdentityKind, IndexedWord, MatchKey
from anyqtama.kernel import journal, secrecy
from anyqtama.kernel.principal import Principal


class MetMeanwhile(Exception):
    """A number or address that nobody had when the cards were made ready has a card now: make them ready anew."""


@dataclass(slots=True)
class Cards:
    """`card` writes nothing; `store` is called once, in the transaction of what points at the cards."""

    by: Principal
    at: datetime
    known: dict[str, Client] = field(default_factory=dict)
    identities: list[Identity] = field(default_factory=list)
    new: list[tuple[Client, set[str], set[bytes]]] = field(default_factory=list)
    """With the keys by which cards meet, and the words they are found by."""

    def card(self, *, name: str, reached_by: str, language: str) -> Client | None:
        """As identifying.find_or_make and meeting.meet would find or make it; None: neither name nor number."""
        name, reached_by = name.strip(), reached_by.strip()
        if not reached_by:
            return self._made(Client(name=name[:200], language=language, created_at=self.at)) if name else None
        kind = identifying.reached_kind(reached_by)
        value = identifying.normal(kind, reached_by)
        if value not in self.known:
            found = identifying.find(kind=kind, value=value)
            self.known[value] = found or self._reached(kind, value, name, language)
        return self.known[value]

    def store(self) -> None:
        clients = [client for client, _keys, _words in self.new]
        try:
            Client.objects.bulk_create(clients)
            # In one order for all, so that two tables with the same numbers wait for each other, not in a circle.
            Identity.objects.bulk_create(sorted(self.identities, key=lambda one: one.fingerprint))
        except IntegrityError:
            raise MetMeanwhile from None
        IndexedWord.objects.bulk_create(
            IndexedWord(client_id=client.pk, word=word) for client, _keys, words in self.new for word in words
        )
        MatchKey.objects.bulk_create(
            MatchKey(client_id=client.pk, key=key) for client, keys, _words in self.new for key in keys
        )
        reached = {identity.client_id for identity in self.identities}
        journal.write_all(
            ((Named(["name"], {"name": ""}, {"name": one.name}), one) for one in clients if one.pk not in reached),
            by=self.by, at=self.at,
        )  # fmt: skip

    def _reached(self, kind: IdentityKind, value: str, name: str, language: str) -> Client:
        client = Client(name=name[:200], language=language, created_at=self.at)
        identity = Identity(
            client=client, kind=kind, fingerprint=secrecy.fingerprint(value), created_at=self.at,
            **identifying.sealed(kind, value),
        )  # fmt: skip
        self.identities.append(identity)
        return self._made(client, identity)

    def _made(self, client: Client, *identities: Identity) -> Client:
        keys = indexing.sealed_keys(indexing.card_of(client, identities))
        self.new.append((client, keys, indexed_words.words_of(client)))
        return client
