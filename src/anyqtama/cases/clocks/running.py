"""Starting the clocks of a case, counting them anew when it is reclassified, stopping them when it came about."""

from datetime import datetime

from anyqtama.cases import deadlines
from anyqtama.cases.clocks import terms
from anyqtama.cases.clocks.entries import ClocksSet, ClockStopped
from anyqtama.cases.kinds import stages
from anyqtama.cases.models import Case, Clock, ClockOf
from anyqtama.contacts.facts import seconds
from anyqtama.kernel import journal
from anyqtama.people.models import Person


def start(*, case: Case, by: Person, at: datetime) -> None:
    """In the caller's transaction, with the case locked or new; again after its kind or severity changed.

    A clock that was stopped stays. Who was answered in the talk that the case comes from has the first reply.
    """
    term = terms.term(case)
    wanted = terms.minutes(term) if term else {}
    running = {clock.what: clock for clock in case.clocks.all()}
    for what, clock in running.items():
        if what not in wanted and clock.stopped_at is None:
            clock.delete()
    fresh = []
    for what, minutes in wanted.items():
        clock = running.get(what) or Clock(case=case, what=what)
        if clock.stopped_at is None and term is not None:
            due = deadlines.within(at=case.began_at, minutes=minutes, around_the_clock=term.around_the_clock)
            clock.due_at, clock.how = due.due_at, due.how
            clock.save()
            fresh.append(clock)
    if fresh or running:
        due_by = {clock.what: clock.due_at.isoformat() for clock in fresh}
        entry = ClocksSet(case.number, case.kind_id, case.urgency, due_by)
        journal.write(entry, subject=case, by=by.principal, at=at)
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
