"""A department is told of a matter without being asked for an answer; that somebody there read it is kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.complaints.entries import UnitRead, UnitTold
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, UnitNotice
from anyqtama.contacts import speaking
from anyqtama.contacts.facts import seconds
from anyqtama.kernel import journal
from anyqtama.people.models import Person, Unit


class NothingToTell(Exception):
    message = _("Write what the department shall know.")


def tell(*, case: Case, unit: Unit, text: str, by: Person, at: datetime) -> UnitNotice:
    text = speaking.clean(text)
    if not text:
        raise NothingToTell
    with transaction.atomic():
        case = locked(case)
        made = UnitNotice(case=case, unit=unit, text=text, by=by, at=at)
        made.save(force_insert=True)
        journal.write(UnitTold(case.number, unit.code), subject=case, by=by.principal, at=at)
    return made


def read(*, notice: UnitNotice, by: Person, at: datetime) -> UnitNotice:
    """The first of the department who read it counts."""
    with transaction.atomic():
        case = locked(notice.case)
        held = UnitNotice.objects.select_related("unit").get(pk=notice.pk)
        if held.read_at is None:
            held.read_by, held.read_at = by, at
            held.save(update_fields=["read_by", "read_at"])
            entry = UnitRead(case.number, held.unit.code, seconds(held.at, at))
            journal.write(entry, subject=case, by=by.principal, at=at)
    return held
