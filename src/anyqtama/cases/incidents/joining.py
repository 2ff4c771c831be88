"""Opening an incident over a case; joining cases to it; taking one out."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.incidents.entries import IncidentOpened, JoinedIncident, LeftIncident
from anyqtama.cases.incidents.similar import Why
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, Incident, IncidentCase
from anyqtama.contacts import speaking
from anyqtama.kernel import journal, numbering
from anyqtama.knowledge.models import KnownError, Situation
from anyqtama.people.models import Person


class SubjectMissing(Exception):
    message = _("Write in a few words what the trouble is.")


class IncidentIsClosed(Exception):
    message = _("This incident is closed. Open a new one.")


class JoinedElsewhere(Exception):
    """A case belongs to one open incident."""

    def __init__(self, number: str, incident: Incident) -> None:
        super().__init__(number)
        said = _now("%(number)s is in the incident %(incident)s already.")
        self.message = said % {"number": number, "incident": incident.number}


def open_over(
    *, case: Case, subject: str, what: str, by: Person, at: datetime, error: KnownError | None = None,
    situation: Situation | None = None,
) -> Incident:  # fmt: skip
    """The one who opens it leads it; the case is the first that is joined."""
    subject = speaking.clean(subject)[:200]
    if not subject:
        raise SubjectMissing
    with transaction.atomic():
        year, value = numbering.next_number("incident", at=at)
        incident = Incident(
            number=f"INC-{year}-{value:04}", subject=subject, what=speaking.clean(what), topic=case.topic, owner=by,
            error=error, situation=situation, opened_at=at,
        )  # fmt: skip
        incident.save(force_insert=True)
        entry = IncidentOpened(incident.number, case.topic.code, error.code if error else "")
        journal.write(entry, subject=incident, by=by.principal, at=at)
        join(incident=incident, case=case, by=by, at=at)
    return incident


def join(
    *, incident: Incident, case: Case, by: Person, at: datetime, score: int | None = None, why: Why = ()
) -> IncidentCase:  # fmt: skip
    """`score` and `why`: what the suggestion said. Joining what is joined changes nothing."""
    with transaction.atomic():
        incident = _open(incident)
        case = locked(case)
        known = IncidentCase.objects.select_related("incident").filter(case=case, left_at=None).first()
        if known is not None and known.incident_id == incident.pk:
            return known
        if known is not None and known.incident.closed_at is None:
            raise JoinedElsewhere(case.number, known.incident)
        if case.state == CaseState.CLOSED:
            raise CaseIsClosed
        if known is not None:
            known.left_at = at
            known.save(update_fields=["left_at"])
        made = IncidentCase(incident=incident, case=case, by=by, at=at, score=score, why=[list(one) for one in why])
        made.save(force_insert=True)
        entry = JoinedIncident(case.number, incident.number, score)
        journal.write(entry, subject=case, by=by.principal, at=at)
    return made


def take_out(*, incident: Incident, cases: Sequence[Case], by: Person, at: datetime) -> int:
    """They are another matter after all: what follows does not reach them. Returns how many were in it."""
    with transaction.atomic():
        incident = _open(incident)
        rows = incident.joined.filter(case__in=cases, left_at=None).select_related("case").order_by("pk")
        for row in rows:
            row.left_at = at
            row.save(update_fields=["left_at"])
            entry = LeftIncident(row.case.number, incident.number)
            journal.write(entry, subject=row.case, by=by.principal, at=at)
    return len(rows)


def _open(incident: Incident) -> Incident:
    incident = Incident.objects.select_for_update(of=("self",)).select_related("topic").get(pk=incident.pk)
    if incident.closed_at is not None:
        raise IncidentIsClosed
    return incident
