"""The decision on a complaint: upheld in full, in part or not, why, what is put right, what is learnt."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import moving, standing_aside
from anyqtama.cases.complaints.entries import Decided
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds import parts, stages
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, Cause, Decision, Outcome
from anyqtama.contacts import speaking
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class GroundsNeeded(Exception):
    message = _("Say on what grounds: the client and whoever checks the decision read them.")


class RemedyNeeded(Exception):
    message = _("The complaint is upheld: say what is put right for the client.")


class CauseRetired(Exception):
    message = _("This cause is no longer used. Choose another one.")


def decide(
    *,
    case: Case,
    outcome: Outcome,
    cause: Cause,
    grounds: str,
    remedy: str,
    lesson: str,
    by: Person,
    at: datetime,
    seen_version: int | None = None,
) -> Decision:
    """The decision in force; one before it is replaced and stays. The case goes on to the stage that waits for it."""
    grounds, remedy, lesson = (speaking.clean(text) for text in (grounds, remedy, lesson))
    if not grounds:
        raise GroundsNeeded
    if outcome != Outcome.NOT and not remedy:
        raise RemedyNeeded
    if not cause.active:
        raise CauseRetired
    with transaction.atomic():
        case = locked(case, seen_version)
        parts.needed(case, parts.VERDICT)
        if case.state == CaseState.CLOSED:
            raise CaseIsClosed
        standing_aside.refuse(case, by)
        before = case.decisions.filter(replaced_at=None).first()
        if before is not None:
            before.replaced_at = at
            before.save(update_fields=["replaced_at"])
        made = Decision(
            case=case, outcome=outcome, cause=cause, grounds=grounds, remedy=remedy, lesson=lesson, by=by, at=at
        )
        made.save(force_insert=True)
        _onward(case, by)
        case.version += 1
        case.save(update_fields=["stage", "state", "version"])
        entry = Decided(
            case.number, case.kind_id, outcome, before.outcome if before else "", cause.code, at <= case.due_at
        )
        journal.write(entry, subject=case, by=by.principal, at=at)
    return made


def _onward(case: Case, by: Person) -> None:
    """To the stage that the kind says is for decided cases; refuses where the kind leads no way there yet."""
    wanted = stages.stages(case.kind).get(case.kind.parts[parts.VERDICT])
    if wanted is not None and wanted.code != case.stage:
        moving.enter(case, wanted, by)
        case.stage, case.state = wanted.code, wanted.state
