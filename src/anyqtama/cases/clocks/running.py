"""Starting the clocks of a case, counting them anew when it is reclassified, stopping them when it came about."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from anyqtama.cases import deadlines
from anyqtama.cases.clocks import terms
from anyqtama.cases.clocks.entries import ClocksSet, ClockStopped
from anyqtama.cases.kinds import stages
from anyqtama.cases.models import Case, Clock, ClockOf
from anyqtama.contacts.facts import seconds
from anyqtama.kernel import journal
from anyqtama.people.models import Person

Dues = Mapping[ClockOf, deadlines.Due]


def dues(case: Case) -> Dues:
    """The clocks of its kind and severity, and when they are due, by its begin."""
    term = terms.term(case)
    if term is None:
        return {}
    return {
        what: deadlines.within(at=case.began_at, minutes=minutes, around_the_clock=term.around_the_clock)
        for what, minutes in terms.minutes(term).items()
    }


def start_new(made: Sequence[tuple[Case, Dues]]) -> list[ClocksSet | None]:
    """Of cases made in this transaction. Returns what the caller has to journal of each."""
    Clock.objects.bulk_create(
        Clock(case=case, what=what, due_at=due.due_at, how=due.how)
        for case, wanted in made for what, due in wanted.items()
    )  # fmt: skip
    return [_set(case, {what: due.due_at for what, due in wanted.items()}) if wanted else None for case, wanted in made]


def start(*, case: Case, by: Person, at: datetime) -> None:
    """In the caller's transaction, with the case locked, after its kind, severity or begin changed.

    A clock that was stopped stays.
    """
    wanted = dues(case)
    running = {clock.what: clock for clock in case.clocks.all()}
    for what, clock in running.items():
        if what not in wanted and clock.stopped_at is None:
            clock.delete()
    fresh = {}
    for what, due in wanted.items():
        clock = running.get(what) or Clock(case=case, what=what)
        if clock.stopped_at is None:
            clock.due_at, clock.how = due.due_at, due.how
            clock.save()
            fresh[what] = clock.due_at
    if fresh or running:
        journal.write(_set(case, fresh), subject=case, by=by.principal, at=at)
    answered_already(case=case, by=by, at=at)


def answered_already(*, case: Case, by: Person, at: datetime) -> None:
    """Who was answered in the talk that the case comes from has the first reply."""
    if case.contact is not None and case.contact.is_answered():
        stop(case=case, what=ClockOf.REPLY, by=by, at=at)


def stop(*, case: Case, what: ClockOf, by: Person, at: datetime) -> None:
    """In the caller's transaction, with the case locked. A fix ends the search for the cause too."""
    wanted = [ClockOf.DIAGNOSIS, ClockOf.FIX] if what == ClockOf.FIX else [what]
    for clock in case.clocks.filter(what__in=wanted, stopped_at=None).order_by("pk"):
        clock.stopped_at = at
        clock.save(update_fields=["stopped_at"])
        entry = ClockStopped(
            number=case.number, case_kind=case.kind_id, topic=case.topic.code, urgency=case.urgency,
            what=clock.what, seconds=seconds(case.began_at, at), in_time=at <= clock.due_at,
        )  # fmt: skip
        journal.write(entry, subject=case, by=by.principal, at=at)


def reached(*, case: Case, by: Person, at: datetime) -> None:
    """The case has just come to its stage: stop the clock that the kind says it stops."""
    stage = stages.stages(case.kind).get(case.stage)
    if stage is not None and stage.stops in ClockOf.values:
        stop(case=case, what=ClockOf(stage.stops), by=by, at=at)


def _set(case: Case, due_at: Mapping[ClockOf, datetime]) -> ClocksSet:
    due_by = {str(what): moment.isoformat() for what, moment in due_at.items()}
    return ClocksSet(case.number, case.kind_id, case.urgency, due_by)
