"""The answer is drafted and written over; every revision is kept. Then it is sent to those who must agree."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import standing_aside
from anyqtama.cases.answers.entries import Drafted, DraftTakenBack, SentForAgreement
from anyqtama.cases.answers.telling_staff import hint_role
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.handling import NothingWritten
from anyqtama.cases.kinds import answering, fields, parts, stages
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, Draft, DraftState, Revision
from anyqtama.contacts import speaking
from anyqtama.kernel import journal
from anyqtama.people.models import Person


class BeingAgreed(Exception):
    message = _("The draft is being agreed. Take it back first, then change it.")


class RevisedMeanwhile(Exception):
    message = _(
        "Somebody kept another revision meanwhile. Yours stays in the field: look at theirs below, then keep it."
    )


class NoDraft(Exception):
    message = _("There is no draft of an answer here.")


class NobodyAgrees(Exception):
    message = _("This kind of case needs no agreement: answer on the page of the case.")


def open_draft(case: Case) -> Draft | None:
    return case.drafts.exclude(state=DraftState.SENT).first()


def keep(*, case: Case, text: str, by: Person, at: datetime, seen: int = 0) -> Draft:
    """A new revision, the first opens the draft. `seen`: the revision that the editor began from."""
    text = speaking.clean(text)
    if not text:
        raise NothingWritten
    with transaction.atomic():
        case = _open(case)
        standing_aside.refuse(case, by)
        draft = open_draft(case)
        if draft is None:
            draft = Draft(case=case, text=text, by=by, at=at)
            draft.save(force_insert=True)
        elif draft.state != DraftState.WRITING:
            raise BeingAgreed
        elif seen != draft.number:
            raise RevisedMeanwhile
        elif draft.text == text:
            return draft
        else:
            draft.text, draft.number = text, draft.number + 1
            draft.save(update_fields=["text", "number"])
        Revision(draft=draft, number=draft.number, text=text, by=by, at=at).save(force_insert=True)
        entry = Drafted(case.number, draft.number, len(text))
        journal.write(entry, subject=case, by=by.principal, at=at)
    return draft


def submit(*, case: Case, by: Person, at: datetime) -> Draft:
    """To the first of those who must agree, as the kind says now; a later change of the kind leaves this draft alone.

    Refused while the case could not be answered from its stage: nobody agrees to what cannot be sent.
    """
    with transaction.atomic():
        case = _open(case)
        standing_aside.refuse(case, by)
        draft = _written(case)
        steps = answering.way(case.kind).steps
        if not steps:
            raise NobodyAgrees
        stage = stages.way_to(case.kind, case.stage, CaseState.ANSWERED)
        fields.lacking(case.kind, case.fields, stage.code)
        parts.lacking(case, stage.code)
        draft.state, draft.steps, draft.done, draft.role = DraftState.DECIDING, steps, 0, steps[0]["role"]
        draft.save(update_fields=["state", "steps", "done", "role"])
        entry = SentForAgreement(case.number, draft.number, [step["role"] for step in steps])
        journal.write(entry, subject=case, by=by.principal, at=at)
        hint_role(case, draft.role, at)
    return draft


def take_back(*, case: Case, by: Person, at: datetime) -> Draft:
    """To write on; what was agreed so far counts no more."""
    with transaction.atomic():
        case = _open(case)
        draft = open_draft(case)
        if draft is None:
            raise NoDraft
        if draft.state == DraftState.WRITING:
            return draft
        to_writing(draft)
        journal.write(DraftTakenBack(case.number, draft.number), subject=case, by=by.principal, at=at)
    return draft


def to_writing(draft: Draft) -> None:
    draft.state, draft.done, draft.role = DraftState.WRITING, 0, ""
    draft.save(update_fields=["state", "done", "role"])


def _written(case: Case) -> Draft:
    draft = open_draft(case)
    if draft is None:
        raise NoDraft
    if draft.state != DraftState.WRITING:
        raise BeingAgreed
    return draft


def _open(case: Case) -> Case:
    case = locked(case)
    if case.state == CaseState.CLOSED:
        raise CaseIsClosed
    return case
