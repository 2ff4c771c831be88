"""Clients join a list; who may not be contacted is kept there too, with why, so that the lead sees it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.clients.models import Client
from anyqtama.contacts.models import ListState, OutboundList, OutboundRow, RowState
from anyqtama.contacts.outbound import entries, fitness
from anyqtama.kernel import journal
from anyqtama.people.models import Person

BATCH = 400
MOST = 20_000


class TooMany(Exception):
    message = _("A list holds at most 20,000 clients. Narrow the search.")


class ListIsOver(Exception):
    message = _("This list was stopped. Make a new one.")


@dataclass(frozen=True, slots=True)
class Filled:
    added: int
    refused: Counter[str]
    known: int
    """Were on the list already."""


def fill(
    *, outbound: OutboundList, clients: Iterable[tuple[int, str]], source: str, by: Person, at: datetime
) -> Filled:
    """`clients`: (id of the card, note for whoever calls). A merged card stands for the one above it; nobody twice."""
    with transaction.atomic():
        outbound = OutboundList.objects.select_for_update(of=("self",)).select_related("channel").get(pk=outbound.pk)
        if outbound.state == ListState.STOPPED:
            raise ListIsOver
        notes = dict(clients)
        present = set(outbound.rows.values_list("client", flat=True))
        if len(present) + len(notes) > MOST:
            raise TooMany
        filled = Filled(0, Counter(), 0)
        for cards in _cards(notes):
            filled = _add(outbound, cards, notes, present, filled, at)
        said = entries.RowsAdded(source, filled.added, dict(filled.refused))
        journal.write(said, subject=outbound, by=by.principal, at=at)
    return filled


def _cards(notes: dict[int, str]) -> Iterator[list[Client]]:
    """In the order given; the note of a merged card goes with the card above it."""
    for ids in _batches(list(notes)):
        found = Client.objects.select_related("merged_into").in_bulk(ids)
        cards = {}
        for pk in ids:
            if client := found.get(pk):
                card = client.merged_into or client
                notes.setdefault(card.pk, notes[pk])
                cards[card.pk] = card
        yield list(cards.values())


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _add(
    outbound: OutboundList, cards: list[Client], notes: dict[int, str], present: set[int], filled: Filled, at: datetime
) -> Filled:
    new = [client for client in cards if client.pk not in present]
    why = fitness.why_not(outbound, new, at)
    present.update(client.pk for client in new)
    OutboundRow.objects.bulk_create(
        OutboundRow(
            list=outbound, client=client, note=notes[client.pk][:300], next_at=at, added_at=at,
            state=RowState.REFUSED if client.pk in why else RowState.WAITING, why=why.get(client.pk, ""),
        )
        for client in new
    )  # fmt: skip
    added = len(new) - len(why)
    return Filled(filled.added + added, filled.refused + Counter(why.values()), filled.known + len(cards) - len(new))
