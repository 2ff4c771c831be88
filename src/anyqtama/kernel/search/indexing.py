"""Documents in and out of the index, as part of the caller's transaction: found from the moment it commits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anyqtama.kernel.models import SearchDocument, SearchVector
from anyqtama.kernel.models.search import METHOD
from anyqtama.kernel.search import packing
from anyqtama.science import text as words

SUMMARY = 2000


def index(
    *, source: str, object_id: str, title: str, text: str, url: str, at: datetime, language: str = "", summary: str = ""
) -> None:
    """Make one document findable, or renew it. Without a `language` its letters tell."""
    vector = _vector(title, text, language)
    facts = {
        "title": title[:300], "summary": _shown(summary or text), "url": url, "method": METHOD, "updated_at": at
    }  # fmt: skip
    with transaction.atomic():
        document, new = SearchDocument.objects.update_or_create(
            source=source, object_id=object_id, language=language, defaults=facts
        )
        if not new:
            SearchVector.objects.filter(document=document).delete()
        SearchVector.objects.create(
            document=document, source=source, length=vector.length, data=packing.vector_bytes(vector)
        )


@dataclass(frozen=True, slots=True)
class Ready:
    """A new document whose terms were counted before the transaction that stores it."""

    document: SearchDocument
    vector: words.Vector


def ready(*, source: str, title: str, text: str, language: str, at: datetime, summary: str = "") -> Ready:
    document = SearchDocument(
        source=source, language=language, title=title[:300], summary=_shown(summary or text), updated_at=at
    )
    return Ready(document, _vector(title, text, language))


def store(documents: Iterable[tuple[Ready, str, str, str]]) -> None:
    """Many new ones at once: (document, id of its object, address, words that were not known before)."""
    vectors, rows = [], []
    for each, object_id, url, more in documents:
        each.document.object_id, each.document.url = object_id, url
        rows.append(each.document)
        vectors.append(words.joined(each.vector, _vector("", more, each.document.language)))
    SearchDocument.objects.bulk_create(rows)
    SearchVector.objects.bulk_create(
        SearchVector(document=row, source=row.source, length=vector.length, data=packing.vector_bytes(vector))
        for row, vector in zip(rows, vectors, strict=True)
    )


def _vector(title: str, text: str, language: str) -> words.Vector:
    return words.vector(title=title, text=text, language=language or words.language_of(f"{title} {text}"))


def _shown(text: str) -> str:
    return " ".join(text.split())[:SUMMARY]


def remove(*, source: str, object_id: str, language: str | None = None) -> int:
    """Forget a document in one language, or in all. Returns how many."""
    documents = SearchDocument.objects.filter(source=source, object_id=object_id)
    if language is not None:
        documents = documents.filter(language=language)
    ids = list(documents.values_list("pk", flat=True))
    SearchVector.objects.filter(document_id__in=ids).delete()
    documents.filter(pk__in=ids).delete()
    return len(ids)
