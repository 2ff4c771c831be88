"""For editors: what waits, one draft beside what is published, its approval, remarks answered, searches settled."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anyqtama.knowledge import checking, drafting, listening, publishing, work
from anyqtama.knowledge.drafts.comparing import compared
from anyqtama.knowledge.models import Draft, DraftState, Feedback
from anyqtama.knowledge.sections import tabs
from anyqtama.knowledge.writing.views import said
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.ui.inputs import MomentField

REFUSALS = (
    drafting.NotYourTurn, drafting.SecondPersonNeeded, drafting.TimePassed, drafting.CommentNeeded,
    publishing.NothingWritten, publishing.ChangedMeanwhile, publishing.TranslatesItself, publishing.NoOriginal,
    publishing.StepIncomplete, publishing.ScriptChangedMeanwhile, publishing.UseTaken, checking.WayWrong,
)  # fmt: skip


@require_safe
@for_right("knowledge.write")
def editors(request: AuthenticatedRequest) -> HttpResponse:
    at, language = timezone.now(), get_language() or "kk"
    found = work.of(request.user, at=at)
    given = {
        "work": found,
        "today": timezone.localdate(at),
        "drafts": [(draft, draft.title(language)) for draft in found.drafts],
        "tabs": tabs("knowledge_work", request.user),
    }
    return render(request, "knowledge/work.html", given)


@require_safe
@for_right("knowledge.write")
def draft(request: AuthenticatedRequest, kind: str, code: str) -> HttpResponse:
    """Beside what is published: each difference marked."""
    return _page(request, _fetch(kind, code))


@require_POST
@for_right("knowledge.write")
def decide(request: AuthenticatedRequest, kind: str, code: str) -> HttpResponse:
    """`act`: submit, approve, send_back, drop."""
    found, by, at = _fetch(kind, code), request.user, timezone.now()
    act, comment = request.POST.get("act", ""), request.POST.get("comment", "")
    when = MomentField(required=False)
    try:
        match act:
            case "submit":
                found = drafting.submit(draft=found, by=by, at=at)
            case "approve":
                found = drafting.approve(
                    draft=found, by=by, at=at, publish_at=when.clean(request.POST.get("publish_at", ""))
                )
            case "drop":
                found = drafting.drop(draft=found, by=by, at=at)
            case _:
                found = drafting.send_back(draft=found, by=by, comment=comment, at=at)
    except ValidationError as unread:
        return _page(request, found, refusal=unread.messages[0], status=422)
    except REFUSALS as refusal:
        return _page(request, found, refusal=str(refusal.message), status=409)
    messages.success(request, said(found))
    return HttpResponseRedirect(reverse("knowledge_work"))


@require_POST
@for_right("knowledge.write")
def answer(request: AuthenticatedRequest, feedback_id: int) -> HttpResponse:
    """A remark is done with."""
    found = get_object_or_404(Feedback, pk=feedback_id)
    listening.close(feedback=found, answer=request.POST.get("answer", ""), by=request.user, at=timezone.now())
    return HttpResponseRedirect(reverse("knowledge_work"))


@require_POST
@for_right("knowledge.write")
def settle(request: AuthenticatedRequest) -> HttpResponse:
    """What was searched is written now, or does not belong here."""
    listening.settle(query=request.POST.get("query", "")[:100], at=timezone.now())
    return HttpResponseRedirect(reverse("knowledge_work"))


def _fetch(kind: str, code: str) -> Draft:
    drafts = Draft.objects.open().select_related("author", "decided_by")
    return get_object_or_404(drafts, kind=kind, code=code)


def _page(request: AuthenticatedRequest, draft: Draft, *, refusal: str = "", status: int = 200) -> HttpResponse:
    language = get_language() or "kk"
    title = draft.title(language)
    own = draft.author_id == request.user.pk
    approved_by_anyone = draft.state != DraftState.SCHEDULED and not draft.two_people
    given = {
        "draft": draft,
        "title": title,
        "compared": compared(draft, language),
        "refusal": refusal,
        "publish_at": request.POST.get("publish_at", ""),
        "may_approve": approved_by_anyone or (draft.state == DraftState.WAITING and not own),
        "edit_url": reverse("article_edit" if draft.kind == "article" else "knowledge_script_edit", args=[draft.code]),
        "crumbs": [{"label": _("Knowledge"), "url": reverse("knowledge")},
                   {"label": _("For editors"), "url": reverse("knowledge_work")}, {"label": title, "url": ""}],
    }  # fmt: skip
    return render(request, "knowledge/draft.html", given, status=status)
