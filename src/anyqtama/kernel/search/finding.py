"""Ranked hits out of the index, in one order on both databases. Rights are asked of others."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from anyqtama.kernel.models import SearchDocument, SearchVector
from anyqtama.kernel.search import showing, synonyms
from anyqtama.kernel.search.reading import Store
from anyqtama.science import text as words

Visible = Callable[[Sequence[str]], Collection[str]]
"""Object ids of one source → those that the reader may see."""
Scored = tuple[float, SearchDocument]

OWN_LANGUAGE = 1.1
LEAST_EVIDENCE = 0.25
UNKNOWN, CLEARER = 0.5, 0.2
PAGE = 50
MOST_LETTERS = 1000


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, in the language version that fits best. `query` is how the words were understood."""

    source: str
    object_id: str
    language: str
    title: str
    url: str
    summary: str
    score: float
    updated_at: datetime
    query: str

    @property
    def snippet(self) -> str:
        """The piece of the text that has most of the query."""
        return showing.snippet(self.summary, self.query)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Ids of vectors, the best first, with their scores."""

    query: str
    ids: Sequence[int]
    scores: Sequence[float]
    known: float


def find(
    query: str, *, sources: Mapping[str, Visible | None], language: str = "", limit: int = 20, typing: bool = False
) -> list[Hit]:
    """The best hits among `sources`, each filtered by its policy (None: everyone sees all of it).

    `language` is the reader's: of two versions that fit alike theirs comes first. A query typed with the other keyboard
    layout or in Latin letters is understood; `typing` says that its last word may go on.
    """
    query = query[:MOST_LETTERS]
    if not words.words(query):
        return []
    store = Store(list(sources))
    ranked = _ranked(store, query, typing)
    if ranked.known < UNKNOWN:
        others = [_ranked(store, other, typing) for other in words.other_layouts(query)]
        best = max(others, key=lambda other: other.known, default=ranked)
        ranked = best if best.known > ranked.known + CLEARER else ranked
    versions: dict[tuple[str, str], Scored] = {}
    for page in _pages(ranked, max(limit * 3, PAGE), language):
        new = [scored for scored in page if _object(scored) not in versions]
        for scored in _seen(new, sources):
            versions.setdefault(_object(scored), scored)
        if len(versions) >= limit:
            break
    return [_hit(score, document, ranked.query) for score, document in list(versions.values())[:limit]]


def _ranked(store: Store, query: str, typing: bool) -> Ranked:
    asked = synonyms.widened(words.query(query, typing=typing))
    terms = {term for readings in asked for reading in readings for term in reading.all_terms()}
    stored = store.parts(terms)
    ranking = words.rank([each.part for each in stored], asked)
    if not stored:
        return Ranked(query, [], [], 0.0)
    ids = np.concatenate([each.ids for each in stored])
    scores = np.where(np.concatenate(ranking.evidence) >= LEAST_EVIDENCE, np.concatenate(ranking.scores), 0.0).round(6)
    kept = np.flatnonzero(scores > 0)
    order = kept[np.lexsort((ids[kept], -scores[kept]))]
    return Ranked(query, ids[order].tolist(), scores[order].tolist(), ranking.known)


def _pages(ranked: Ranked, size: int, language: str) -> Iterator[list[Scored]]:
    """The hits that still stand; a vector that is gone belongs to a document that was changed or removed."""
    for start in range(0, len(ranked.ids), size):
        scores = dict(zip(ranked.ids[start : start + size], ranked.scores[start : start + size], strict=True))
        rows = SearchVector.objects.filter(pk__in=list(scores)).defer("data").select_related("document")
        page = [(_own(scores[row.pk], row.document, language), row.document) for row in rows]
        yield sorted(page, key=lambda one: (-one[0], one[1].source, one[1].object_id, one[1].language))


def _own(score: float, document: SearchDocument, language: str) -> float:
    return round(score * (OWN_LANGUAGE if document.language == language else 1.0), 6)


def _object(scored: Scored) -> tuple[str, str]:
    return scored[1].source, scored[1].object_id


def _seen(page: Sequence[Scored], sources: Mapping[str, Visible | None]) -> list[Scored]:
    by_source: dict[str, list[str]] = defaultdict(list)
    for _, document in page:
        by_source[document.source].append(document.object_id)
    allowed = {source: _allowed(sources[source], ids) for source, ids in by_source.items()}
    return [scored for scored in page if scored[1].object_id in allowed[scored[1].source]]


def _allowed(visible: Visible | None, ids: Sequence[str]) -> Collection[str]:
    return ids if visible is None else set(visible(ids))


def _hit(score: float, document: SearchDocument, query: str) -> Hit:
    return Hit(
        source=document.source,
        object_id=document.object_id,
        language=document.language,
        title=document.title,
        url=document.url,
        summary=document.summary,
        score=score,
        updated_at=document.updated_at,
        query=query,
    )
