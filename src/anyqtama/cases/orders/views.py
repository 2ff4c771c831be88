"""Advice and order of a case: its page, and the acts on the lines."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anyqtama.cases.locking import ChangedMeanwhile
from anyqtama.cases.models import Case, OrderLine
from anyqtama.cases.orders import lining, reading_back, screen
from anyqtama.cases.orders.forms import CancelForm, ConfirmForm, LineForm
from anyqtama.cases.orders.terms import LineWrong
from anyqtama.knowledge.models import Offering
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

REFUSED, INVALID = 409, 422


@require_safe
@for_right("cases.see")
def order(request: AuthenticatedRequest, number: str) -> HttpResponse:
    """`?add=code` begins a line of it, `?line=id` changes one."""
    return screen.show(request, access.fetch(request.user, Case, number=number), timezone.now())


@require_POST
@for_right("cases.see")
def add(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case, at = access.fetch(request.user, Case, "case.work", number=number), timezone.now()
    offering = access.fetch(request.user, Offering, code=request.POST.get("offering", "")[:60])
    form = LineForm(request.POST.copy(), offering=offering, language=case.language, auto_id="line-%s")

    def verb() -> object:
        return lining.add(
            case=case, offering=offering, wanted=form.wanted(), by=request.user, at=at,
            seen_version=form.cleaned_data["version"],
        )  # fmt: skip

    return _line(request, case, at, form, verb, offering=offering)


@require_POST
@for_right("cases.see")
def change(request: AuthenticatedRequest, number: str, line_id: int) -> HttpResponse:
    case, at = access.fetch(request.user, Case, "case.work", number=number), timezone.now()
    line = get_object_or_404(OrderLine.objects.select_related("offering", "case"), pk=line_id, case=case)
    form = LineForm(request.POST.copy(), offering=line.offering, language=case.language, auto_id="line-%s")

    def verb() -> object:
        seen = form.cleaned_data["version"]
        return lining.change(line=line, wanted=form.wanted(), by=request.user, at=at, seen_version=seen)

    return _line(request, case, at, form, verb, line=line)


@require_POST
@for_right("cases.see")
def cancel(request: AuthenticatedRequest, number: str, line_id: int) -> HttpResponse:
    case, at = access.fetch(request.user, Case, "case.work", number=number), timezone.now()
    line = get_object_or_404(OrderLine.objects.select_related("case"), pk=line_id, case=case)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return screen.show(request, case, at, refusal=str(lining.WhyCancelled.message), status=INVALID)
    said = form.cleaned_data
    return act(
        request, case, at, _("The line is cancelled."),
        lambda: lining.cancel(
            line=line, reason=said["reason"], by=request.user, at=at, seen_version=said["version"]
        ),
    )  # fmt: skip


@require_POST
@for_right("cases.see")
def confirm(request: AuthenticatedRequest, number: str) -> HttpResponse:
    case, at = access.fetch(request.user, Case, "case.work", number=number), timezone.now()
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return screen.show(request, case, at, refusal=str(ChangedMeanwhile.message), status=INVALID)
    return act(
        request, case, at, _("Confirmed by the client; the confirmation is on its way."),
        lambda: reading_back.confirm(case=case, by=request.user, at=at, **form.cleaned_data),
    )  # fmt: skip


def act(
    request: AuthenticatedRequest, case: Case, at: datetime, done: str, verb: Callable[[], object], **shown: Any
) -> HttpResponse:
    """Do it and come back to the page, which says what was done or why not."""
    try:
        verb()
    except LineWrong as wrong:
        form = shown["form"]
        form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong.message))
        return screen.show(request, case, at, status=INVALID, **shown)
    except Exception as failure:
        said = getattr(failure, "message", None)
        if said is None:
            raise
        return screen.show(request, case, at, refusal=str(said), status=REFUSED, **shown)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("case_order", args=[case.number]))


def _line(
    request: AuthenticatedRequest, case: Case, at: datetime, form: LineForm, verb: Callable[[], object], **shown: Any
) -> HttpResponse:
    """A line that is wrong comes back with everything that was typed; sending it again means having looked."""
    if not form.is_valid():
        return screen.show(request, case, at, form=form, status=INVALID, **shown)
    said: Any = form.data
    said["version"] = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    return act(request, case, at, _("The line is written."), verb, form=form, **shown)
