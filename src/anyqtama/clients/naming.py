"""Changing what a client's card says. Each change keeps what it was."""

from datetime import datetime

from django.db import transaction

from anyqtama.clients.entries import Named
from anyqtama.clients.models import Client
from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal

FIELDS = ("name", "language", "address", "notes")


def change(*, client: Client, by: Principal, at: datetime, **values: str) -> Client:
    """Set the given fields (name, language, address, notes); what does not differ is not journalled."""
    assert set(values) <= set(FIELDS)
    with transaction.atomic():
        client = Client.objects.select_for_update().get(pk=client.pk)
        before = {field: getattr(client, field) for field in values}
        after = {field: value.strip() for field, value in values.items()}
        changed = [field for field in values if before[field] != after[field]]
        if changed:
            for field in changed:
                setattr(client, field, after[field])
            client.save(update_fields=changed)
            entry = Named(changed, {f: before[f] for f in changed}, {f: after[f] for f in changed})
            journal.write(entry, subject=client, by=by, at=at)
    return client
