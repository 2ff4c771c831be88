"""The number of another register (e-Otinish, another body) is kept beside ours: one request, counted once."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, OutsideNumber
from anyqtama.cases.numbers import folded
from anyqtama.cases.papers.entries import NumberedOutside
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class CountedAlready(Exception):
    """Another case has this number. Raced or seen, the database lets one of them have it."""

    def __init__(self, other: Case) -> None:
        super().__init__(other.number)
        self.message = _(
            "This number is registered already, as %(number)s. Open that case: a second one would be counted twice."
        ) % {"number": other.number}


def number(*, case: Case, said: str, by: Person, at: datetime) -> None:
    """Empty takes it off again."""
    said = " ".join(said.split())[:60]
    with transaction.atomic():
        case = locked(case)
        held = OutsideNumber.objects.filter(case=case).first()
        before = held.number if held else ""
        if said == before:
            return
        said = said if folded(said) else ""
        if held is not None:
            held.delete()
        if said:
            try:
                with transaction.atomic():
                    OutsideNumber(case=case, number=said, folded=folded(said), by=by, at=at).save(force_insert=True)
            except IntegrityError:
                raise CountedAlready(Case.objects.get(outside__folded=folded(said))) from None
        entry = NumberedOutside(case.number, bool(said), before, said)
        journal.write(entry, subject=case, by=by.principal, at=at)
