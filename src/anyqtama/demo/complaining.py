"""Complaints in the demo centre by the verbs, at each stage up to a signed answer. Again changes nothing."""

from datetime import datetime, timedelta

from anyqtama.cases import moving
from anyqtama.cases.answers import deciding as agreeing
from anyqtama.cases.answers import drafting
from anyqtama.cases.complaints import checking, deciding, involving
from anyqtama.cases.models import Case, CaseKind, Cause, CheckResult, Outcome
from anyqtama.cases.new import registering_by_hand
from anyqtama.contacts.models import Topic
from anyqtama.demo.content.complaints import ComplaintRow, complaints
from anyqtama.people.models import Person

KIND = "complaint"


def set_up(*, at: datetime) -> None:
    kind = CaseKind.objects.filter(code=KIND, active=True).first()
    if kind is None or Case.objects.filter(kind=kind).exists():
        return
    for row in complaints():
        by, began = Person.objects.get(login=row.by), at - timedelta(hours=row.hours)
        _follow(row, _register(row, kind, by, began), by, began)


def _register(row: ComplaintRow, kind: CaseKind, by: Person, at: datetime) -> Case:
    return registering_by_hand.register(
        client=None, name=row.client, reached_by=row.number, language=row.language, outside=row.outside, by=by, at=at,
        topic=Topic.objects.get(code=row.topic), subject=row.subject, details=row.details, kind=kind,
        fields={"about": row.about, "severity": row.severity, "wanted": row.wanted},
    )  # fmt: skip


def _follow(row: ComplaintRow, case: Case, by: Person, at: datetime) -> None:
    """As far as the row tells: whom it is about, what was looked into, what was decided."""
    if row.involved:
        about = Person.objects.get(login=row.involved)
        involving.name(case=case, person=about, unit=None, by=by, at=at + timedelta(minutes=4))
    if row.checks:
        case.refresh_from_db()
        if case.stage != "checking":
            case = moving.move(case=case, stage="checking", by=by, at=at + timedelta(minutes=8))
    for number, each in enumerate(row.checks, start=1):
        checking.check(
            case=case, what=each.what, result=CheckResult(each.result), found=each.found, by=by,
            at=at + timedelta(minutes=20 * number),
        )  # fmt: skip
    if row.decision is not None:
        said = row.decision
        deciding.decide(
            case=case, outcome=Outcome(said.outcome), cause=Cause.objects.get(code=said.cause), grounds=said.grounds,
            remedy=said.remedy, lesson=said.lesson, by=by, at=at + timedelta(minutes=90),
        )  # fmt: skip
    if row.answer is not None:
        draft = drafting.keep(case=case, text=row.answer.text, by=by, at=at + timedelta(minutes=110))
        drafting.submit(case=case, by=by, at=at + timedelta(minutes=112))
        for hours, login in enumerate((row.answer.agreed, row.answer.signed), start=3):
            who = Person.objects.get(login=login)
            agreeing.approve(case=case, by=who, at=at + timedelta(hours=hours), seen=draft.number)
