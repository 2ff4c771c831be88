""" "This is it": the case is one of a known error; what helps meanwhile is written into the case."""

from datetime import datetime

from django.db import transaction

from anyqtama.cases import editing
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds import fields
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, Recognition
from anyqtama.cases.support.entries import Recognised
from anyqtama.kernel import journal
from anyqtama.knowledge.models import KnownError
from anyqtama.people.models import Person

WRITTEN = "workaround"
"""The text of the error that goes into the kind's own field of the same key, where it has one that is empty."""


def recognise(*, case: Case, error: KnownError, by: Person, at: datetime) -> Recognition:
    """Saying it again changes nothing."""
    with transaction.atomic():
        case = locked(case)
        known = Recognition.objects.filter(case=case, error=error).first()
        if known is not None:
            return known
        if case.state == CaseState.CLOSED:
            raise CaseIsClosed
        made = Recognition(case=case, error=error, by=by, at=at)
        made.save(force_insert=True)
        text = error.text(WRITTEN, case.language)
        keys = {field.key for field in fields.fields(case.kind)}
        if text and WRITTEN in keys and fields.empty(case.fields.get(WRITTEN)):
            said = {f"{fields.PREFIX}{WRITTEN}": text}
            editing.change(case=case, seen=editing.values(case), said=said, by=by, at=at)
        journal.write(Recognised(case.number, error.code), subject=case, by=by.principal, at=at)
    return made
