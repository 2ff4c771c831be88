"""Two cards side by side, field by field, and what a merge would make of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from anyqtama.clients import words
from anyqtama.clients.merging import CHOSEN
from anyqtama.clients.models import Client, Identity
from anyqtama.clients.naming import values_of


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both cards. `choice`: both say something and differ, so one must be chosen."""

    field: str
    label: str
    here: str
    there: str
    choice: bool
    same: bool


def rows(here: Client, there: Client) -> list[Row]:
    mine, theirs = values_of(here), values_of(there)
    found = []
    for field in (*CHOSEN, "needs"):
        one, other = words.said(field, mine[field]), words.said(field, theirs[field])
        choice = field in CHOSEN and bool(mine[field]) and bool(theirs[field]) and mine[field] != theirs[field]
        found.append(Row(field, str(words.FIELDS[field]), one, other, choice, mine[field] == theirs[field]))
    return found


def reached(client: Client) -> Sequence[tuple[str, str]]:
    """(icon, masked value) of each number and address of the card and of those merged into it."""
    rows = Identity.objects.filter(client__in=client.family()).order_by("kind", "pk")
    return [(words.ICONS[row.kind], row.masked) for row in rows]
