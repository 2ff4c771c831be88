"""Those whom the kind names agree to a draft one after another, return it with a reason, or sign it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anyqtama.cases import deputies, reach, standing_aside
from anyqtama.cases.answers import drafting, issuing, telling_staff
from anyqtama.cases.answers.entries import AnswerAgreed, AnswerReturned
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds import answering
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, CaseState, Draft, DraftState, DraftVerdict
from anyqtama.kernel import journal
from anyqtama.people import absences
from anyqtama.people.models import Person


class NotYourTurn(Exception):
    message = _("It is somebody else's turn to agree or to sign.")


class OwnDraft(Exception):
    message = _("You wrote a part of this answer: somebody else has to agree and to sign.")


class ReasonNeeded(Exception):
    message = _("Say what must be changed: the author sees only this.")


class ChangedMeanwhile(Exception):
    message = _("The draft is another one now. Read it, then decide.")


@dataclass(frozen=True, slots=True)
class Step:
    act: str
    role: str


def step(draft: Draft | None) -> Step | None:
    """Whose turn it is, and to what."""
    if draft is None or draft.state != DraftState.DECIDING:
        return None
    return Step(**draft.steps[draft.done])


def decides(person: Person, case: Case) -> bool:
    """Whether the turn is of a role of this person's, or of one for whom they stand in."""
    draft = drafting.open_draft(case)
    return draft is not None and place(case, draft, person, timezone.localdate()) is not None


def place(case: Case, draft: Draft, person: Person, on: date) -> Person | None:
    """Whose turn the person takes: their own, else that of one who is away; None where it is not theirs to decide.

    Nobody passes on what they could not do themself: a draft of their own where four eyes ask, a matter about them.
    """
    now = step(draft)
    if now is None:
        return None
    own = person if now.role in person.roles else None
    others = absences.stands_in_for(person, on)
    if not others or (own and reach.reaches(person, case)):
        return own
    rows = Person.objects.get_queryset().working().filter(pk__in=others).select_related("unit").order_by("pk")
    for other in rows.prefetch_related("grants__unit"):
        if (
            now.role in other.roles
            and reach.reaches(other, case)
            and not _own_draft(case, draft, other)
            and deputies.may_stand_in(case, other, person)
        ):
            return other
    return own


def approve(*, case: Case, by: Person, at: datetime, seen: int) -> Draft:
    """Agree, or sign where that is the step. The last step sends the answer. `seen`: the revision that was read."""
    with transaction.atomic():
        case, draft, now, instead = _turn(case, by, at, seen)
        if now.act == "sign":
            return issuing.sign(case=case, draft=draft, by=by, at=at, instead=instead)
        DraftVerdict(
            draft=draft, revision=draft.number, act=DraftVerdict.Act.AGREED, by=by, instead=instead, at=at
        ).save(force_insert=True)  # fmt: skip
        draft.done += 1
        ends = draft.done == len(draft.steps)
        draft.role = "" if ends else draft.steps[draft.done]["role"]
        draft.save(update_fields=["done", "role"])
        entry = AnswerAgreed(case.number, draft.number, now.role, instead.pk if instead else None)
        journal.write(entry, subject=case, by=by.principal, at=at)
        if ends:
            issuing.send_agreed(case=case, draft=draft, by=by, at=at)
        else:
            telling_staff.hint_role(case, draft.role, at)
        telling_staff.hint_owner(case)
    return draft


def send_back(*, case: Case, reason: str, by: Person, at: datetime, seen: int) -> Draft:
    reason = reason.strip()[:1000]
    if not reason:
        raise ReasonNeeded
    with transaction.atomic():
        case, draft, now, instead = _turn(case, by, at, seen)
        DraftVerdict(
            draft=draft, revision=draft.number, act=DraftVerdict.Act.RETURNED, reason=reason, by=by, instead=instead,
            at=at,
        ).save(force_insert=True)  # fmt: skip
        drafting.to_writing(draft)
        entry = AnswerReturned(case.number, draft.number, now.role, instead.pk if instead else None)
        journal.write(entry, subject=case, by=by.principal, at=at)
        telling_staff.hint_owner(case)
    return draft


def _turn(case: Case, by: Person, at: datetime, seen: int) -> tuple[Case, Draft, Step, Person | None]:
    """Last: who is away, where the turn is theirs."""
    case = locked(case)
    if case.state == CaseState.CLOSED:
        raise CaseIsClosed
    draft = drafting.open_draft(case)
    now = step(draft)
    whose = place(case, draft, by, timezone.localdate(at)) if draft else None
    if draft is None or now is None or whose is None:
        raise NotYourTurn
    if draft.number != seen:
        raise ChangedMeanwhile
    if _own_draft(case, draft, by):
        raise OwnDraft
    standing_aside.refuse(case, by)
    return case, draft, now, whose if whose != by else None


def _own_draft(case: Case, draft: Draft, person: Person) -> bool:
    return answering.way(case.kind).four_eyes and draft.revisions.filter(by=person).exists()
