"""Keeping a client out for a time, with a reason, and letting them in again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients.entries import BlockedClient
from anyqtama.clients.models import Block, Client
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class ReasonNeeded(Exception):
    message = _("Say why this client is blocked: it is kept with the block.")


def block(*, client: Client, by: Person, reason: str, until: datetime, at: datetime) -> Block:
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        client = Client.objects.select_for_update().get(pk=client.pk)
        client.blocked_until = until
        client.save(update_fields=["blocked_until"])
        made = Block(client=client, by=by, reason=reason.strip()[:300], at=at, until=until)
        made.save(force_insert=True)
        entry = BlockedClient(until.isoformat(), made.reason)
        journal.write(entry, subject=client, by=by.principal, at=at)
    return made


def lift(*, client: Client, by: Person, at: datetime) -> Client:
    with transaction.atomic():
        client = Client.objects.select_for_update().get(pk=client.pk)
        client.blocked_until = None
        client.save(update_fields=["blocked_until"])
        client.blocks.filter(lifted_at=None).update(lifted_at=at, lifted_by=by)
        journal.write(BlockedClient("", ""), subject=client, by=by.principal, at=at)
    return client
