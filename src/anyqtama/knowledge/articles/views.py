"""Articles: found, read in the reader's language or another, their revisions, written."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from anyqtama.knowledge import belonging, finding, publishing
from anyqtama.knowledge.articles.forms import OWN_NAMES, ArticleForm, begun
from anyqtama.knowledge.models import Article, ArticleRevision
from anyqtama.knowledge.sections import tabs
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

PAGE = 50


@require_safe
@for_right("knowledge.read")
def articles(request: AuthenticatedRequest) -> HttpResponse:
    """`?q=&page=`"""
    words, language = request.GET.get("q", "")[:100], get_language() or "kk"
    if words.strip():
        found = finding.search(person=request.user, query=words, language=language, limit=PAGE)
        page = Paginator(found, PAGE).get_page(1)
        shown = found
    else:
        ids = access.visible(request.user, Article).order_by("-updated_at", "pk").values_list("pk", flat=True)
        page = Paginator(ids, PAGE).get_page(request.GET.get("page"))  # type: ignore[assignment]
        shown = finding.in_language(list(page), language)  # type: ignore[arg-type]
    given = {
        "words": words,
        "page": page,
        "rows": shown,
        "tabs": tabs("knowledge"),
        "names": OWN_NAMES,
        "writes": access.has_right(request.user, "knowledge.write"),
    }
    return render(request, "knowledge/list.html", given)


@require_safe
@for_right("knowledge.read")
def article(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """`?language=kk|ru|en`: the reader's own where the article has it."""
    found = access.fetch(request.user, Article, code=code)
    texts = {text.language: text for text in found.texts.order_by("language")}
    wanted = request.GET.get("language", "") or get_language() or "kk"
    if not texts:
        raise Http404
    text = texts.get(wanted) or texts.get("kk") or next(iter(texts.values()))
    languages = [
        {"label": OWN_NAMES[each], "url": f"?language={each}", "current": each == text.language, "count": ""}
        for each in OWN_NAMES
        if each in texts
    ]
    given = {
        "article": found,
        "text": text,
        "languages": languages,
        "topics": [name for _pk, name in belonging.topics().of(found)],
        "revisions": text.revisions.select_related("by").order_by("-number")[:30],
        "writes": access.has_right(request.user, "knowledge.write"),
        "crumbs": _crumbs(text.title),
    }
    return render(request, "knowledge/article.html", given)


@require_safe
@for_right("knowledge.read")
def revision(request: AuthenticatedRequest, code: str, language: str, number: int) -> HttpResponse:
    found = access.fetch(request.user, Article, code=code)
    rows = ArticleRevision.objects.select_related("by", "text")
    row = get_object_or_404(rows, text__article=found, text__language=language, number=number)
    given = {"article": found, "revision": row, "language": language, "crumbs": _crumbs(row.title)}
    return render(request, "knowledge/revision.html", given)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def new(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, ArticleForm(auto_id="article-%s"), None)
    return _publish(request, ArticleForm(request.POST, auto_id="article-%s"), None)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def edit(request: AuthenticatedRequest, code: str) -> HttpResponse:
    found = access.fetch(request.user, Article, code=code)
    if request.method == "GET":
        return _page(request, begun(found), found)
    return _publish(request, ArticleForm(request.POST, article=found, auto_id="article-%s"), found)


def _publish(request: AuthenticatedRequest, form: ArticleForm, article: Article | None) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, article, status=422)
    try:
        made = publishing.publish(
            code=form.cleaned_data["code"], texts=form.texts(), tags=form.tag_list(), by=request.user,
            at=timezone.now(), topic_ids=form.cleaned_data["topics"], seen_at=form.seen_at() if article else None,
        )  # fmt: skip
    except (publishing.NothingWritten, publishing.ChangedMeanwhile) as refusal:
        return _page(request, form, article, refusal=str(refusal.message), status=409)
    messages.success(request, _("The article is published."))
    return HttpResponseRedirect(reverse("article", args=[made.code]))


def _page(
    request: AuthenticatedRequest, form: ArticleForm, article: Article | None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    title = _("Change the article") if article else _("New article")
    given = {"form": form, "article": article, "title": title, "refusal": refusal, "crumbs": _crumbs(title)}
    return render(request, "knowledge/edit.html", given, status=status)


def _crumbs(title: str) -> list[dict[str, str]]:
    return [{"label": _("Knowledge"), "url": reverse("knowledge")}, {"label": title, "url": ""}]
