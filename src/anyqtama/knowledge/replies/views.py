"""Quick replies: everyone reads them, leads write them."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.kernel.labels import label
from anyqtama.knowledge import wording
from anyqtama.knowledge.models import QuickReply
from anyqtama.knowledge.quick_replies import PLACEHOLDERS
from anyqtama.knowledge.replies.forms import ReplyForm, begun
from anyqtama.knowledge.replies.versions import left_out, missing, versions
from anyqtama.knowledge.sections import tabs
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_safe
@for_right("knowledge.read")
def replies(request: AuthenticatedRequest) -> HttpResponse:
    """Who writes them also sees those that are put aside."""
    writes = access.has_right(request.user, "knowledge.write")
    rows = QuickReply.objects.all() if writes else access.visible(request.user, QuickReply)
    shown = [
        (reply, label(reply.names), label(reply.texts), left_out(reply) if writes else "")
        for reply in rows.order_by("shortcut")
    ]
    return render(
        request,
        "knowledge/replies.html",
        {"rows": shown, "writes": writes, "tabs": tabs("knowledge_replies", request.user)},
    )


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def new(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, ReplyForm(auto_id="reply-%s"), None)
    return _save(request, None)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def edit(request: AuthenticatedRequest, shortcut: str) -> HttpResponse:
    reply = get_object_or_404(QuickReply, shortcut=shortcut)
    if request.method == "GET":
        return _page(request, begun(reply), reply)
    return _save(request, reply)


def _save(request: AuthenticatedRequest, reply: QuickReply | None) -> HttpResponse:
    form = ReplyForm(request.POST, auto_id="reply-%s")
    if not form.is_valid():
        return _page(request, form, reply, status=422)
    said = form.cleaned_data
    try:
        wording.write(
            reply=reply, shortcut=said["shortcut"], names=form.words("name"), texts=form.words("text"),
            active=said["active"], by=request.user, at=timezone.now(), seen=said["seen"] if reply else "",
        )  # fmt: skip
    except wording.ChangedMeanwhile as refusal:
        return _changed(request, reply, str(refusal.message))
    except (wording.NothingWritten, wording.ShortcutTaken, wording.UnknownPlaceholders) as refusal:
        return _page(request, form, reply, refusal=str(refusal.message), status=409)
    messages.success(request, _("The quick reply is saved."))
    return HttpResponseRedirect(reverse("knowledge_replies"))


@require_POST
@for_right("knowledge.write")
def go_back(request: AuthenticatedRequest, shortcut: str) -> HttpResponse:
    """`version`: of the reply's history, to be said again."""
    reply = get_object_or_404(QuickReply, shortcut=shortcut)
    version = request.POST.get("version", "")
    try:
        back = wording.go_back(
            reply=reply, version=int(version) if version.isdigit() else 0, by=request.user, at=timezone.now()
        )
    except (wording.NoSuchVersion, wording.ShortcutTaken, wording.UnknownPlaceholders) as refusal:
        return _page(request, begun(reply), reply, refusal=str(refusal.message), status=409)
    messages.success(request, _("The quick reply says again what it said then."))
    return HttpResponseRedirect(reverse("knowledge_reply", args=[back.shortcut]))


def _changed(request: AuthenticatedRequest, reply: QuickReply | None, said: str) -> HttpResponse:
    """The reader's words stay in the form; the colleague's stand in the history beside it."""
    current, typed = get_object_or_404(QuickReply, pk=reply.pk if reply else None), request.POST.copy()
    typed["seen"] = wording.mark(current)
    return _page(request, ReplyForm(typed, auto_id="reply-%s"), current, refusal=said, status=409)


def _page(
    request: AuthenticatedRequest, form: ReplyForm, reply: QuickReply | None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    title = _("Change the quick reply") if reply else _("New quick reply")
    crumbs = [
        {"label": _("Knowledge"), "url": reverse("knowledge")},
        {"label": _("Quick replies"), "url": reverse("knowledge_replies")},
        {"label": reply.shortcut if reply else title, "url": ""},
    ]
    placeholders = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    given = {
        "form": form, "title": title, "crumbs": crumbs, "refusal": refusal, "placeholders": placeholders,
        "reply": reply, "versions": versions(reply) if reply else [], "missing": missing(reply) if reply else [],
    }  # fmt: skip
    return render(request, "knowledge/reply.html", given, status=status)
