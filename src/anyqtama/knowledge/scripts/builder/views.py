"""Scripts written: the builder answers each move with the steps as they stand, keeps a draft, sends it for approval."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anyqtama.kernel.labels import LANGUAGES, OWN_NAMES
from anyqtama.knowledge import checking, drafting
from anyqtama.knowledge.models import Draft, Script
from anyqtama.knowledge.scripts import building, showing
from anyqtama.knowledge.scripts.building import Moved, Written
from anyqtama.knowledge.scripts.forms import NamesForm, begun, drafted
from anyqtama.knowledge.scripts.views import crumbs, newest
from anyqtama.knowledge.writing.views import said
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def new(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "POST":
        return _answer(request, None, timezone.now())
    return _page(request, begun(None, 0), building.move(Written([]), "add"))


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def edit(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """The draft where there is one, else what is published; a script may be only a draft yet."""
    draft = Draft.objects.open().select_related("decided_by", "author").filter(kind="script", code=code).first()
    found = access.visible(request.user, Script).filter(code=code).first()
    if found is None and draft is None:
        raise Http404
    if request.method == "POST":
        return _answer(request, found, timezone.now())
    if draft:
        content = draft.content
        return _page(request, drafted(draft, found), Moved(Written(content["steps"], content["uses"])), draft=draft)
    assert found is not None
    version = newest(found)
    uses = [[use.topic, use.channel, use.language] for use in found.uses.order_by("topic", "channel", "language")]
    names = begun(found, version.number if version else 0)
    return _page(request, names, Moved(Written(version.steps if version else [], uses)))


def _answer(request: AuthenticatedRequest, found: Script | None, at: datetime) -> HttpResponse:
    """`act`: keep, submit; draw (only the picture is wanted); else a move of the builder."""
    act, script = request.POST.get("act", "keep"), building.read(request.POST)
    names = NamesForm(request.POST, script=found)
    if act in {"keep", "submit"}:
        return _hand_in(request, names, script, act, at)
    if act == "draw":
        shown = showing.way(script.steps, checking.problems(script.steps), get_language() or "kk")
        return render(request, "knowledge/script_way.html", shown)
    moved = building.move(script, act)
    if request.headers.get("HX-Request"):
        return render(request, "knowledge/script_steps.html", showing.builder(moved, get_language() or "kk"))
    names.is_valid()
    return _page(request, names, moved)


def _hand_in(request: AuthenticatedRequest, names: NamesForm, script: Written, step: str, at: datetime) -> HttpResponse:
    if not names.is_valid():
        return _page(request, names, Moved(script), status=422)
    if step == "submit" and (not script.steps or checking.problems(script.steps)):
        return _page(request, names, Moved(script), status=422)
    try:
        draft = drafting.hand_in(
            kind="script", code=names.cleaned_data["code"], written=names.written(script), step=step, by=request.user,
            at=at, version=names.cleaned_data["draft"],
        )  # fmt: skip
    except drafting.NotYourTurn as refusal:
        return _page(request, names, Moved(script), refusal=str(refusal.message), status=409)
    messages.success(request, said(draft))
    return HttpResponseRedirect(reverse("knowledge_draft", args=["script", draft.code]))


def _page(
    request: AuthenticatedRequest,
    names: NamesForm,
    moved: Moved,
    *,
    refusal: str = "",
    status: int = 200,
    draft: Draft | None = None,
) -> HttpResponse:
    title = _("Change the script") if names.script else _("New script")
    given = {
        "names": names,
        "said_names": [names[f"name_{code}"] for code in LANGUAGES],
        "uses": [*moved.written.uses, ["-", "", ""]],
        "topics": list(showing.topics().items()),
        "channels": showing.channels(),
        "languages": list(OWN_NAMES.items()),
        "title": title,
        "refusal": refusal,
        "draft": draft,
        "crumbs": crumbs(title),
    }
    shown = given | showing.builder(moved, get_language() or "kk")
    return render(request, "knowledge/script_edit.html", shown, status=status)
