"""The act "formal request": who asks, the substance, a signature or a protocol. From then on the law's clock runs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import deadlines
from anyqtama.cases.entries import Formalised
from anyqtama.cases.informing import due_moving
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, DueChange, FormalRequest, LegalType, Regime, Term
from anyqtama.cases.reminders import planning
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class FormalAlready(Exception):
    message = _("This case is a formal request already.")


class FieldsMissing(Exception):
    message = _("A formal request needs the name, the postal address and the substance.")


class CaseIsClosed(Exception):
    message = _("This case is closed. Reopen it first.")


def formalise(
    *,
    case: Case,
    who: str,
    postal_address: str,
    substance: str,
    signature: FormalRequest.Signature,
    term: Term | None = None,
    legal_type: str = LegalType.APPLICATION,
    by: Person,
    at: datetime,
    seen_version: int | None = None,
) -> Case:
    """Make the case a formal request and recount its due time; the earlier due time is kept beside it.

    The term runs from now, or from the day on which the paper came in.
    """
    who, postal_address, substance = who.strip(), postal_address.strip(), substance.strip()
    if not (who and postal_address and substance):
        raise FieldsMissing
    term = term or deadlines.usual_term()
    received_at = case.received_at or at
    due = deadlines.statutory(received_at=received_at, term=term)
    with transaction.atomic():
        case = locked(case, seen_version)
        if case.state == CaseState.CLOSED:
            raise CaseIsClosed
        if case.regime != Regime.PROMISE:
            raise FormalAlready
        FormalRequest(
            case=case,
            who=who[:200],
            postal_address=postal_address[:300],
            substance=substance,
            signature=signature,
            by=by,
            received_at=received_at,
        ).save(force_insert=True)
        before = case.due_at
        DueChange(
            case=case, before=before, before_how=case.due_how, after=due.due_at, reason="formal_request", by=by, at=at
        ).save(force_insert=True)
        case.regime, case.legal_type = term.code, legal_type
        case.due_at, case.due_how = due.due_at, due.how
        case.version += 1
        case.save(update_fields=["regime", "legal_type", "due_at", "due_how", "version"])
        entry = Formalised(case.number, signature, before.isoformat(), due.due_at.isoformat())
        journal.write(entry, subject=case, by=by.principal, at=at)
        planning.plan(case=case, at=at)
        due_moving.tell(case=case, by=by, at=at)
    return case
