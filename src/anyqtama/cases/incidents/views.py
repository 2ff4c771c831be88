"""Incidents on their pages: opening one over a case, joining, telling everybody, closing with one answer."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.cases import seeing
from anyqtama.cases.formalising import CaseIsClosed
from anyqtama.cases.incidents import joining, noticing, screen
from anyqtama.cases.incidents.forms import NoticeForm, OpenForm
from anyqtama.cases.incidents.similar import similar
from anyqtama.cases.models import Case, Incident
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

REFUSED, INVALID = 409, 422
REFUSALS = (
    joining.SubjectMissing, joining.IncidentIsClosed, joining.JoinedElsewhere, CaseIsClosed, noticing.NobodyJoined,
    noticing.LanguageMissing,
)  # fmt: skip


@require_safe
@for_right("cases.see")
def incidents(request: AuthenticatedRequest) -> HttpResponse:
    """`?view=closed`"""
    return screen.show_list(request, timezone.now(), closed=request.GET.get("view") == "closed")


@require_http_methods(["GET", "POST"])
@for_right("cases.register")
def new(request: AuthenticatedRequest) -> HttpResponse:
    """`?case=`: the one it is opened over; those ticked beside it are joined at once."""
    at, number = timezone.now(), (request.POST.get("case") or request.GET.get("case", ""))[:20]
    case = access.fetch(request.user, Case, number=number)
    if request.method == "GET":
        reader = seeing.seeing(request.user)
        subject = reader.subject(case) if reader.sees("subject") else ""
        return screen.show_new(request, case, at, OpenForm(initial={"subject": subject}, auto_id="incident-%s"))
    form = OpenForm(request.POST, auto_id="incident-%s")
    if not form.is_valid():
        return screen.show_new(request, case, at, form, status=INVALID)
    alike = [each for each in similar(case, request.user, at) if each.case.number in request.POST.getlist("chosen")]
    try:
        made = joining.open_over(case=case, by=request.user, at=at, **form.cleaned_data)
        for each in alike:
            joining.join(incident=made, case=each.case, by=request.user, at=at, score=each.score, why=each.why)
    except REFUSALS as refusal:
        return screen.show_new(request, case, at, form, refusal=str(refusal.message), status=REFUSED)
    messages.success(request, _("%(number)s is open; you lead it.") % {"number": made.number})
    return HttpResponseRedirect(reverse("incident", args=[made.number]))


@require_safe
@for_right("cases.see")
def incident(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return screen.show(request, access.fetch(request.user, Incident, number=number), timezone.now())


@require_POST
@for_right("cases.register")
def join(request: AuthenticatedRequest, number: str) -> HttpResponse:
    """`chosen`: numbers of cases that were suggested; `case`: one typed by its number."""
    found, at = access.fetch(request.user, Incident, number=number), timezone.now()
    known = {each.case.number: each for each in screen.suggested(request, found, at)}
    typed = request.POST.get("case", "").strip().upper()[:20]
    wanted = [number[:20] for number in request.POST.getlist("chosen")[:200]] + ([typed] if typed else [])
    cases = {case.number: case for case in access.visible(request.user, Case).filter(number__in=wanted)}
    if typed and typed not in cases:
        return screen.show(request, found, at, refusal=_("No case has this number."), status=REFUSED)

    def verb() -> str:
        for case in cases.values():
            why = known.get(case.number)
            joining.join(
                incident=found, case=case, by=request.user, at=at, score=why.score if why else None,
                why=why.why if why else (),
            )  # fmt: skip
        return ngettext("%(n)s case joined.", "%(n)s cases joined.", len(cases)) % {"n": len(cases)}

    return _act(request, found, verb)


@require_POST
@for_right("cases.register")
def take_out(request: AuthenticatedRequest, number: str) -> HttpResponse:
    found = access.fetch(request.user, Incident, "incident.lead", number=number)
    cases = list(Case.objects.filter(number=request.POST.get("case", "")[:20]))

    def verb() -> str:
        joining.take_out(incident=found, cases=cases, by=request.user, at=timezone.now())
        return _("Taken out; what follows does not reach it.")

    return _act(request, found, verb)


@require_POST
@for_right("cases.register")
def notice(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return _say(request, number, closes=False)


@require_POST
@for_right("cases.register")
def close(request: AuthenticatedRequest, number: str) -> HttpResponse:
    return _say(request, number, closes=True)


def _say(request: AuthenticatedRequest, number: str, *, closes: bool) -> HttpResponse:
    found, at = access.fetch(request.user, Incident, "incident.lead", number=number), timezone.now()
    form = NoticeForm(request.POST, auto_id="close-%s" if closes else "notice-%s")
    if not form.is_valid():
        return screen.show(request, found, at, wrong=form, closes=closes, status=INVALID)

    def verb() -> str:
        noticing.send(incident=found, texts=form.texts(), by=request.user, at=at, closes=closes)
        return _("The answer goes out; each case closes with it.") if closes else _("The notice goes out to everybody.")

    return _act(request, found, verb, wrong=form, closes=closes)


def _act(
    request: AuthenticatedRequest, found: Incident, verb: Callable[[], str], *, wrong: NoticeForm | None = None,
    closes: bool = False,
) -> HttpResponse:  # fmt: skip
    try:
        done = verb()
    except REFUSALS as refusal:
        return screen.show(
            request, found, timezone.now(), refusal=str(refusal.message), wrong=wrong, closes=closes, status=REFUSED
        )
    messages.success(request, done)
    return HttpResponseRedirect(reverse("incident", args=[found.number]))
