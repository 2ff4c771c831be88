"""When the next rule of the ladder comes for a case, and the one timer that waits for it."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from anyqtama.cases.models import Case, DateOf, ReminderRule
from anyqtama.cases.words import WAITING
from anyqtama.kernel import jobs

REMIND = "cases.remind"
FILE = Path(__file__).parent.parent / "data" / "reminders.toml"


@dataclass(frozen=True, slots=True)
class Moment:
    rule: ReminderRule
    date: datetime

    @property
    def at(self) -> datetime:
        return self.date + timedelta(minutes=self.rule.minutes)


def load() -> None:
    """The rules that the product ships, where there are none. Safe to repeat."""
    if not ReminderRule.objects.exists():
        rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["rule"]
        ReminderRule.objects.bulk_create([ReminderRule(**row) for row in rows], ignore_conflicts=True)


def plan(*, case: Case, at: datetime) -> None:
    """In the caller's transaction, whenever a date of the case was set. A timer that is too early plans anew."""
    coming = [moment.at for moment in moments(case) if moment.at > at]
    if coming:
        jobs.enqueue(REMIND, payload={"case": case.pk}, key=str(case.pk), at=at, run_at=min(coming))


def plan_new(made: Sequence[tuple[Case, Mapping[str, datetime]]], *, at: datetime) -> None:
    """Of cases made in this transaction, with the dates of their clocks."""
    used = rules()
    waiting = []
    for case, dates in made:
        coming = [moment.at for moment in _moments(case, dates, used) if moment.at > at]
        if coming:
            waiting.append((str(case.pk), {"case": case.pk}, min(coming)))
    jobs.enqueue_new(REMIND, waiting=waiting, at=at)


def moments(case: Case) -> Iterator[Moment]:
    """Of every rule in use, for the dates that still run. Two queries."""
    dates = {clock.what: clock.due_at for clock in case.clocks.filter(stopped_at=None)}
    return _moments(case, dates, rules())


def rules() -> list[ReminderRule]:
    return list(ReminderRule.objects.filter(active=True).order_by("minutes", "pk"))


def _moments(case: Case, clocks: Mapping[str, datetime], used: Sequence[ReminderRule]) -> Iterator[Moment]:
    if case.state not in WAITING:
        return
    dates = {**clocks, DateOf.DUE: case.due_at}
    for rule in used:
        if rule.date_of in dates:
            yield Moment(rule, dates[rule.date_of])
