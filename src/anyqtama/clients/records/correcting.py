"""One change on many cards: seen before it is done, kept card by card, taken back where nobody wrote since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from anyqtama.clients import naming
from anyqtama.clients.entries import CorrectedMany
from anyqtama.clients.models import Client, Corrected, Correction
from anyqtama.kernel import journal
from anyqtama.people.models import Person

FIELDS = ("city", "street", "region", "address", "name", "language")
OF_PLACE = frozenset({"city", "street", "region"})
MOST = 2000


class NothingToCorrect(Exception):
    message = _("No card says this. Look at the spelling: capital letters count.")


class TooMany(Exception):
    message = _("More than 2,000 cards say this. Make the words longer and correct them in parts.")


class UndoneAlready(Exception):
    message = _("This correction was taken back already.")


@dataclass(frozen=True, slots=True)
class Change:
    client: Client
    before: str
    after: str


def preview(*, cards: QuerySet[Client], field: str, wrong: str, right: str) -> list[Change]:
    """What each card says and would say. `cards`: those the corrector may change. Parts of words are not touched.

    The language is replaced as a whole; in other fields `wrong` is a run of whole words.
    """
    said = KeyTextTransform(field, "place") if field in OF_PLACE else F(field)
    found = (
        cards.filter(merged_into=None, erased_at=None).annotate(said=said).filter(said__contains=wrong).order_by("pk")
    )
    rows = [
        Change(card, _value(card, field), _changed(_value(card, field), wrong, right)) for card in found[: MOST + 1]
    ]
    changes = [row for row in rows if row.before != row.after]
    if not changes:
        raise NothingToCorrect
    if len(changes) > MOST:
        raise TooMany
    return changes


def _value(card: Client, field: str) -> str:
    return str(card.place.get(field, "") if field in OF_PLACE else getattr(card, field))


def _changed(text: str, wrong: str, right: str) -> str:
    """Every run of whole words that is `wrong`, replaced."""
    padded, place = f" {text} ", 0
    out = ""
    while (found := padded.find(wrong, place)) != -1:
        end = found + len(wrong)
        whole = not padded[found - 1].isalnum() and not padded[end : end + 1].isalnum()
        out += padded[place:found] + (right if whole else wrong)
        place = end
    return (out + padded[place:]).strip()


def correct(*, cards: QuerySet[Client], field: str, wrong: str, right: str, by: Person, at: datetime) -> Correction:
    changes = preview(cards=cards, field=field, wrong=wrong, right=right)
    with transaction.atomic():
        made = Correction(field=field, wrong=wrong[:100], right=right[:100], by=by, at=at)
        made.save(force_insert=True)
        rows = [_apply(made, change.client, field, wrong, right, by, at) for change in changes]
        Corrected.objects.bulk_create(rows)
        journal.write(CorrectedMany("applied", field, len(rows)), subject=made, by=by.principal, at=at)
    return made


def _apply(made: Correction, client: Client, field: str, wrong: str, right: str, by: Person, at: datetime) -> Corrected:
    client = Client.objects.select_for_update().get(pk=client.pk)
    after: dict[str, Any] = _values(client, field, _changed(_value(client, field), wrong, right))
    before = {name: getattr(client, name) for name in (*after, "address")}
    changed = naming.change(client=client, by=by.principal, at=at, **after)
    return Corrected(
        correction=made, client=client, before=before, after={name: getattr(changed, name) for name in before}
    )


def _values(client: Client, field: str, text: str) -> dict[str, Any]:
    return {"place": {**client.place, field: text}} if field in OF_PLACE else {field: text}


def undo(*, correction: Correction, by: Person, at: datetime) -> Sequence[Client]:
    """Each card says again what it said. Cards that somebody wrote on since stay as they are and are returned."""
    left = []
    with transaction.atomic():
        made = Correction.objects.select_for_update().get(pk=correction.pk)
        if made.undone_at is not None:
            raise UndoneAlready
        rows = list(made.rows.select_related("client").order_by("pk"))
        for row in rows:
            if any(getattr(row.client, name) != value for name, value in row.after.items()):
                left.append(row.client)
            else:
                naming.change(client=row.client, by=by.principal, at=at, **row.before)
        made.undone_at, made.undone_by = at, by
        made.save(update_fields=["undone_at", "undone_by"])
        journal.write(CorrectedMany("undone", made.field, len(rows) - len(left)), subject=made, by=by.principal, at=at)
    return left
