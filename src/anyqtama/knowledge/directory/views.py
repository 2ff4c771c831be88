"""The directory: who answers for what, where, when; written by those who write."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.knowledge import directing, finding
from anyqtama.knowledge.cataloguing import ChangedMeanwhile, NameNeeded
from anyqtama.knowledge.directory.forms import BodyForm, begun
from anyqtama.knowledge.models import Body
from anyqtama.knowledge.models.directory import BODY_TEXTS
from anyqtama.knowledge.sections import tabs
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_safe
@for_right("knowledge.read")
def directory(request: AuthenticatedRequest) -> HttpResponse:
    """`?q=`"""
    words = request.GET.get("q", "")[:100]
    if words.strip():
        rows = finding.bodies(person=request.user, query=words, language=get_language() or "kk", limit=50)
    else:
        rows = sorted(access.visible(request.user, Body).filter(retired_at=None), key=str)
    given = {
        "rows": [(row, row.text("phones").replace("\n", " · "), row.text("address")) for row in rows],
        "words": words,
        "writes": access.has_right(request.user, "knowledge.write"),
        "tabs": tabs("knowledge_directory", request.user),
    }
    return render(request, "knowledge/directory.html", given)


@require_safe
@for_right("knowledge.read")
def body(request: AuthenticatedRequest, code: str) -> HttpResponse:
    found = access.fetch(request.user, Body, code=code)
    said = [(title, found.text(name)) for name, (title, _rows) in BodyForm.SAID.items() if found.text(name)]
    given = {
        "body": found,
        "said": said,
        "offerings": sorted(found.offerings.offered(), key=str),
        "writes": access.has_right(request.user, "knowledge.write"),
        "crumbs": _crumbs(str(found)),
    }
    return render(request, "knowledge/body.html", given)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def new(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, BodyForm(auto_id="body-%s"), None)
    return _save(request, BodyForm(request.POST, auto_id="body-%s"), None)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def edit(request: AuthenticatedRequest, code: str) -> HttpResponse:
    found = access.fetch(request.user, Body, code=code)
    if request.method == "GET":
        return _page(request, begun(found), found)
    return _save(request, BodyForm(request.POST, body=found, auto_id="body-%s"), found)


@require_POST
@for_right("knowledge.write")
def retire(request: AuthenticatedRequest, code: str) -> HttpResponse:
    found = access.fetch(request.user, Body, code=code)
    try:
        directing.retire(body=found, by=request.user, at=timezone.now())
    except directing.StillOffers as refusal:
        messages.error(request, str(refusal.message))
        return HttpResponseRedirect(reverse("knowledge_body", args=[code]))
    return HttpResponseRedirect(reverse("knowledge_directory"))


def _save(request: AuthenticatedRequest, form: BodyForm, found: Body | None) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, found, status=422)
    said = form.cleaned_data
    try:
        made = directing.save(
            code=said["code"], names=form.said("name"), texts={name: form.said(name) for name in BODY_TEXTS},
            email=said["email"], site=said["site"], by=request.user, at=timezone.now(),
            seen=said["version"] if found else None,
        )  # fmt: skip
    except (NameNeeded, ChangedMeanwhile) as refusal:
        return _page(request, form, found, refusal=str(refusal.message), status=409)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("knowledge_body", args=[made.code]))


def _page(
    request: AuthenticatedRequest, form: BodyForm, found: Body | None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    title = str(found) if found else _("New in the directory")
    given = {"form": form, "title": title, "refusal": refusal, "plain": [form["code"], form["email"], form["site"]],
             "version": form["version"], "crumbs": _crumbs(title)}  # fmt: skip
    return render(request, "knowledge/in_languages.html", given, status=status)


def _crumbs(title: str) -> list[dict[str, str]]:
    return [
        {"label": _("Knowledge"), "url": reverse("knowledge")},
        {"label": _("Directory"), "url": reverse("knowledge_directory")},
        {"label": title, "url": ""},
    ]
