"""One card stands for another: a pointer and nothing else, so that a wrong merge is taken back without a loss."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anyqtama.clients.entries import Merged
from anyqtama.clients.matching import indexing
from anyqtama.clients.models import Client, Likeness, Merge
from anyqtama.clients.naming import renamed, values_of
from anyqtama.kernel import journal
from anyqtama.people.models import Person

CHOSEN = ("name", "language", "address", "notes")
"""What the editor chooses between two cards; the parts of an address go with its line, needs of both are kept."""


class SameCard(Exception):
    message = _("Choose two different cards.")


class MergedAlready(Exception):
    message = _("One of the cards stands under another card already. Open that card and merge it.")


class OneIsErased(Exception):
    message = _("The data of one of these clients was erased: there is nothing to merge.")


class OfTwoKinds(Exception):
    message = _(
        "A person and an organisation are not one client. Make the person a representative of the organisation."
    )


class UndoneAlready(Exception):
    message = _("This merge was taken back already.")


def merge(*, kept: Client, folded: Client, take: Sequence[str], by: Person, at: datetime) -> Merge:
    """From now on `kept` stands for both; of the fields in `take` it gets what `folded` says. No row moves."""
    if kept.pk == folded.pk:
        raise SameCard
    with transaction.atomic():
        cards = {card.pk: card for card in Client.objects.select_for_update().filter(pk__in=[kept.pk, folded.pk])}
        kept, folded = cards[kept.pk], cards[folded.pk]
        _refuse(kept, folded)
        before, taken = values_of(kept), taken_values(kept, folded, take)
        made = Merge(kept=kept, folded=folded, taken=taken, replaced={f: before[f] for f in taken}, by=by, at=at)
        made.save(force_insert=True)
        _set(kept, taken)
        if folded.blocked_until and (kept.blocked_until is None or kept.blocked_until < folded.blocked_until):
            Client.objects.filter(pk=kept.pk).update(blocked_until=folded.blocked_until)
        _point(folded, kept)
        pair = Q(first__in=cards, second__in=cards)
        Likeness.objects.filter(pair).update(settled=Likeness.Settled.MERGED, settled_at=at, settled_by=by)
        journal.write(Merged("merged", folded.pk, sorted(taken)), subject=kept, by=by.principal, at=at)
    return made


def taken_values(kept: Client, folded: Client, take: Sequence[str]) -> dict[str, Any]:
    """What `kept` will say otherwise than today: the fields taken, its own empty ones filled, the needs of both."""
    mine, theirs = values_of(kept), values_of(folded)
    taken = {f: theirs[f] for f in CHOSEN if (f in take or not mine[f]) and theirs[f] and theirs[f] != mine[f]}
    if "address" in taken:
        taken["place"] = theirs["place"]
    if set(theirs["needs"]) - set(mine["needs"]):
        taken["needs"] = sorted({*mine["needs"], *theirs["needs"]})
    return taken


def _refuse(kept: Client, folded: Client) -> None:
    if kept.merged_into_id or folded.merged_into_id:
        raise MergedAlready
    if kept.erased_at or folded.erased_at:
        raise OneIsErased
    if kept.kind != folded.kind:
        raise OfTwoKinds


def unmerge(*, merge: Merge, by: Person, at: datetime) -> Merge:
    """The folded card stands for itself again; what it gave returns, unless somebody changed it since."""
    with transaction.atomic():
        row = Merge.objects.select_for_update().get(pk=merge.pk)
        if row.undone_at is not None:
            raise UndoneAlready
        cards = {
            card.pk: card for card in Client.objects.select_for_update().filter(pk__in=[row.kept_id, row.folded_id])
        }
        kept, folded = cards[row.kept_id], cards[row.folded_id]
        row.undone_at, row.undone_by = at, by
        row.save(update_fields=["undone_at", "undone_by"])
        now = values_of(kept)
        back = {field: row.replaced[field] for field, value in row.taken.items() if now[field] == value}
        _set(kept, back)
        _point(folded, None)
        pair = {"first_id": min(cards), "second_id": max(cards)}
        Likeness.objects.filter(**pair).update(settled=Likeness.Settled.DIFFERENT, settled_at=at, settled_by=by)
        journal.write(Merged("undone", folded.pk, sorted(back)), subject=kept, by=by.principal, at=at)
    return row


def _set(card: Client, values: dict[str, Any]) -> None:
    for field, value in values.items():
        setattr(card, field, value)
    card.version += 1
    card.judged_at = None
    card.save(update_fields=[*values, "version", "judged_at"])
    if "name" in values:
        indexing.renew(card)
        renamed(card)


def _point(folded: Client, to: Client | None) -> None:
    """`folded` and the cards under it now stand under `to`, or under `folded`. A pointer never leads to a pointer."""
    under, edges = [folded.pk], [folded.pk]
    while edges:
        edges = list(Merge.objects.filter(kept__in=edges, undone_at=None).values_list("folded_id", flat=True))
        under += edges
    Client.objects.filter(pk=folded.pk).update(merged_into=to, judged_at=None)
    Client.objects.filter(pk__in=under[1:]).update(merged_into=to or folded)
