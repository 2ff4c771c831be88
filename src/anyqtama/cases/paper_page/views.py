"""What waits on paper, the scan beside what is typed, and the files themselves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.cases import asking_place, seeing, withheld
from anyqtama.cases.forms import TopicForm
from anyqtama.cases.models import Case, Paper, Scan
from anyqtama.cases.new import registering_by_hand
from anyqtama.cases.new.views import promise
from anyqtama.cases.paper_page import scans
from anyqtama.cases.paper_page.forms import SORTS, PaperForm, ScansForm
from anyqtama.cases.papers import arriving, folder, typing
from anyqtama.cases.relating import alike, registering_beside
from anyqtama.cases.relating.of_form import matter_of_form
from anyqtama.contacts.topic_choices import topic_choices
from anyqtama.kernel import files
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

SHOWN = 100
REFUSED_SHOWN_FOR = timedelta(days=7)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_right("cases.register")
def papers(request: AuthenticatedRequest) -> HttpResponse:
    """Scans that wait and papers to be checked; POST brings scans by hand."""
    at = timezone.now()
    if request.method != "POST":
        return _papers(request, at)
    taken, refused = scans.brought(request, at)
    if refused or not taken:
        return _papers(request, at, refused or [_("Choose a file.")], status=422)
    return HttpResponseRedirect(reverse("case_papers"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_right("cases.register")
def paper_new(request: AuthenticatedRequest) -> HttpResponse:
    """`?scan=<id>` begins with scans that wait. POST `act=attach` only takes the files, and keeps what is typed."""
    at = timezone.now()
    if request.method == "POST":
        return _typed(request, at)
    form = PaperForm(
        initial={"language": request.user.language, "received_on": timezone.localdate(at)}, topics=topic_choices(),
        kind=request.GET.get("kind", ""), auto_id="new-%s",
    )  # fmt: skip
    return _page(request, form, at, scans.chosen(request, request.GET))


@require_POST
@for_right("cases.register")
def attach(request: AuthenticatedRequest) -> HttpResponse:
    """The fragment with the scans, after more were chosen: what is typed stays in the page."""
    taken, refused = scans.brought(request, timezone.now())
    held = [*scans.chosen(request, request.POST), *taken]
    return render(request, "cases/paper_scans.html", scans.shown(held, refused), status=422 if refused else 200)


@require_safe
@for_right("cases.see")
def scan(request: AuthenticatedRequest, scan_id: int) -> HttpResponseBase:
    found = access.fetch(request.user, Scan, pk=scan_id)
    if found.file is None:
        raise Http404
    reader = seeing.seeing(request.user)
    if not (reader.scans(found.paper.case.kind) if found.paper else reader.sees("files")):
        return withheld.page(request, reverse("case_papers"), withheld.SCAN)
    return files.response(found.file, request, inline=True, framed=True)


@require_POST
@for_right("cases.register")
def put_away(request: AuthenticatedRequest, scan_id: int) -> HttpResponse:
    found = access.fetch(request.user, Scan, pk=scan_id)
    try:
        arriving.put_away(scan=found, by=request.user, at=timezone.now())
    except arriving.NotWaiting as refusal:
        return _papers(request, timezone.now(), [str(refusal.message)], status=409)
    messages.success(request, _("Put away: %(name)s.") % {"name": found.name})
    return HttpResponseRedirect(reverse("case_papers"))


def _papers(
    request: AuthenticatedRequest, at: datetime, refused: Sequence[str] = (), *, status: int = 200
) -> HttpResponse:  # fmt: skip
    waiting = scans.waiting(request)
    cases, reader = access.visible(request.user, Case), seeing.seeing(request.user)
    to_check = Paper.objects.filter(asks_check=True, checked_at=None, case__in=cases)
    aside = access.visible(request.user, Scan).exclude(refused="").filter(
        put_away_at=None, at__gte=at - REFUSED_SHOWN_FOR
    )  # fmt: skip
    shown = {
        "scans": list(waiting[:SHOWN]), "number": waiting.count(), "refused": refused,
        "bring": ScansForm(attach=False),
        "to_check": [
            (paper, reader.subject(paper.case), SORTS[paper.sort], paper.typed_by_id == request.user.pk)
            for paper in to_check.select_related("case__kind", "typed_by").order_by("typed_at", "pk")[:SHOWN]
        ],
        "aside": [(one, folder.why(one)) for one in aside.order_by("-at")[:SHOWN]],
        "crumbs": [{"label": _("Cases"), "url": reverse("cases")}, {"label": _("From paper"), "url": ""}],
    }  # fmt: skip
    return render(request, "cases/papers.html", shown, status=status)


def _typed(request: AuthenticatedRequest, at: datetime) -> HttpResponse:
    form = PaperForm(request.POST, topics=topic_choices(), auto_id="new-%s")
    taken, refused = scans.brought(request, at)
    held = [*scans.chosen(request, request.POST), *taken]
    if refused or request.POST.get("act") == "attach":
        form = PaperForm(initial=_kept(request), topics=topic_choices(), kind=form.chosen.code, auto_id="new-%s")
        return _page(request, form, at, held, refused=refused, status=422 if refused else 200)
    if not form.is_valid():
        return _page(request, form, at, held, status=422)
    found = alike.alike(request.user, matter_of_form(request.user, request.POST))
    if "same_as" not in request.POST and any(one.likely for one in found):
        looked = _("Like it are open already. Say whether it is one of these matters, then register.")
        return _page(request, form, at, held, refusal=looked, found=found, status=409)
    try:
        case = _register(request, form, held, at)
    except Exception as failure:
        refusal = getattr(failure, "message", None)
        if refusal is None:
            raise
        return _page(request, form, at, held, refusal=str(refusal), found=found, status=409)
    messages.success(request, _("The case %(number)s is registered.") % {"number": case.number})
    return HttpResponseRedirect(reverse("case", args=[case.number]))


def _kept(request: AuthenticatedRequest) -> dict[str, object]:
    """What was typed so far, not yet to be judged; of ticked lists every choice."""
    said = request.POST
    kept = {name: values if len(values) > 1 else values[0] for name, values in said.lists() if values}
    return kept | {asking_place.NAME: asking_place.said(said)}


def _register(request: AuthenticatedRequest, form: PaperForm, held: Sequence[Scan], at: datetime) -> Case:
    said, typed = form.facts(), form.cleaned_data
    said["language"] = said["language"] or request.user.language
    return registering_beside.register(
        make=lambda: typing.register(
            make=lambda began: registering_by_hand.register(
                client=None, by=request.user, at=at, received_at=began, **said
            ),
            scans=held, sort=Paper.Sort(typed["sort"]), received_on=typed["received_on"], formal=form.formal(),
            by=request.user, at=at,
        ),
        beside=registering_beside.chosen(request.user, request.POST.get("same_as", "")), by=request.user, at=at,
    )  # fmt: skip


def _page(
    request: AuthenticatedRequest, form: PaperForm, at: datetime, held: Sequence[Scan], *, refusal: str = "",
    refused: Sequence[str] = (), found: Sequence[alike.Alike] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    chosen = TopicForm({name: form[name].value() or "" for name in TopicForm.base_fields if name in form.fields})
    shown = {
        "form": form, "ids": "new", "refusal": refusal, "alike": found,
        "same_as": request.POST.get("same_as", ""),
        "promise": promise(chosen.cleaned_data if chosen.is_valid() else {}, at),
        "crumbs": [
            {"label": _("Cases"), "url": reverse("cases")},
            {"label": _("From paper"), "url": reverse("case_papers")},
            {"label": _("Type from paper"), "url": ""},
        ],
        **scans.shown(held, refused),
    }  # fmt: skip
    return render(request, "cases/paper.html", shown, status=status)
