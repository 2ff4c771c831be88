"""Somebody gives a name, and neither number nor e-mail yet: a card to answer to."""

from datetime import datetime

from django.db import transaction

from anyqtama.clients import identifying
from anyqtama.clients.entries import Named
from anyqtama.clients.matching import indexing
from anyqtama.clients.models import Client, IdentityKind
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal


def meet(*, name: str, language: str, by: Principal, at: datetime) -> Client:
    with transaction.atomic():
        client = Client(name=name.strip()[:200], language=language, created_at=at)
        client.save(force_insert=True)
        indexing.renew(client)
        journal.write(Named(["name"], {"name": ""}, {"name": client.name}), subject=client, by=by, at=at)
    return client


def meet_by(*, kind: IdentityKind, value: str, name: str, language: str, by: Principal, at: datetime) -> Client:
    """A card with a name and a number or address that nobody has yet."""
    with transaction.atomic():
        client = meet(name=name, language=language, by=by, at=at)
        identifying.add(client=client, kind=kind, value=value, by=by, at=at)
    return client
