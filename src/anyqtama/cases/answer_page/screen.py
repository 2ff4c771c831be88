"""Everything that the page of a case's answer shows, put together for its reader."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases import revealing, seeing, words
from anyqtama.cases.answer_page.forms import ConfirmationForm, DecisionForm, DraftForm, ProofForm, WishForm
from anyqtama.cases.answers import confirming, deciding, drafting, steps
from anyqtama.cases.answers.templates import merged, templates
from anyqtama.cases.forms import LANGUAGES
from anyqtama.cases.models import Answer, Case, CaseState, Draft, DraftState, DraftVerdict
from anyqtama.cases.page.screen import FACTS, own_fields
from anyqtama.cases.page.sending import sendings
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest


def show(
    request: AuthenticatedRequest, case: Case, at: datetime, *, form: forms.Form | None = None, refusal: str = "",
    answer: Answer | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """`form`: the one to be put right, shown with what was typed whatever became of the case; `answer`: of which."""
    case = Case.objects.select_related(*FACTS).get(pk=case.pk)
    draft = drafting.open_draft(case)
    works = access.may(request.user, "case.work", case) and case.state != CaseState.CLOSED
    turn = deciding.step(draft) if access.may(request.user, "case.decide", case) else None
    whose = deciding.place(case, draft, request.user, timezone.localdate(at)) if turn and draft else None
    returned = _returned(draft)
    reader, own = seeing.seeing(request.user), own_fields(case)
    held: list[seeing.Written] = [(draft.text if draft else "", "answer")]
    reads = reader.sees("answer")
    opens = reads and seeing.holds(request.user, reader, held)
    writes = works and opens and (draft is None or draft.state == DraftState.WRITING)
    kept = _of(form, DraftForm) if reads else None
    editor, said = _editor(request, case, draft, at, kept) if writes or kept else (None, "")
    looked = writes and kept is None and reader.covers(held)
    if looked:
        revealing.reveal(case=case, by=request.user, at=at)
    if works and not opens:
        said = str((seeing.NotForYourRole if reads else seeing.AnswerNotForYourRole).message)
    turn = turn if reads else None
    last = draft or case.drafts.order_by("-pk").first()
    answers = list(case.answers.select_related("by", "signature__by", "signature__paper").order_by("-pk"))
    shown: dict[str, Any] = {
        "case": case, "subject": reader.subject(case),
        "state": words.stage(case), "shape": words.SHAPES[case.state], "draft": draft, "works": works,
        "reads": reads, "letters": reader.letters, "draft_text": reader.shown(draft.text, "answer") if draft else "",
        "editor": editor, "writes": writes, "turn": turn,
        "another": bool(editor and answers and not (draft or kept or "template" in request.GET)),
        "absent": whose if whose != request.user else None, "refusal": refusal or said,
        "decision_form": _of(form, DecisionForm) or DecisionForm(initial={"seen": draft.number if draft else 0}),
        "language": dict(LANGUAGES).get(case.language, case.language),
        "templates": templates(case) if writes else [],
        "steps": steps.shown(case, last if answers else draft),
        "revisions": [(row, reader.shown(row.text, "answer"))
                      for row in last.revisions.select_related("by").order_by("-number")] if last else [],
        "returned": reader.shown(returned.reason) if returned else "",
        "returned_by": steps.who(returned) if returned else "",
        "answers": _answers(answers, reader), "own_fields": [(name, reader.shown(*written)) for name, written in own],
        "proof_at": answer.pk if answer else answers[0].pk if works and answers else 0,
        "proof_form": _of(form, ProofForm) or ProofForm(initial={"on": timezone.localdate(at)}, auto_id="proof-%s"),
        "asked": confirming.asked(case), "confirmations": [
            (row, reader.shown(row.words)) for row in case.client_words.select_related("by").order_by("pk")],
        "confirmation_form": _of(form, ConfirmationForm) or ConfirmationForm(auto_id="word-%s"),
        "wish_form": _of(form, WishForm) or WishForm(
            initial={"channel": case.answer_channel_id, "tell": case.tell}, auto_id="wish-%s"),
        "due": words.due(case, at),
        "crumbs": [{"label": _("Cases"), "url": reverse("cases")},
                   {"label": case.number, "url": reverse("case", args=[case.number])},
                   {"label": pgettext("to a case", "Answer"), "url": ""}],
    }  # fmt: skip
    page = render(request, "cases/answer.html", shown, status=status)
    if looked:
        add_never_cache_headers(page)
    return page


def _editor(
    request: AuthenticatedRequest, case: Case, draft: Draft | None, at: datetime, kept: DraftForm | None
) -> tuple[DraftForm, str]:
    if kept is not None:
        return kept.written_in(case.language), ""
    text, refusal = merged(request.GET.get("template", "")[:40], case, at, seeing.seeing(request.user))
    initial = {"seen": draft.number if draft else 0, "text": text or (draft.text if draft else "")}
    return DraftForm(initial=initial, auto_id="draft-%s").written_in(case.language), refusal


def _returned(draft: Draft | None) -> DraftVerdict | None:
    """Why the draft is here again."""
    rows = draft.verdicts.filter(act=DraftVerdict.Act.RETURNED) if draft else DraftVerdict.objects.none()
    return rows.select_related("by", "instead").order_by("-pk").first()


def _of(form: forms.Form | None, kind: type[forms.Form]) -> Any:
    return form if isinstance(form, kind) else None


def _answers(answers: Sequence[Answer], reader: seeing.Seeing) -> list[dict[str, Any]]:
    sent = sendings(answers)
    rows = DraftVerdict.objects.filter(act=DraftVerdict.Act.SIGNED, draft__signature__answer__in=answers)
    rows = rows.select_related("by", "instead", "draft__signature")
    signers = {row.draft.signature.answer_id: steps.who(row) for row in rows}
    return [
        {"answer": answer, "text": reader.shown(answer.text, "answer"), "sending": sent.get(answer.sent_reference),
         "signature": getattr(answer, "signature", None),
         "signed_by": signers.get(answer.pk, ""),
         "proofs": [(row, reader.shown(row.words)) for row in answer.proofs.select_related("by").order_by("pk")]}
        for answer in answers
    ]  # fmt: skip
