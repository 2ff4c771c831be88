"""Finding an article while somebody waits: what belongs to the topic, what the search finds, one text to read aloud."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from django.db.models import QuerySet

from anyqtama.kernel import search as words
from anyqtama.knowledge import markup
from anyqtama.knowledge.models import Article, ArticleText, ArticleUse, Body, Offering
from anyqtama.knowledge.models.catalogue import TEXTS as OFFERING_TEXTS
from anyqtama.knowledge.models.directory import BODY_TEXTS
from anyqtama.knowledge.passages import Passage, passages
from anyqtama.knowledge.passages import fitting as fitting_passage
from anyqtama.people import access
from anyqtama.people.models import Person

SOURCE = "article"
MOST_SAID = 400


@dataclass(frozen=True, slots=True)
class Found:
    """An article in the language wanted, else in Kazakh, else in any it has."""

    code: str
    language: str
    title: str
    body: str
    updated_at: datetime
    changed: bool = False
    """Since the reader last used it."""
    heard: str = ""
    """The words it was found by."""

    @property
    def said(self) -> str:
        """What a client may be told: without marks and without the notes for operators."""
        return markup.plain(self.body)

    @property
    def passages(self) -> list[Passage]:
        return passages(self.body)

    @property
    def told(self) -> str:
        """What goes into a reply at once: all of it if it is short, else the passage that fits."""
        return fitting_passage(self.passages, self.heard)


class Articles(Protocol):
    def all(self) -> QuerySet[Article]: ...


class HasArticles(Protocol):
    """A topic, which stands a floor above and is known here only by its articles."""

    @property
    def articles(self) -> Articles: ...


def index(*, article: Article, at: datetime) -> None:
    """Make the article findable as it is now, in each language it has; a retired one is forgotten."""
    object_id, url = str(article.pk), f"/knowledge/{article.code}/"
    if article.published_at is None or article.retired_at is not None:
        words.remove(source=SOURCE, object_id=object_id)
        return
    tags = " ".join(article.tags)
    for row in article.texts.all():
        text = f"{markup.plain(row.body, notes=True)}\n{tags}"
        words.index(
            source=SOURCE, object_id=object_id, language=row.language, title=row.title, text=text,
            summary=markup.plain(row.body), url=url, at=at,
        )  # fmt: skip


def index_anew(object_ids: Sequence[str], at: datetime) -> None:
    """Index these articles again as they are."""
    for article in Article.objects.filter(pk__in=[int(known) for known in object_ids]).prefetch_related("texts"):
        index(article=article, at=at)


def search(*, person: Person, query: str, language: str, limit: int = 8, typing: bool = False) -> list[Found]:
    """The articles that fit best, in `language` where they have it. An empty query finds nothing.

    `typing` says that the last word may go on.
    """
    hits = words.find(query, sources={SOURCE: visible_to(person)}, language=language, limit=limit, typing=typing)
    found = in_language([int(hit.object_id) for hit in hits], language)
    return marked(person, [replace(each, heard=query) for each in found])


def visible_to(person: Person) -> words.Visible:
    """For any search that includes articles: which of them this person may read."""

    def seen(object_ids: Sequence[str]) -> set[str]:
        rows = access.visible(person, Article).filter(pk__in=[int(known) for known in object_ids])
        return {str(pk) for pk in rows.values_list("pk", flat=True)}

    return seen


def suggestions(*, person: Person, topic: HasArticles | None, language: str, limit: int = 5) -> list[Found]:
    """The articles of a topic that the person may read, the freshest first."""
    if topic is None:
        return []
    published = topic.articles.all() & access.visible(person, Article)
    ids = list(published.order_by("-updated_at", "id").values_list("pk", flat=True)[:limit])
    return marked(person, in_language(ids, language))


def fitting(
    *, person: Person, topic: HasArticles | None, said: Sequence[str], language: str, limit: int = 5
) -> list[Found]:
    """What helps in a conversation: what fits topic and words, what fits the words best, the topic's, other words'."""
    spoken = " ".join(said)[-MOST_SAID:]
    heard = search(person=person, query=spoken, language=language, limit=limit) if spoken else []
    of_topic = {each.code: each for each in suggestions(person=person, topic=topic, language=language, limit=limit)}
    both = [each for each in heard if each.code in of_topic]
    others = [each for each in heard if each.code not in of_topic]
    known = {each.code for each in heard}
    rest = [each for code, each in of_topic.items() if code not in known]
    return [replace(each, heard=spoken) for each in [*both, *others[:1], *rest, *others[1:]][:limit]]


def marked(person: Person, found: Sequence[Found]) -> list[Found]:
    """The same, knowing which changed since the person last used them at the desk. One query."""
    codes = [each.code for each in found]
    used = dict(
        ArticleUse.objects.filter(person=person, article__code__in=codes).values_list("article__code", "last_at")
    )
    return [replace(each, changed=each.code in used and used[each.code] < each.updated_at) for each in found]


def text(*, person: Person, code: str, language: str) -> Found | None:
    """One article the reader may see."""
    found = access.visible(person, Article).filter(code=code).values_list("pk", flat=True)
    return next(iter(in_language(list(found[:1]), language)), None)


def in_language(article_ids: Sequence[int], language: str) -> list[Found]:
    """The texts of these articles in their order, each in the nearest language. One query."""
    rows = ArticleText.objects.filter(article__in=article_ids).select_related("article")
    best: dict[int, ArticleText] = {}
    for row in sorted(rows, key=lambda row: _distance(row.language, language), reverse=True):
        best[row.article_id] = row
    return list(_found(best[pk] for pk in article_ids if pk in best))


def _distance(have: str, wanted: str) -> int:
    return 0 if have == wanted else 1 if have == "kk" else 2


def _found(texts: Iterable[ArticleText]) -> Iterable[Found]:
    for row in texts:
        yield Found(row.article.code, row.language, row.title, row.body, row.updated_at)


def index_offering(*, offering: Offering, at: datetime) -> None:
    """An offering in each language it has a name in; one no longer offered is forgotten."""
    _index("offering", offering, f"/knowledge/catalogue/{offering.code}/", OFFERING_TEXTS, at)


def index_body(*, body: Body, at: datetime) -> None:
    _index("body", body, f"/knowledge/directory/{body.code}/", BODY_TEXTS, at)


def offerings(*, person: Person, query: str, language: str, limit: int = 5) -> list[Offering]:
    """What is offered and fits the words, the best first."""
    ids = _hits("offering", query, language, limit)
    rows = access.visible(person, Offering).select_related("provider").prefetch_related("prices").in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def bodies(*, person: Person, query: str, language: str, limit: int = 5) -> list[Body]:
    ids = _hits("body", query, language, limit)
    rows = access.visible(person, Body).in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def _hits(source: str, query: str, language: str, limit: int) -> list[int]:
    return [int(hit.object_id) for hit in words.find(query, sources={source: None}, language=language, limit=limit)]


def _index(source: str, row: Offering | Body, url: str, fields: Sequence[str], at: datetime) -> None:
    words.remove(source=source, object_id=str(row.pk))
    if row.retired_at is not None:
        return
    for language, title in row.names.items():
        said = {name: row.texts.get(name, {}).get(language, "") for name in fields}
        words.index(
            source=source, object_id=str(row.pk), language=language, title=title, text="\n".join(said.values()),
            summary=said["about"], url=url, at=at,
        )  # fmt: skip
