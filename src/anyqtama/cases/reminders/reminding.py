"""The timer of a case came: the rule that is due tells its people once, then the next one is waited for."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, Reminder
from anyqtama.cases.reminders import ladder, planning
from anyqtama.cases.reminders.entries import CaseReminded
from anyqtama.cases.reminders.planning import Moment
from anyqtama.kernel import jobs, journal, live
from anyqtama.kernel.models import Job
from anyqtama.kernel.principal import Principal
from anyqtama.people.models import Person

TELLER = Principal.system("reminders")


def remind(job: Job, at: datetime) -> None:
    """The job's handler, exactly once."""
    with transaction.atomic():
        case = locked(Case(pk=job.payload["case"]))
        for moment in _due(case, at):
            _tell(case, moment, at)
        planning.plan(case=case, at=at)
        jobs.finish(job, at=at)


def _due(case: Case, at: datetime) -> Sequence[Moment]:
    """Of each date the last rule that has come, unless it or a later one was told: who was asleep is told once."""
    told = case.reminders.select_related("rule")
    highest: dict[tuple[str, datetime], int] = {}
    for row in told:
        key = (row.rule.date_of, row.date)
        highest[key] = max(row.rule.minutes, highest.get(key, row.rule.minutes))
    last: dict[str, Moment] = {}
    for moment in planning.moments(case):
        known = highest.get((moment.rule.date_of, moment.date))
        if moment.at <= at and (known is None or moment.rule.minutes > known):
            last[moment.rule.date_of] = moment
    return list(last.values())


def _tell(case: Case, moment: Moment, at: datetime) -> None:
    told = ladder.told(case, moment.rule.rung, at)
    for person in told.people:
        Reminder.objects.create(
            case=case, rule=moment.rule, date=moment.date, person=person, instead=told.instead, at=at
        )
        live.hint(f"person:{person.pk}", "reminder")
    instead = told.instead.pk if told.instead else None
    entry = CaseReminded(
        case.number, moment.rule.date_of, moment.rule.minutes, moment.rule.rung,
        [person.pk for person in told.people], instead,
    )  # fmt: skip
    journal.write(entry, subject=case, by=TELLER, at=at)


def see(*, person: Person, reminders: Sequence[Reminder], at: datetime) -> int:
    """They were looked at: the bell is quiet about them. The case's dates run on."""
    unseen = Reminder.objects.filter(person=person, seen_at=None, pk__in=[row.pk for row in reminders])
    number = unseen.update(seen_at=at)
    if number:
        live.hint(f"person:{person.pk}", "reminder")
    return number
