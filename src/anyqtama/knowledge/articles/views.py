"""Articles read: the list, one in the reader's language or another, its revisions and what each changed."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anyqtama.kernel import files
from anyqtama.kernel.labels import OWN_NAMES
from anyqtama.knowledge import belonging, differing, finding, listening
from anyqtama.knowledge.models import Article, ArticleRevision, Draft, Feedback, Picture
from anyqtama.knowledge.sections import tabs
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

PAGE = 50


@require_safe
@for_right("knowledge.read")
def articles(request: AuthenticatedRequest) -> HttpResponse:
    """`?q=&page=&shown=retired`: retired ones are shown to those who write."""
    words, language = request.GET.get("q", "")[:100], get_language() or "kk"
    writes = access.has_right(request.user, "knowledge.write")
    retired = writes and request.GET.get("shown") == "retired"
    if words.strip():
        found = finding.search(person=request.user, query=words, language=language, limit=PAGE)
        if not found:
            listening.note_miss(query=words, language=language, by=request.user, at=timezone.now())
        page, shown = Paginator(found, PAGE).get_page(1), found
    else:
        rows = Article.objects.exclude(retired_at=None) if retired else access.visible(request.user, Article)
        ids = rows.order_by("-updated_at", "pk").values_list("pk", flat=True)
        page = Paginator(ids, PAGE).get_page(request.GET.get("page"))  # type: ignore[assignment]
        shown = finding.marked(request.user, finding.in_language(list(page), language))  # type: ignore[arg-type]
    given = {
        "words": words,
        "page": page,
        "rows": shown,
        "tabs": tabs("knowledge", request.user),
        "names": OWN_NAMES,
        "writes": writes,
        "retired": retired,
    }
    return render(request, "knowledge/list.html", given)


def fetch(request: AuthenticatedRequest, code: str) -> Article:
    """One that the reader may see; who writes sees the retired ones too."""
    if access.has_right(request.user, "knowledge.write"):
        return get_object_or_404(Article.objects.exclude(published_at=None), code=code)
    return access.fetch(request.user, Article, code=code)


@require_safe
@for_right("knowledge.read")
def article(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """`?language=kk|ru|en`: the reader's own where the article has it."""
    found = fetch(request, code)
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
    source = texts.get(text.source_language)
    writes = access.has_right(request.user, "knowledge.write")
    given = {
        "article": found,
        "text": text,
        "source": source,
        "source_name": OWN_NAMES.get(text.source_language, ""),
        "outdated": bool(source and text.source_revision and source.revision > text.source_revision),
        "languages": languages,
        "topics": [name for _pk, name in belonging.topics().of(found)],
        "revisions": text.revisions.select_related("by").order_by("-number")[:30],
        "writes": writes,
        "draft": Draft.objects.open().filter(kind="article", code=code).first() if writes else None,
        "remarks": found.feedback.open().select_related("by").order_by("at") if writes else [],
        "kinds": Feedback.Kind,
        "overdue": found.review_on is not None and found.review_on <= timezone.localdate(),
        "crumbs": crumbs(text.title),
    }
    return render(request, "knowledge/article.html", given)


@require_safe
@for_right("knowledge.read")
def revision(request: AuthenticatedRequest, code: str, language: str, number: int) -> HttpResponse:
    """A text as it was, and what that revision changed against the one before."""
    found = fetch(request, code)
    rows = ArticleRevision.objects.select_related("by", "text").filter(text__article=found, text__language=language)
    row = get_object_or_404(rows, number=number)
    before = rows.filter(number=number - 1).first()
    here = f"{reverse('article', args=[code])}?language={language}"
    given = {
        "article": found,
        "revision": row,
        "before": before,
        "parts": differing.parts(before.body, row.body) if before else [],
        "language": language,
        "newest": row.number == row.text.revision,
        "crumbs": [*crumbs(row.title)[:1], {"label": row.text.title, "url": here},
                   {"label": _("Revision %(number)d") % {"number": number}, "url": ""}],
    }  # fmt: skip
    return render(request, "knowledge/revision.html", given)


@require_safe
@for_right("knowledge.read")
def picture(request: AuthenticatedRequest, picture_id: int) -> HttpResponseBase:
    """To those who may read its article, and to those who write it."""
    found = get_object_or_404(Picture.objects.select_related("file"), pk=picture_id)
    if not access.has_right(request.user, "knowledge.write"):
        access.fetch(request.user, Article, code=found.code)
    return files.response(found.file, request, inline=True)


def crumbs(title: str) -> list[dict[str, str]]:
    return [{"label": _("Knowledge"), "url": reverse("knowledge")}, {"label": title, "url": ""}]
