"""A case turns out to be another topic, kind, urgency or district: its due time is recounted, both histories stay."""

from datetime import datetime

from django.db import transaction

from anyqtama.cases import deadlines, finding
from anyqtama.cases.clocks import running
from anyqtama.cases.entries import Reclassified
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds import stages
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseKind, CaseState, District, DueChange, Regime
from anyqtama.cases.reminders import planning
from anyqtama.contacts.models import Topic
from anyqtama.kernel import journal
from anyqtama.people.models import Person


def reclassify(
    *, case: Case, topic: Topic, kind: CaseKind, urgency: str, district: District | None, by: Person, at: datetime,
    seen_version: int | None = None,
) -> Case:  # fmt: skip
    """The promise is counted anew from registering; a term of law stays as the law counts it."""
    with transaction.atomic():
        case = locked(case, seen_version)
        if case.state == CaseState.CLOSED:
            raise CaseIsClosed
        before = _codes(case)
        moved = kind.pk != case.kind.pk
        case.topic, case.kind, case.urgency, case.district = topic, kind, urgency, district
        if moved:
            stage = next(each for each in stages.stages(kind).values() if each.state == case.state)
            case.stage = stage.code
        after = _codes(case)
        if after == before:
            return case
        due_before = case.due_at
        if case.regime == Regime.PROMISE and case.answered_at is None:
            due = deadlines.promised(
                topic=topic, kind=kind, urgency=urgency, district=district, at=case.began_at
            )  # fmt: skip
            if due.due_at != case.due_at:
                DueChange(
                    case=case, before=case.due_at, before_how=case.due_how, after=due.due_at, reason="reclassified",
                    by=by, at=at,
                ).save(force_insert=True)  # fmt: skip
            case.due_at, case.due_how = due.due_at, due.how
        case.version += 1
        case.save(update_fields=["topic", "kind", "stage", "urgency", "district", "due_at", "due_how", "version"])
        finding.renew(case=case, at=at)
        entry = Reclassified(case.number, before, after, due_before.isoformat(), case.due_at.isoformat())
        journal.write(entry, subject=case, by=by.principal, at=at)
        running.start(case=case, by=by, at=at)
        planning.plan(case=case, at=at)
    return case


def _codes(case: Case) -> dict[str, str]:
    return {
        "topic": case.topic.code,
        "kind": case.kind.code,
        "urgency": case.urgency,
        "district": case.district.code if case.district else "",
    }
