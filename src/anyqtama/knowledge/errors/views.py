"""Known errors on their pages: everyone reads and finds them, those who write write them."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.knowledge.cataloguing import ChangedMeanwhile, NameNeeded
from anyqtama.knowledge.errors import finding, recording
from anyqtama.knowledge.errors.forms import ErrorForm, begun
from anyqtama.knowledge.errors.words import STATES, TITLES
from anyqtama.knowledge.models import KnownError
from anyqtama.knowledge.sections import tabs
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_safe
@for_right("knowledge.read")
def known_errors(request: AuthenticatedRequest) -> HttpResponse:
    """`?q=`; those without help first."""
    words = request.GET.get("q", "")[:100]
    if words.strip():
        rows = finding.by_words(person=request.user, words=words, language=get_language() or "kk", limit=50)
    else:
        seen = access.visible(request.user, KnownError).filter(retired_at=None).prefetch_related("offerings")
        rows = sorted(seen, key=lambda row: (list(STATES).index(row.state), str(row)))
    given = {
        "rows": [(row, *STATES[row.state]) for row in rows],
        "words": words,
        "writes": access.has_right(request.user, "knowledge.write"),
        "tabs": tabs("knowledge_errors", request.user),
    }
    return render(request, "knowledge/errors.html", given)


@require_safe
@for_right("knowledge.read")
def error(request: AuthenticatedRequest, code: str) -> HttpResponse:
    found = access.fetch(request.user, KnownError, code=code)
    shape, word = STATES[found.state]
    given = {
        "error": found,
        "shape": shape,
        "word": word,
        "said": [(title, found.text(name)) for name, title in TITLES.items() if found.text(name)],
        "offerings": sorted(found.offerings.all(), key=str),
        "writes": access.has_right(request.user, "knowledge.write"),
        "crumbs": _crumbs(str(found)),
    }
    return render(request, "knowledge/error.html", given)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def new(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, ErrorForm(auto_id="error-%s"), None)
    return _save(request, ErrorForm(request.POST, auto_id="error-%s"), None)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def edit(request: AuthenticatedRequest, code: str) -> HttpResponse:
    found = access.fetch(request.user, KnownError, code=code)
    if request.method == "GET":
        return _page(request, begun(found), found)
    return _save(request, ErrorForm(request.POST, error=found, auto_id="error-%s"), found)


@require_POST
@for_right("knowledge.write")
def retire(request: AuthenticatedRequest, code: str) -> HttpResponse:
    found = access.fetch(request.user, KnownError, code=code)
    recording.retire(error=found, by=request.user, at=timezone.now())
    messages.success(request, _("It is found no more; cases that named it keep it."))
    return HttpResponseRedirect(reverse("knowledge_errors"))


def _save(request: AuthenticatedRequest, form: ErrorForm, found: KnownError | None) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, found, status=422)
    code, seen = form.cleaned_data["code"], form.cleaned_data["version"] if found else None
    try:
        made = recording.save(code=code, told=form.told(), by=request.user, at=timezone.now(), seen=seen)
    except (NameNeeded, ChangedMeanwhile, recording.NothingHelps, recording.NoFix) as refusal:
        return _page(request, form, found, refusal=str(refusal.message), status=409)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("knowledge_error", args=[made.code]))


def _page(
    request: AuthenticatedRequest, form: ErrorForm, found: KnownError | None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    title = str(found) if found else _("New known error")
    given = {
        "form": form,
        "title": title,
        "refusal": refusal,
        "plain": [form["code"], form["state"]],
        "aside": [form["offerings"], form["topics"]],
        "version": form["version"],
        "crumbs": _crumbs(title),
    }
    return render(request, "knowledge/in_languages.html", given, status=status)


def _crumbs(title: str) -> list[dict[str, str]]:
    return [
        {"label": _("Knowledge"), "url": reverse("knowledge")},
        {"label": _("Known errors"), "url": reverse("knowledge_errors")},
        {"label": title, "url": ""},
    ]
