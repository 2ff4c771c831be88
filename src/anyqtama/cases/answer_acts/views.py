"""The acts of the answer's page. A refusal shows the form again with what was typed, and why beside it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anyqtama.cases import seeing
from anyqtama.cases.answer_page import screen
from anyqtama.cases.answer_page.forms import ConfirmationForm, DecisionForm, DraftForm, ProofForm, WishForm
from anyqtama.cases.answers import confirming, deciding, drafting, proving, wishing
from anyqtama.cases.models import Answer, Case
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person

REFUSED, INVALID = 409, 422
Verb = Callable[[dict[str, Any], datetime], str]
"""Does it and says what was done."""


@require_POST
@for_right("cases.see")
def draft(request: AuthenticatedRequest, number: str) -> HttpResponse:
    """`act`: keep, submit (keeps first what was typed) or take back."""
    case = access.fetch(request.user, Case, "case.work", number=number)
    by, act = request.user, request.POST.get("act")
    kept = drafting.open_draft(case)

    @transaction.atomic
    def verb(said: dict[str, Any], at: datetime) -> str:
        _for_them(by, kept.text if kept and act != "back" else "")
        if act == "back":
            drafting.take_back(case=case, by=by, at=at)
            return _("The draft is yours again.")
        drafting.keep(case=case, text=said["text"], by=by, at=at, seen=said["seen"])
        if act != "submit":
            return _("The draft is kept.")
        drafting.submit(case=case, by=by, at=at)
        return _("Sent for agreement.")

    return _act(request, case, DraftForm(request.POST, auto_id="draft-%s"), verb, timezone.now())


@require_POST
@for_right("cases.see")
def decision(request: AuthenticatedRequest, number: str) -> HttpResponse:
    """`act`: approve (agree or sign, as the step is) or return. A reason that comes too late is shown, not lost."""
    wrote = request.POST.get("act") == "return" and request.POST.get("reason", "").strip()
    case = access.fetch(request.user, Case, None if wrote else "case.decide", number=number)

    def verb(said: dict[str, Any], at: datetime) -> str:
        _for_them(request.user)
        if request.POST.get("act") == "return":
            deciding.send_back(case=case, reason=said["reason"], by=request.user, at=at, seen=said["seen"])
            return _("Returned to the author.")
        made = deciding.approve(case=case, by=request.user, at=at, seen=said["seen"])
        return _("Signed, and sent to the client.") if made.state == "sent" else _("Agreed.")

    return _act(request, case, DecisionForm(request.POST), verb, timezone.now())


@require_POST
@for_right("cases.see")
def proof(request: AuthenticatedRequest, number: str, answer_id: int) -> HttpResponse:
    case = access.fetch(request.user, Case, "case.work", number=number)
    answer = get_object_or_404(Answer.objects.select_related("case"), pk=answer_id, case=case)

    def verb(said: dict[str, Any], at: datetime) -> str:
        proving.note(answer=answer, by=request.user, at=at, **said)
        return _("The delivery is noted.")

    return _act(request, case, ProofForm(request.POST, auto_id="proof-%s"), verb, timezone.now(), answer)


@require_POST
@for_right("cases.see")
def confirmation(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case = access.fetch(request.user, Case, "case.work", number=number)

    def verb(said: dict[str, Any], at: datetime) -> str:
        confirming.confirm(case=case, solved=said["solved"], words=said["words"], by=request.user, at=at)
        return _("The client's word is kept.")

    return _act(request, case, ConfirmationForm(request.POST, auto_id="word-%s"), verb, timezone.now())


@require_POST
@for_right("cases.see")
def wish(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case = access.fetch(request.user, Case, "case.work", number=number)

    def verb(said: dict[str, Any], at: datetime) -> str:
        wishing.wish(case=case, channel=said["channel"], tell=said["tell"], by=request.user.principal, at=at)
        return _("The wish is kept.")

    return _act(request, case, WishForm(request.POST, auto_id="wish-%s"), verb, timezone.now())


def _for_them(person: Person, held: str = "") -> None:
    """Nobody writes or decides what they may not read, nor writes over a number that they may not look at."""
    reader = seeing.seeing(person)
    if not reader.sees("answer"):
        raise seeing.AnswerNotForYourRole
    if held and not seeing.holds(person, reader, [(held, "answer")]):
        raise seeing.NotForYourRole


def _act(
    request: AuthenticatedRequest, case: Case, form: forms.Form, verb: Verb, at: datetime, answer: Answer | None = None
) -> HttpResponse:
    """`answer`: of which it is. Without words nothing can be lost: then the refusal stands at the top of the page."""
    if not form.is_valid():
        return screen.show(request, case, at, form=form, answer=answer, status=INVALID)
    try:
        done = verb(form.cleaned_data, at)
    except Exception as failure:
        said = getattr(failure, "message", None)
        if said is None:
            raise
        if isinstance(form, DraftForm) and "text" not in request.POST:
            return screen.show(request, case, at, refusal=str(said), status=REFUSED)
        again = _renewed(form, case)
        again.add_error(getattr(failure, "field", None), str(said))
        return screen.show(request, case, at, form=again, answer=answer, status=REFUSED)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("case_answer", args=[case.number]))


def _renewed(form: forms.Form, case: Case) -> forms.Form:
    """The same words, with the revision that the page shows now: sending them again means having looked."""
    if "seen" not in form.fields:
        return form
    now = drafting.open_draft(case)
    again = type(form)({**form.data.dict(), "seen": now.number if now else 0}, auto_id=form.auto_id)  # type: ignore[attr-defined]
    again.is_valid()
    return again
