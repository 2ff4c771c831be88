"""The card that a row of a table means: found by its number or address, else made; and a whole table at once."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from anyqtama.clients import identifying
from anyqtama.clients.models import Client, IdentityKind
from anyqtama.contacts.models import OutboundList
from anyqtama.contacts.outbound import filling
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person

Row = Callable[[Person, datetime], tuple[int, str]]
"""Gives the card of a row and its note."""


def card(
    *, reached: Sequence[tuple[IdentityKind, str]], name: str, language: str, by: Principal, at: datetime
) -> Client:
    kind, value = reached[0]
    client = identifying.find_or_make(kind=kind, value=value, language=language, at=at, name=name)
    for kind, value in reached[1:]:
        identifying.add(client=client, kind=kind, value=value, at=at, by=by)
    return client


def join(*, outbound: OutboundList, rows: Sequence[Row], by: Person, at: datetime) -> filling.Filled:
    """All rows of a table or none."""
    with transaction.atomic():
        clients = [row(by, at) for row in rows]
        return filling.fill(outbound=outbound, clients=clients, source="table", by=by, at=at)
