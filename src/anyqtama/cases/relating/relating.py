"""Two cases that belong together are related, and parted again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, Relation, RelationKind
from anyqtama.cases.relating.entries import Related, Unrelated
from anyqtama.kernel import journal
from anyqtama.people.models import Person

HOW = {RelationKind.RELATED: ("related", "related"), RelationKind.SAME: ("follows", "leads"),
       RelationKind.PART: ("part", "whole")}  # fmt: skip
"""What the journal says of the case and of the other one."""


class ItIsTheSame(Exception):
    message = _("This is the case itself. Give the number of another one.")


class RelatedAlready(Exception):
    message = _("These two cases are related already.")


class PartStays(Exception):
    message = _("A part that was split off keeps its number and its clock. Join it back instead.")


def relate(*, case: Case, other: Case, by: Person, at: datetime) -> Relation:
    with transaction.atomic():
        case, other = both(case, other)
        if open_between(case, other):
            raise RelatedAlready
        return tie(case, other, RelationKind.RELATED, by=by, at=at)


def part(*, relation: Relation, by: Person, at: datetime) -> Relation:
    """Not related after all, or not the same matter: each goes its own way again. Twice changes nothing."""
    with transaction.atomic():
        case, other = both(relation.case, relation.other)
        held = Relation.objects.get(pk=relation.pk)
        if held.ended_at is not None:
            return held
        if held.kind == RelationKind.PART:
            raise PartStays
        untie(held, case, other, by=by, at=at)
    return held


def both(case: Case, other: Case) -> tuple[Case, Case]:
    """Both locked, the older first, so that two people cannot wait for each other."""
    if case.pk == other.pk:
        raise ItIsTheSame
    if case.pk < other.pk:
        return locked(case), locked(other)
    second = locked(other)
    return locked(case), second


def open_between(case: Case, other: Case) -> Relation | None:
    rows = Relation.objects.filter(case__in=[case, other], other__in=[case, other], ended_at=None)
    return rows.first()


def tie(case: Case, other: Case, kind: RelationKind, *, by: Person, at: datetime) -> Relation:
    """Of two locked cases."""
    made = Relation(case=case, other=other, kind=kind, by=by, at=at)
    made.save(force_insert=True)
    first, second = HOW[kind]
    journal.write(Related(case.number, other.number, first), subject=case, by=by.principal, at=at)
    journal.write(Related(other.number, case.number, second), subject=other, by=by.principal, at=at)
    return made


def untie(relation: Relation, case: Case, other: Case, *, by: Person, at: datetime) -> None:
    relation.ended_by, relation.ended_at = by, at
    relation.save(update_fields=["ended_by", "ended_at"])
    first, second = HOW[RelationKind(relation.kind)]
    journal.write(Unrelated(case.number, other.number, first), subject=case, by=by.principal, at=at)
    journal.write(Unrelated(other.number, case.number, second), subject=other, by=by.principal, at=at)
