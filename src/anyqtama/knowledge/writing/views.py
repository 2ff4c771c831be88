"""Articles written: the form, its preview, pictures, the draft's next step; retired or found true again."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from anyqtama.kernel.file_kinds import FileRefused
from anyqtama.knowledge import drafting, listening, picturing, publishing, reviewing
from anyqtama.knowledge.articles.forms import ArticleForm, begun, drafted
from anyqtama.knowledge.articles.views import crumbs, fetch
from anyqtama.knowledge.models import Article, Draft, DraftState
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

REFUSALS = (
    publishing.NothingWritten, publishing.ChangedMeanwhile, publishing.TranslatesItself, publishing.NoOriginal,
    drafting.NotYourTurn, drafting.SecondPersonNeeded, drafting.TimePassed,
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def new(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":
        about = request.GET.get("about", "")[:200]
        initial = {"owner": request.user.pk, f"title_{request.user.language}": about[:1].upper() + about[1:]}
        return _page(request, ArticleForm(initial=initial, auto_id="article-%s"), None)
    return _save(request, ArticleForm(request.POST, request.FILES, auto_id="article-%s"), None)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def edit(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """An article, or one that is only a draft yet."""
    article = Article.objects.filter(code=code).first()
    draft = Draft.objects.open().filter(kind="article", code=code).first()
    if article is None:
        draft = draft or get_object_or_404(Draft.objects.open(), kind="article", code=code)
    if request.method == "GET":
        form = drafted(draft, article) if draft else begun(article)  # type: ignore[arg-type]
        return _page(request, form, article, draft=draft)
    return _save(request, ArticleForm(request.POST, request.FILES, article=article, auto_id="article-%s"), article)


@require_POST
@for_right("knowledge.write")
def preview(request: AuthenticatedRequest) -> HttpResponse:
    """The texts as they will be read, while they are written."""
    form = ArticleForm(request.POST, auto_id="article-%s")
    form.is_valid()
    return render(request, "knowledge/preview.html", {"texts": _texts(form)})


@require_POST
@for_right("knowledge.write")
def review(request: AuthenticatedRequest, code: str) -> HttpResponse:
    reviewing.confirm(article=fetch(request, code), by=request.user, at=timezone.now())
    messages.success(request, _("Read again and found true."))
    return HttpResponseRedirect(reverse("article", args=[code]))


@require_POST
@for_right("knowledge.write")
def retire(request: AuthenticatedRequest, code: str) -> HttpResponse:
    try:
        reviewing.retire(
            article=fetch(request, code), why=request.POST.get("why", ""), by=request.user, at=timezone.now()
        )
    except reviewing.WhyNeeded as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The article is retired. Publishing it again brings it back."))
    return HttpResponseRedirect(reverse("article", args=[code]))


@require_POST
@for_right("knowledge.read")
def feedback(request: AuthenticatedRequest, code: str) -> HttpResponse:
    found, said = access.fetch(request.user, Article, code=code), request.POST
    kind = said.get("kind", "")
    try:
        listening.feed_back(
            article=found, language=said.get("language", "kk")[:2], text=said.get("text", ""), by=request.user,
            kind=kind if kind in {"wrong", "missing", "unclear"} else "unclear", at=timezone.now(),
        )  # fmt: skip
    except listening.WordsNeeded as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Thank you. Those who write will see it."))
    return HttpResponseRedirect(reverse("article", args=[code]))


def _save(request: AuthenticatedRequest, form: ArticleForm, article: Article | None) -> HttpResponse:
    act, at = request.POST.get("act", "publish"), timezone.now()
    if not form.is_valid():
        return _page(request, form, article, status=422)
    if act == "picture":
        return _picture(request, form, article, at)
    if act == "preview":
        return _page(request, form, article, texts=_texts(form))
    step = act if act in {"keep", "submit"} else "publish"
    publish_at = form.cleaned_data["publish_at"] if step == "publish" else None
    try:
        draft = drafting.hand_in(
            kind="article", code=form.cleaned_data["code"], written=form.written(), step=step, by=request.user, at=at,
            version=form.cleaned_data["draft"], publish_at=publish_at,
        )  # fmt: skip
    except REFUSALS as refusal:
        return _page(request, form, article, refusal=str(refusal.message), status=409)
    messages.success(request, said(draft))
    if draft.state == DraftState.PUBLISHED:
        return HttpResponseRedirect(reverse("article", args=[draft.code]))
    return HttpResponseRedirect(reverse("knowledge_draft", args=["article", draft.code]))


def said(draft: Draft) -> str:
    return {
        DraftState.WRITING: _("The draft is kept."),
        DraftState.WAITING: _("Sent for approval. Your colleagues see it in their day."),
        DraftState.SCHEDULED: _("It will be published at the time you chose."),
        DraftState.PUBLISHED: _("It is published."),
        DraftState.DROPPED: _("The draft is put aside."),
    }[DraftState(draft.state)]


def _picture(request: AuthenticatedRequest, form: ArticleForm, article: Article | None, at: datetime) -> HttpResponse:
    """Without scripts and with them: the picture is kept, its line stands at the end of the text."""
    upload, words = form.cleaned_data["picture"], form.cleaned_data["picture_words"]
    if upload is None:
        return _page(request, form, article, refusal=_("Choose a picture first."), status=422)
    try:
        line = picturing.add(
            code=form.cleaned_data["code"], stream=upload.file, name=upload.name, words=words, by=request.user, at=at
        )
    except (picturing.NotAPicture, picturing.WordsNeeded, FileRefused) as refusal:
        return _page(request, form, article, refusal=str(refusal.message), status=422)
    data = request.POST.copy()
    field = f"body_{form.cleaned_data['picture_language'] or 'kk'}"
    data[field] = f"{data.get(field, '').rstrip()}\n\n{line}\n"
    data["picture_words"] = ""
    filled = ArticleForm(data, article=article, auto_id="article-%s")
    filled.is_valid()
    return _page(request, filled, article)


def _texts(form: ArticleForm) -> list[dict[str, str]]:
    said = form.data
    texts = [
        {"language": each["code"], "name": each["name"], "title": said.get(f"title_{each['code']}", ""),
         "body": said.get(f"body_{each['code']}", "")[:20_000]}
        for each in form.sections()
    ]  # fmt: skip
    return [text for text in texts if text["title"] or text["body"]]


def _page(
    request: AuthenticatedRequest,
    form: ArticleForm,
    article: Article | None,
    *,
    refusal: str = "",
    status: int = 200,
    draft: Draft | None = None,
    texts: list[dict[str, str]] | None = None,
) -> HttpResponse:
    title = _("Change the article") if article else _("New article")
    given = {
        "form": form,
        "article": article,
        "title": title,
        "refusal": refusal,
        "draft": draft,
        "texts": texts,
        "strict": bool(article and article.two_people),
        "crumbs": crumbs(title),
    }
    return render(request, "knowledge/edit.html", given, status=status)
