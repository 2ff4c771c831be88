"""Pages of non-standard situations: the log, the report by one key, one situation with what managers do about it."""

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.kernel import exporting
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.teamwork.models import Severity, Situation
from anyqtama.teamwork.situations import about, handling, page, reporting
from anyqtama.teamwork.situations.forms import NoteForm, ReportForm, ResolveForm
from anyqtama.teamwork.situations.words import STATES

PAGE = 50


@require_safe
@for_right("situations.report")
def situations(request: AuthenticatedRequest) -> HttpResponseBase:
    """`?state=reported|acknowledged|resolved&page=`; `?export=csv|xlsx` takes what is shown along."""
    state = request.GET.get("state", "")
    seen = page.rows(access.visible(request.user, Situation)).order_by("-reported_at")
    seen = seen.filter(state=state) if state in STATES else seen
    if kind := request.GET.get("export"):
        name = f"situations-{timezone.localtime():%Y-%m-%d}"
        return exporting.response(kind, name, page.head(), map(page.cells, seen.iterator()))
    found = Paginator(seen, PAGE).get_page(request.GET.get("page"))
    tabs = [
        {"label": text, "url": f"?state={key}" if key else "?", "current": state == key}
        for key, text in (("", _("All")), *STATES.items())
    ]
    shown = {"page": found, "rows": [page.row(one) for one in found], "tabs": tabs, "state": state}
    return render(request, "teamwork/situations.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_right("situations.report")
def report(request: AuthenticatedRequest) -> HttpResponse:
    """`?about=contact:17`: where it was met, if the reporter sees that."""
    if request.method != "POST":
        return _report_page(request, ReportForm(initial={"about": request.GET.get("about", "")}, auto_id="report-%s"))
    form = ReportForm(request.POST, auto_id="report-%s")
    if not form.is_valid():
        return _report_page(request, form, status=422)
    said = form.cleaned_data
    kind, known = about.known(request.user, said["about"])
    try:
        made = reporting.report(
            kind=said["kind"], severity=Severity(said["severity"]), what=said["what"], about_kind=kind, about_id=known,
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except reporting.NothingSaid as refusal:
        form.add_error("what", str(refusal.message))
        return _report_page(request, form, status=422)
    messages.success(request, _("%(number)s is reported. The managers on duty are told.") % {"number": made.number})
    return HttpResponseRedirect(reverse("situation", args=[made.number]))


@never_cache
@require_safe
@for_right("situations.report")
def situation(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return _page(request, _seen(request, number))


@require_POST
@for_right("situations.report")
def acknowledge(request: AuthenticatedRequest, number: str) -> HttpResponse:
    one = _seen(request, number, "situation.manage")
    return _act(request, one, lambda at: handling.acknowledge(situation=one, by=request.user, at=at))


@require_POST
@for_right("situations.report")
def note(request: AuthenticatedRequest, number: str) -> HttpResponse:
    one, form = _seen(request, number, "situation.note"), NoteForm(request.POST, auto_id="note-%s")
    if not form.is_valid():
        return _page(request, one, status=422, note=form)
    text = form.cleaned_data["text"]
    return _act(request, one, lambda at: handling.note(situation=one, text=text, by=request.user, at=at), note=form)


@require_POST
@for_right("situations.report")
def resolve(request: AuthenticatedRequest, number: str) -> HttpResponse:
    one, form = _seen(request, number, "situation.manage"), ResolveForm(request.POST, auto_id="resolve-%s")
    if not form.is_valid():
        return _page(request, one, status=422, resolve=form)
    said = form.cleaned_data["outcome"]
    return _act(
        request, one, lambda at: handling.resolve(situation=one, outcome=said, by=request.user, at=at), resolve=form
    )


def _seen(request: AuthenticatedRequest, number: str, action: str | None = None) -> Situation:
    return access.fetch(request.user, Situation, action, number=number)


def _act(
    request: AuthenticatedRequest, one: Situation, verb: Callable[[datetime], object], **typed: forms.Form
) -> HttpResponse:
    try:
        verb(timezone.now())
    except (handling.AcknowledgedAlready, handling.Over, handling.NothingWritten) as refusal:
        return _page(request, one, status=409, refusal=str(refusal.message), **typed)
    return HttpResponseRedirect(reverse("situation", args=[one.number]))


def _report_page(request: AuthenticatedRequest, form: ReportForm, status: int = 200) -> HttpResponse:
    kind, known = about.known(request.user, str(form["about"].value() or ""))
    kinds = {one.code: one for one in form.fields["kind"].queryset}  # type: ignore[attr-defined]  # a ModelChoiceField
    shown = {"form": form, "met_in": about.of(request.user, kind, known), "kinds": kinds}
    return render(request, "teamwork/report.html", shown, status=status)


def _page(
    request: AuthenticatedRequest, one: Situation, *, status: int = 200, refusal: str = "", **typed: forms.Form
) -> HttpResponse:
    one = page.rows(Situation.objects.filter(pk=one.pk)).get()
    manages = access.may(request.user, "situation.manage", one)
    shown = {
        "one": page.row(one),
        "log": page.log(one),
        "met_in": about.of(request.user, one.about_kind, one.about_id),
        "manages": manages,
        "refusal": refusal,
        "note": typed.get("note") or NoteForm(auto_id="note-%s"),
        "resolve": typed.get("resolve") or ResolveForm(auto_id="resolve-%s"),
        "watched": [request.user.pk],
    }
    return render(request, "teamwork/situation.html", shown, status=status)
