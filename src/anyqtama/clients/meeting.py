"""Somebody gives a name, and neither number nor e-mail yet: a card to answer to."""

from datetime import datetime

from django.db import transaction

from anyqtama.clients.entries import Named
from anyqtama.clients.models import Client
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal


def meet(*, name: str, language: str, by: Principal, at: datetime) -> Client:
    with transaction.atomic():
        client = Client(name=name.strip()[:200], language=language, created_at=at)
        client.save(force_insert=True)
        journal.write(Named(["name"], {"name": ""}, {"name": client.name}), subject=client, by=by, at=at)
    return client
