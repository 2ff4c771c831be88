"""The number of another register (e-Otinish, another body) is kept beside ours: one request, counted once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from anyqtama.cases.entries import NumberedOutside
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, OutsideNumber
from anyqtama.cases.numbers import folded
from anyqtama.kernel import journal
from anyqtama.people.models import Person

LONGEST = 60


class CountedAlready(Exception):
    """Another case has this number. Raced or seen, the database lets one of them have it."""

    def __init__(self, other: Case) -> None:
        super().__init__(other.number)
        self.message = _(
            "This number is registered already, as %(number)s. Open that case: a second one would be counted twice."
        ) % {"number": other.number}


def number_new(numbered: Sequence[tuple[Case, str]], *, by: Person, at: datetime) -> list[tuple[NumberedOutside, Case]]:
    """Of cases made in this transaction; what the journal is to say of each. An empty number is none."""
    rows = [_row(case, kept, by, at) for case, said in numbered if (kept := _kept(said))]
    if not rows:
        return []
    _refuse_twice(rows)
    try:
        with transaction.atomic():
            OutsideNumber.objects.bulk_create(rows)
    except IntegrityError:
        _refuse_twice(rows)
        raise
    return [(NumberedOutside(row.case.number, True, "", row.number), row.case) for row in rows]


def holding(numbers: Iterable[str]) -> dict[str, Case]:
    """The cases that have these numbers already, by the number as it is compared."""
    rows = OutsideNumber.objects.filter(folded__in=[_compared(said) for said in numbers]).select_related("case")
    return {row.folded: row.case for row in rows}


def number(*, case: Case, said: str, by: Person, at: datetime) -> None:
    """Empty takes it off again."""
    said = _kept(said)
    with transaction.atomic():
        case = locked(case)
        held = OutsideNumber.objects.filter(case=case).first()
        before = held.number if held else ""
        if said == before:
            return
        if held is not None:
            held.delete()
        if said:
            try:
                with transaction.atomic():
                    _row(case, said, by, at).save(force_insert=True)
            except IntegrityError:
                raise CountedAlready(Case.objects.get(outside__folded=_compared(said))) from None
        entry = NumberedOutside(case.number, bool(said), before, said)
        journal.write(entry, subject=case, by=by.principal, at=at)


def _kept(said: str) -> str:
    said = " ".join(said.split())[:LONGEST]
    return said if folded(said) else ""


def _compared(said: str) -> str:
    return folded(said)[:LONGEST]


def _row(case: Case, said: str, by: Person, at: datetime) -> OutsideNumber:
    return OutsideNumber(case=case, number=said, folded=_compared(said), by=by, at=at)


def _refuse_twice(rows: Sequence[OutsideNumber]) -> None:
    if held := holding(row.number for row in rows):
        raise CountedAlready(next(iter(held.values())))
