"""Naming who a matter is about, and taking a name back: both stay in the history."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import standing_aside
from anyqtama.cases.complaints.entries import InvolvedCleared, InvolvedNamed
from anyqtama.cases.kinds import parts
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, Involved
from anyqtama.kernel import journal
from anyqtama.people.models import Person, Unit


class NameOne(Exception):
    message = _("Name a person or a department, one of the two.")


class NamedAlready(Exception):
    message = _("They are named already.")


def name(*, case: Case, person: Person | None, unit: Unit | None, by: Person, at: datetime) -> Involved:
    """From now on they take no part in judging. Anybody who works at the case may name, themself too."""
    if (person is None) == (unit is None):
        raise NameOne
    with transaction.atomic():
        case = locked(case)
        parts.needed(case, parts.INVOLVED)
        if case.involved.filter(cleared_at=None, person=person, unit=unit).exists():
            raise NamedAlready
        made = Involved(case=case, person=person, unit=unit, by=by, at=at)
        made.save(force_insert=True)
        entry = InvolvedNamed(case.number, person.pk if person else None, unit.code if unit else "")
        journal.write(entry, subject=case, by=by.principal, at=at)
    return made


def clear(*, involved: Involved, by: Person, at: datetime) -> Involved:
    """It was somebody else after all. Nobody clears themself; twice changes nothing."""
    with transaction.atomic():
        case = locked(involved.case)
        standing_aside.refuse(case, by)
        held = Involved.objects.select_related("unit").get(pk=involved.pk)
        if held.cleared_at is not None:
            return held
        held.cleared_by, held.cleared_at = by, at
        held.save(update_fields=["cleared_by", "cleared_at"])
        entry = InvolvedCleared(case.number, held.person_id, held.unit.code if held.unit else "")
        journal.write(entry, subject=case, by=by.principal, at=at)
    return held
