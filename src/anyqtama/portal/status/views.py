"""The state of a case and its answer. A wrong number and a wrong code get the same answer in the same time."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anyqtama.cases import telling_state
from anyqtama.cases.answers import confirming, proving
from anyqtama.cases.answers.proving import CLIENT
from anyqtama.cases.models import Case, Tell
from anyqtama.kernel import files
from anyqtama.portal.doors import visitors_page
from anyqtama.portal.forms import StatusForm
from anyqtama.portal.models import Visit
from anyqtama.portal.status.finding import find
from anyqtama.portal.talk.cards import state_of
from anyqtama.portal.window import around, form_view

SHOWN = 5
CaseView = Callable[[HttpRequest, Visit | None, datetime, StatusForm, Case], HttpResponseBase]


def with_code(view: CaseView) -> Callable[..., HttpResponseBase]:
    """Hand over the case of the number and code that were sent; each time anew, since nobody signs in here."""

    @wraps(view)
    def guarded(request: HttpRequest, visit: Visit | None, at: datetime) -> HttpResponseBase:
        form = StatusForm(request.POST if request.method == "POST" else None)
        context = around(visit, at) | {"form": form}
        if not form.is_bound:
            return render(request, "portal/status.html", context)
        case = find(request, form, at)
        if case is None:
            status = 422 if form.errors else 404
            return render(request, "portal/status.html", context | {"unknown": not form.errors}, status=status)
        return view(request, visit, at, form, case)

    return guarded


@form_view
@visitors_page
@with_code
def status(
    request: HttpRequest, visit: Visit | None, at: datetime, form: StatusForm, case: Case
) -> HttpResponseBase:  # fmt: skip
    if last := case.answers.order_by("-pk").first():
        proving.opened(answer=last, at=at)
    return show(request, visit, at, form, case)


@require_POST
@visitors_page
@with_code
def paper(
    request: HttpRequest, visit: Visit | None, at: datetime, form: StatusForm, case: Case
) -> HttpResponseBase:  # fmt: skip
    """The last signed answer, to download."""
    last = case.answers.exclude(signature=None).select_related("signature__paper").order_by("-pk").first()
    if last is None or last.signature.paper is None:
        return show(request, visit, at, form, case, refusal=_("There is no signed answer yet."), code=404)
    proving.opened(answer=last, at=at)
    return files.response(last.signature.paper, request)


@require_POST
@visitors_page
@with_code
def word(
    request: HttpRequest, visit: Visit | None, at: datetime, form: StatusForm, case: Case
) -> HttpResponseBase:  # fmt: skip
    """`solved`: yes or no."""
    solved, words = request.POST.get("solved"), request.POST.get("words", "")[:1000]
    if solved not in {"yes", "no"}:
        return show(request, visit, at, form, case, refusal=_("Choose one of the two answers."), code=422)
    try:
        confirming.confirm(case=case, solved=solved == "yes", words=words, by=None, at=at)
    except confirming.NotAsked as refusal:
        return show(request, visit, at, form, case, refusal=str(refusal.message), code=409)
    case.refresh_from_db()
    done = _("Thank you. The request is closed.") if solved == "yes" else _("Thank you. We go on working at it.")
    return show(request, visit, at, form, case, done=done)


@require_POST
@visitors_page
@with_code
def wish(
    request: HttpRequest, visit: Visit | None, at: datetime, form: StatusForm, case: Case
) -> HttpResponseBase:  # fmt: skip
    """`tell`: each or answer."""
    tell = Tell.EACH if request.POST.get("tell") == Tell.EACH else Tell.ANSWER
    case = telling_state.choose(case=case, tell=tell, by=CLIENT, at=at)
    return show(request, visit, at, form, case, done=_("Your wish is kept."))


def show(
    request: HttpRequest, visit: Visit | None, at: datetime, form: StatusForm, case: Case, *, done: str = "",
    refusal: str = "", code: int = 200,
) -> HttpResponse:  # fmt: skip
    shape, said = state_of(case)
    answers = list(case.answers.select_related("signature").order_by("-pk"))
    pushes = case.answer_channel is not None and case.answer_channel.kind in {"sms", "email"}
    context: dict[str, Any] = around(visit, at) | {
        "form": form, "case": case, "shape": shape, "word": said, "answers": answers, "done": done,
        "refusal": refusal, "asked": confirming.asked(case), "pushes": pushes,
        "told": case.words.exclude(notice=None).exclude(way="refused").order_by("-pk")[:SHOWN],
        "kept": {"number": case.number, "code": form.cleaned_data["code"]},
    }  # fmt: skip
    return render(request, "portal/status.html", context, status=code)
