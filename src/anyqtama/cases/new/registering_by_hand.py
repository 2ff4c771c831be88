"""Registering a case by hand: the client is one that is known, or gets a card in the same transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction

from anyqtama.cases import registering
from anyqtama.cases.models import Case
from anyqtama.clients import identifying, meeting
from anyqtama.clients.models import Client
from anyqtama.people.models import Person


def register(
    *, client: Client | None, name: str, reached_by: str, language: str, by: Person, at: datetime, **facts: Any
) -> Case:  # fmt: skip
    """Without `client`, `name` and `reached_by` (a number or mail address) make or find the card."""
    with transaction.atomic():
        if client is None:
            client = _card(name, reached_by, language, by, at)
        return registering.register(client=client, contact=None, by=by, at=at, **facts)


def _card(name: str, reached_by: str, language: str, by: Person, at: datetime) -> Client | None:
    name, reached_by = name.strip(), reached_by.strip()
    if reached_by:
        kind = identifying.reached_kind(reached_by)
        return identifying.find_or_make(kind=kind, value=reached_by, language=language, at=at, name=name)
    if not name:
        return None  # registering refuses a case that has nobody to answer to
    return meeting.meet(name=name, language=language, by=by.principal, at=at)
