"""Finding a known error: by words, or those of a topic, while somebody waits."""

from collections.abc import Sequence
from datetime import datetime

from anyqtama.kernel import search
from anyqtama.kernel.labels import label
from anyqtama.knowledge.models import KnownError
from anyqtama.knowledge.models.errors import ERROR_TEXTS
from anyqtama.people import access
from anyqtama.people.models import Person

SOURCE = "known_error"
MOST_SAID = 400


def index(*, error: KnownError, at: datetime) -> None:
    """In each language it says anything in, with the names of what it is met in; a retired one is forgotten."""
    search.remove(source=SOURCE, object_id=str(error.pk))
    if error.retired_at is not None:
        return
    offerings = list(error.offerings.all())
    for language in sorted({*error.names, *(code for said in error.texts.values() for code in said)}):
        title = label(error.names, language)
        said = [error.texts.get(name, {}).get(language, "") for name in ERROR_TEXTS]
        met_in = [offering.names.get(language, "") for offering in offerings]
        search.index(
            source=SOURCE, object_id=str(error.pk), language=language, title=title, text="\n".join([*said, *met_in]),
            summary=said[0], url=f"/knowledge/errors/{error.code}/", at=at,
        )  # fmt: skip


def by_words(*, person: Person, words: str, language: str, limit: int = 5) -> list[KnownError]:
    """The best first."""
    hits = search.find(words[-MOST_SAID:], sources={SOURCE: None}, language=language, limit=limit)
    ids = [int(hit.object_id) for hit in hits]
    rows = access.visible(person, KnownError).filter(retired_at=None).prefetch_related("offerings").in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def fitting(
    *, person: Person, said: str, topics: Sequence[str], language: str, limit: int = 5
) -> list[KnownError]:  # fmt: skip
    """What fits the words, the topic's own before the others; where the words tell nothing, those of the topic."""
    heard = by_words(person=person, words=said, language=language, limit=limit) if said.strip() else []
    wanted, known = set(topics), {error.pk for error in heard}
    rows = access.visible(person, KnownError).filter(retired_at=None).prefetch_related("offerings")
    of_topic = [error for error in rows.order_by("-updated_at") if wanted & set(error.topics)]
    best = [error for error in heard if wanted & set(error.topics)]
    others = [error for error in heard if error not in best]
    return [*best, *(error for error in of_topic if error.pk not in known), *others][:limit]
