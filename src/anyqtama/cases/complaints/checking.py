"""What was looked into in a matter, by whom, with what result and which papers: each check a row that stays."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import standing_aside
from anyqtama.cases.complaints.entries import Checked
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds import parts
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, Check, CheckResult
from anyqtama.contacts import speaking
from anyqtama.kernel import journal
from anyqtama.kernel.models import StoredFile
from anyqtama.people.models import Person


class SayWhat(Exception):
    message = _("Say what was checked and what it showed.")


def check(
    *,
    case: Case,
    what: str,
    result: CheckResult,
    found: str,
    by: Person,
    at: datetime,
    files: Sequence[StoredFile] = (),
) -> Check:
    what, found = speaking.clean(what)[:300], speaking.clean(found)
    if not what or not found:
        raise SayWhat
    with transaction.atomic():
        case = locked(case)
        parts.needed(case, parts.CHECKS)
        if case.state == CaseState.CLOSED:
            raise CaseIsClosed
        standing_aside.refuse(case, by)
        made = Check(case=case, what=what, result=result, found=found, by=by, at=at)
        made.save(force_insert=True)
        made.files.set(files)
        journal.write(Checked(case.number, result, len(files)), subject=case, by=by.principal, at=at)
    return made
