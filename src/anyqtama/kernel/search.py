"""The search index: documents in, ranked hits out, in one order on both databases. Rights are asked of others."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Avg, Count

from anyqtama.kernel import search_words
from anyqtama.kernel.models import SearchDocument, SearchPosting

Visible = Callable[[Sequence[str]], Collection[str]]
"""Object ids of one source → those that the reader may see."""

TITLE_WEIGHT = 2.5
SATURATION, LENGTH_SHARE = 1.2, 0.6
KIND_WEIGHTS = {"k": 1.0, "r": 1.0, "e": 1.0, "5": 0.7, "4": 0.35, "w": 2.0}
OWN_LANGUAGE = 1.1
MOST_POSTINGS = 60_000
MOST_WORDS = 24
LEAST_SHARE = 0.12
SUMMARY = 400


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, in the language version that fits best."""

    source: str
    object_id: str
    language: str
    title: str
    url: str
    snippet: str
    score: float
    updated_at: datetime


def index(
    *, source: str, object_id: str, title: str, text: str, url: str, at: datetime, language: str = "", summary: str = ""
) -> None:
    """Make one document findable, or renew it. Part of the caller's transaction."""
    tally: dict[str, float] = defaultdict(float)
    for term, count in search_words.counted(text, language).items():
        tally[term] += count
    for term, count in search_words.counted(title, language).items():
        tally[term] += TITLE_WEIGHT * count
    length = len(search_words.words(text)) + len(search_words.words(title))
    shown = " ".join((summary or text).split())[:SUMMARY]
    facts = {"title": title[:300], "summary": shown, "url": url, "length": length, "updated_at": at}
    with transaction.atomic():
        document, new = SearchDocument.objects.update_or_create(
            source=source, object_id=object_id, language=language, defaults=facts
        )
        if not new:
            SearchPosting.objects.filter(document=document).delete()
        rows = [SearchPosting(document=document, term=term[:40], weight=tally[term]) for term in sorted(tally)]
        SearchPosting.objects.bulk_create(rows, batch_size=500)


def remove(*, source: str, object_id: str, language: str | None = None) -> int:
    """Forget a document in one language, or in all. Returns how many."""
    documents = SearchDocument.objects.filter(source=source, object_id=object_id)
    if language is not None:
        documents = documents.filter(language=language)
    ids = list(documents.values_list("pk", flat=True))
    SearchPosting.objects.filter(document_id__in=ids).delete()
    documents.filter(pk__in=ids).delete()
    return len(ids)


def find(query: str, *, sources: Mapping[str, Visible | None], language: str = "", limit: int = 20) -> list[Hit]:
    """The best hits among `sources`, each filtered by its policy (None: everyone sees all of it).

    `language` is the reader's: of two versions that fit alike theirs comes first. A query typed with the other keyboard
    layout or in Latin letters is understood.
    """
    scores = _scores(_query_terms(query), sources)
    if not scores:
        scores = _scores(_query_terms(search_words.other_layout(query)), sources)
    if not scores:
        return []
    documents = SearchDocument.objects.in_bulk(list(scores))
    ranked = sorted(
        ((scores[pk] * (OWN_LANGUAGE if document.language == language else 1.0), document)
         for pk, document in documents.items()),
        key=lambda pair: (-round(pair[0], 6), pair[1].source, pair[1].object_id, pair[1].language),
    )  # fmt: skip
    least = ranked[0][0] * LEAST_SHARE
    best: dict[tuple[str, str], tuple[float, SearchDocument]] = {}
    for score, document in ranked:
        if score >= least:
            best.setdefault((document.source, document.object_id), (score, document))
    return [_hit(score, document, query) for score, document in _seen(list(best.values()), sources, limit)]


def snippet(text: str, query: str, *, width: int = 180) -> str:
    """The piece of the text around its first word that the query has; whole words, with dots where it was cut."""
    wanted = {term for word in _worth(query) for term in _variants(word) if term[0] in "kre5w"}
    start = 0
    for match in search_words.WORD.finditer(text):
        if wanted.intersection(search_words.terms(match.group().lower()[: search_words.LONGEST_WORD])):
            start = max(0, match.start() - width // 3)
            break
    if start:
        start += re.match(r"\S*\s*", text[start:]).end()  # type: ignore[union-attr]
    end = start + width
    piece = text[start:end] if end >= len(text) else re.sub(r"\s+\S*$", "", text[start : end + 1])
    return f"{'… ' if start else ''}{piece.strip()}{' …' if end < len(text) else ''}"


def _worth(query: str) -> list[str]:
    found = search_words.words(query)[:MOST_WORDS]
    return [word for word in found if word not in search_words.ASKING] or found


def _variants(word: str) -> list[str]:
    found = dict.fromkeys(search_words.terms(word))
    if word.isascii() and word.isalpha():
        found.update(dict.fromkeys(search_words.terms(search_words.in_cyrillic(word))))
    return list(found)


def _query_terms(query: str) -> list[str]:
    return list(dict.fromkeys(term[:40] for word in _worth(query) for term in _variants(word)))


def _scores(terms: Sequence[str], sources: Collection[str]) -> dict[int, float]:
    """BM25 over the terms, each kind with its weight. The commonest terms are left out where they would cost much."""
    documents = SearchDocument.objects.filter(source__in=list(sources))
    about = documents.aggregate(number=Count("pk"), length=Avg("length"))
    if not about["number"] or not terms:
        return {}
    postings = SearchPosting.objects.filter(term__in=terms, document__source__in=list(sources))
    spread = dict(postings.values_list("term").annotate(number=Count("pk")).order_by())
    chosen: list[str] = []
    rows = 0
    for term in sorted(spread, key=lambda term: (spread[term], term)):
        rows += spread[term]
        if chosen and rows > MOST_POSTINGS:
            break
        chosen.append(term)
    usual = max(about["length"] or 1.0, 1.0)
    scores: dict[int, float] = defaultdict(float)
    found = postings.filter(term__in=chosen).values_list("term", "document_id", "weight", "document__length")
    for term, document, weight, length in sorted(found):
        rarity = math.log(1 + (about["number"] - spread[term] + 0.5) / (spread[term] + 0.5))
        damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / usual)
        scores[document] += KIND_WEIGHTS[term[0]] * rarity * weight * (SATURATION + 1) / (weight + damping)
    return scores


def _seen(
    ranked: Sequence[tuple[float, SearchDocument]], sources: Mapping[str, Visible | None], limit: int
) -> list[tuple[float, SearchDocument]]:
    """The first `limit` that the reader may see; policies are asked for a page of ids at a time."""
    kept: list[tuple[float, SearchDocument]] = []
    page = max(limit * 3, 50)
    for start in range(0, len(ranked), page):
        part = ranked[start : start + page]
        by_source: dict[str, list[str]] = defaultdict(list)
        for _, document in part:
            by_source[document.source].append(document.object_id)
        allowed = {source: _allowed(sources[source], ids) for source, ids in by_source.items()}
        kept += [pair for pair in part if pair[1].object_id in allowed[pair[1].source]]
        if len(kept) >= limit:
            break
    return kept[:limit]


def _allowed(visible: Visible | None, ids: Sequence[str]) -> Collection[str]:
    return ids if visible is None else set(visible(ids))


def _hit(score: float, document: SearchDocument, query: str) -> Hit:
    return Hit(
        source=document.source,
        object_id=document.object_id,
        language=document.language,
        title=document.title,
        url=document.url,
        snippet=snippet(document.summary, query),
        score=round(score, 6),
        updated_at=document.updated_at,
    )
