"""Documents in and out of the index, as part of the caller's transaction: found from the moment it commits."""

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
    vector = words.vector(title=title, text=text, language=language or words.language_of(f"{title} {text}"))
    shown = " ".join((summary or text).split())[:SUMMARY]
    facts = {"title": title[:300], "summary": shown, "url": url, "method": METHOD, "updated_at": at}
    with transaction.atomic():
        document, new = SearchDocument.objects.update_or_create(
            source=source, object_id=object_id, language=language, defaults=facts
        )
        if not new:
            SearchVector.objects.filter(document=document).delete()
        SearchVector.objects.create(
            document=document, source=source, length=vector.length, data=packing.vector_bytes(vector)
        )


def remove(*, source: str, object_id: str, language: str | None = None) -> int:
    """Forget a document in one language, or in all. Returns how many."""
    documents = SearchDocument.objects.filter(source=source, object_id=object_id)
    if language is not None:
        documents = documents.filter(language=language)
    ids = list(documents.values_list("pk", flat=True))
    SearchVector.objects.filter(document_id__in=ids).delete()
    documents.filter(pk__in=ids).delete()
    return len(ids)
