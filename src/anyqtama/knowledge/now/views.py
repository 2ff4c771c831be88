"""What happens in the city now: the board everyone reads, written and ended by those who write."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.knowledge import announcing
from anyqtama.knowledge.cataloguing import ChangedMeanwhile
from anyqtama.knowledge.models import Situation
from anyqtama.knowledge.now.forms import KINDS, SituationForm, begun
from anyqtama.knowledge.sections import tabs
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

OVER_SHOWN = timedelta(days=2)


@require_safe
@for_right("knowledge.read")
def board(request: AuthenticatedRequest) -> HttpResponse:
    """What runs, what is late against its promise first; what is over since two days ago below."""
    at = timezone.now()
    rows = list(Situation.objects.now(at).filter(pk__in=access.visible(request.user, Situation).values("pk")))
    rows.sort(key=lambda row: (row.expected_until is None or row.expected_until > at, row.began_at))
    over = access.visible(request.user, Situation).filter(ended_at__lte=at, ended_at__gt=at - OVER_SHOWN)
    given = {
        "rows": [(row, KINDS[row.kind], row.expected_until is not None and row.expected_until <= at) for row in rows],
        "coming": access.visible(request.user, Situation).filter(began_at__gt=at, ended_at=None).order_by("began_at"),
        "over": over.order_by("-ended_at")[:30],
        "writes": access.has_right(request.user, "knowledge.write"),
        "tabs": tabs("knowledge_now", request.user),
    }
    return render(request, "knowledge/now.html", given)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def new(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, begun(None, timezone.now()), None)
    return _save(request, SituationForm(request.POST, auto_id="situation-%s"), None)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def edit(request: AuthenticatedRequest, situation_id: int) -> HttpResponse:
    found = access.fetch(request.user, Situation, pk=situation_id)
    if request.method == "GET":
        return _page(request, begun(found, timezone.now()), found)
    return _save(request, SituationForm(request.POST, situation=found, auto_id="situation-%s"), found)


@require_POST
@for_right("knowledge.write")
def end(request: AuthenticatedRequest, situation_id: int) -> HttpResponse:
    found = access.fetch(request.user, Situation, pk=situation_id)
    announcing.end(situation=found, by=request.user, at=timezone.now())
    messages.success(request, _("Noted that it is over."))
    return HttpResponseRedirect(reverse("knowledge_now"))


def _save(request: AuthenticatedRequest, form: SituationForm, found: Situation | None) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, found, status=422)
    seen = form.cleaned_data["version"] if found else None
    try:
        announcing.tell(told=form.told(), by=request.user, at=timezone.now(), situation=found, seen=seen)
    except (announcing.WordsNeeded, announcing.EndsBeforeItBegins, ChangedMeanwhile) as refusal:
        return _page(request, form, found, refusal=str(refusal.message), status=409)
    messages.success(request, _("Those at the desk see it now."))
    return HttpResponseRedirect(reverse("knowledge_now"))


def _page(
    request: AuthenticatedRequest, form: SituationForm, found: Situation | None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    title = str(found) if found else _("Something has happened")
    plain = [form[name] for name in ("kind", "began_at", "expected_until", "public")]
    aside = [form["streets"], form["topics"]]
    crumbs = [
        {"label": _("Knowledge"), "url": reverse("knowledge")},
        {"label": pgettext("knowledge", "Now in the city"), "url": reverse("knowledge_now")},
        {"label": title, "url": ""},
    ]
    given = {"form": form, "title": title, "refusal": refusal, "plain": plain, "aside": aside,
             "version": form["version"], "crumbs": crumbs}  # fmt: skip
    return render(request, "knowledge/in_languages.html", given, status=status)
