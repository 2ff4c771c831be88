"""Support in the demo centre: known errors, today's cases of support, and the one trouble that many of them are."""

from datetime import datetime, timedelta

from anyqtama.cases import registering
from anyqtama.cases.incidents import joining, noticing
from anyqtama.cases.models import Case, CaseKind, Incident
from anyqtama.cases.support import diagnosing, recognising
from anyqtama.clients import identifying
from anyqtama.clients.models import IdentityKind
from anyqtama.contacts.models import Topic
from anyqtama.demo.content.support import ErrorRow, TroubleRow, support
from anyqtama.knowledge.errors import recording
from anyqtama.knowledge.models import KnownError, Offering
from anyqtama.people.models import Person

KIND = "support"


def set_up(*, by: Person, at: datetime) -> None:
    """The known errors. Again changes nothing."""
    known = set(KnownError.objects.values_list("code", flat=True))
    for row in support().errors:
        if row.code not in known:
            recording.save(code=row.code, told=_told(row), by=by, at=at)


def happen(*, by: Person, until: datetime) -> None:
    """The troubles of the hours before `until`, led by `by`; once. The worker sends what the incident says."""
    kind = CaseKind.objects.filter(code=KIND, active=True).first()
    if kind is None or Incident.objects.exists():
        return
    what = support()
    cases = [(row, _meet(row, kind, by, until - timedelta(hours=row.hours))) for row in what.troubles]
    joined = [case for row, case in cases if row.joined]
    if not joined or what.incident is None or what.notice is None:
        return
    error, at = KnownError.objects.filter(code=what.troubles[0].error).first(), until - timedelta(minutes=50)
    subject = what.incident.labels()[by.language]
    incident = joining.open_over(case=joined[0], subject=subject, what="", by=by, at=at, error=error)
    for case in joined[1:]:
        joining.join(incident=incident, case=case, by=by, at=at)
    noticing.send(incident=incident, texts=what.notice.labels(), by=by, at=at)


def _told(row: ErrorRow) -> recording.Told:
    return recording.Told(
        names=row.names.labels(), texts={name: said.labels() for name, said in row.texts.items()}, state=row.state,
        offerings=list(Offering.objects.filter(code__in=row.offerings)), topics=row.topics,
    )  # fmt: skip


def _meet(row: TroubleRow, kind: CaseKind, by: Person, at: datetime) -> Case:
    client = identifying.find_or_make(
        kind=IdentityKind.PHONE, value=row.number, language=row.language, at=at, name=row.client
    )
    topic = Topic.objects.get(code=row.topic)
    case = registering.register(
        client=client, contact=None, topic=topic, subject=row.subject, details="", by=by, at=at, kind=kind,
        fields={"product": row.product, "symptom": row.symptom}, urgency=row.urgency,
    )  # fmt: skip
    if row.error:
        error = KnownError.objects.get(code=row.error)
        recognising.recognise(case=case, error=error, by=by, at=at + timedelta(minutes=6))
    if row.cause:
        said = {"cause_class": "partner", "cause": row.cause}
        diagnosing.diagnose(case=case, said=said, by=by, at=at + timedelta(minutes=25))
    return case
