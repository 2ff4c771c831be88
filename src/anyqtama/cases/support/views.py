"""The support page of a case and its acts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.cases import seeing, telling
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.kinds import fields
from anyqtama.cases.models import Case, ClockOf
from anyqtama.cases.page.screen import fetch
from anyqtama.cases.support import diagnosing, following, noting, recognising, screen, tree_page
from anyqtama.cases.support.forms import FoundForm, NeedForm, StepForm, TellForm
from anyqtama.knowledge.models import KnownError
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

REFUSED, INVALID = 409, 422
Said = dict[str, Any]


@require_safe
@for_right("cases.see")
def support(request: AuthenticatedRequest, number: str) -> HttpResponse:
    """`?find=`: known errors by other words."""
    return screen.show(request, fetch(request, number), timezone.now())


@require_POST
@for_right("cases.see")
def diagnose(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case, at = fetch(request, number, "case.work"), timezone.now()
    reader = seeing.seeing(request.user)
    form = FoundForm(request.POST, case=case, what=ClockOf.DIAGNOSIS, reader=reader, auto_id="diagnosis-%s")

    def verb(said: Said) -> str:
        diagnosing.diagnose(
            case=case, said=fields.said(form), by=request.user, at=at, seen_version=said["version"]
        )  # fmt: skip
        return _("The cause is kept, its clock has stopped.")

    return _act(request, case, at, form, verb, "diagnosis")


@require_POST
@for_right("cases.see")
def fix(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case, at = fetch(request, number, "case.work"), timezone.now()
    reader = seeing.seeing(request.user)
    form = FoundForm(request.POST, case=case, what=ClockOf.FIX, reader=reader, auto_id="fix-%s")

    def verb(said: Said) -> str:
        diagnosing.fix(case=case, said=fields.said(form), by=request.user, at=at, seen_version=said["version"])
        return _("Put right. Now tell the client: the answer takes the case on.")

    return _act(request, case, at, form, verb, "fix")


@require_POST
@for_right("cases.see")
def recognise(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case, at = fetch(request, number, "case.work"), timezone.now()
    error = access.fetch(request.user, KnownError, code=request.POST.get("error", "")[:60])

    def verb(_said: Said) -> str:
        recognising.recognise(case=case, error=error, by=request.user, at=at)
        return _("The case is one of “%(error)s” now.") % {"error": error}

    return _act(request, case, at, forms.Form({}), verb, "recognise", "#told")


@require_POST
@for_right("cases.see")
def tell(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case, at = fetch(request, number, "case.work"), timezone.now()

    def verb(said: Said) -> str:
        telling.tell(case=case, text=said["text"], by=request.user, at=at)
        return _("The client is told.")

    return _act(request, case, at, TellForm(request.POST, auto_id="tell-%s"), verb, "tell")


@require_POST
@for_right("cases.see")
def need(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case, at = fetch(request, number, "case.work"), timezone.now()

    def verb(said: Said) -> str:
        noting.note(case=case, topic=said["topic"], wanted=said["wanted"], by=request.user, at=at)
        return _("Noted.")

    return _act(request, case, at, NeedForm(request.POST), verb, "need", "#needs")


@require_http_methods(["GET", "POST"])
@for_right("cases.see")
def path(request: AuthenticatedRequest, number: str) -> HttpResponse:
    """The script of the topic as a tree of diagnosis."""
    if request.method == "GET":
        return tree_page.show(request, fetch(request, number))
    case, at, form = fetch(request, number, "case.work"), timezone.now(), StepForm(request.POST)
    version = following.current_version(case)
    if version is None or not form.is_valid():
        return tree_page.show(request, case, refusal=str(following.NoSuchStep.message), status=INVALID)
    said = form.cleaned_data
    try:
        following.answer(
            case=case, version=version, step=said["step"], said=said["said"], done=not said["back"],
            by=request.user, at=at,
        )  # fmt: skip
    except (following.NoSuchStep, CaseIsClosed) as failure:
        return tree_page.show(request, case, refusal=str(failure.message), status=REFUSED)
    return HttpResponseRedirect(reverse("case_path", args=[number]) + "#now")


def _act(
    request: AuthenticatedRequest, case: Case, at: datetime, form: forms.Form, verb: Callable[[Said], str], name: str,
    anchor: str = "",
) -> HttpResponse:  # fmt: skip
    if not form.is_valid():
        return screen.show(request, case, at, wrong={name: form}, status=INVALID)
    try:
        done = verb(form.cleaned_data)
    except Exception as failure:
        said = getattr(failure, "message", None)
        if said is None:
            raise
        return screen.show(request, case, at, wrong={name: form}, refusal=str(said), status=REFUSED)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("case_support", args=[case.number]) + anchor)
