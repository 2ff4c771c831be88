"""An absence begins: what the absent person was told before and has not put aside goes to who stands in, once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from anyqtama.cases import deputies
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Reminder
from anyqtama.cases.reminders.entries import CaseReminded
from anyqtama.cases.reminders.reminding import TELLER
from anyqtama.cases.words import WAITING
from anyqtama.kernel import journal, live
from anyqtama.people.models import Absence

MOST = 100
"""Of one person at a time: the rest comes with the next sweep."""


def sweep(*, at: datetime) -> int:
    """What falls due while somebody is away reaches their deputy by the ladder itself."""
    running = Absence.objects.running(timezone.localdate(at)).filter(deputy__is_active=True)
    rows = running.select_related("person__unit", "deputy__unit").order_by("pk")
    return sum(_pass_on(reminder, absence, at) for absence in rows for reminder in _left(absence))


def _left(absence: Absence) -> Sequence[Reminder]:
    same = {name: OuterRef(name) for name in ("case", "rule", "date")}
    rows = Reminder.objects.filter(person=absence.person, seen_at=None, case__state__in=WAITING)
    rows = rows.exclude(Exists(Reminder.objects.filter(person=absence.deputy, **same)))
    found = rows.select_related("case__kind", "rule", "instead").order_by("pk")[:MOST]
    return [row for row in found if deputies.may_stand_in(row.case, absence.person, absence.deputy)]


def _pass_on(told: Reminder, absence: Absence, at: datetime) -> int:
    with transaction.atomic():
        case = locked(told.case)
        if case.state not in WAITING:
            return 0
        instead = absence.person if case.owner_id == absence.person_id else told.instead
        _row, made = Reminder.objects.get_or_create(
            case=case, rule=told.rule, date=told.date, person=absence.deputy, defaults={"instead": instead, "at": at}
        )
        if not made:
            return 0
        rule, whose = told.rule, instead.pk if instead else None
        entry = CaseReminded(case.number, rule.date_of, rule.minutes, rule.rung, [absence.deputy_id], whose)
        journal.write(entry, subject=case, by=TELLER, at=at)
        live.hint(f"person:{absence.deputy_id}", "reminder")
    return 1
