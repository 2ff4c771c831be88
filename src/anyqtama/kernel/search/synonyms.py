"""Words that stand for each other, as the organisation wrote them down: a query finds what says it otherwise."""

from collections.abc import Sequence

from anyqtama.kernel.models import SearchSynonyms
from anyqtama.science import text as words

Readings = list[words.Reading]


def groups() -> list[list[str]]:
    """All groups, each as its words and phrases."""
    rows = SearchSynonyms.objects.filter(active=True).order_by("pk").values_list("words", flat=True)
    return [[part.strip() for part in row.split(",") if part.strip()] for row in rows]


def widened(query: Sequence[Readings]) -> list[Readings]:
    """The query's words with what may stand for them. A phrase is replaced where all its words are there."""
    stems = [frozenset(stem for reading in readings for stem in reading.stems) for readings in query]
    made = [list(readings) for readings in query]
    for group in groups():
        for said in group:
            needed = [words.keys(word) for word in words.words(said)]
            places = [next((at for at, has in enumerate(stems) if has & key), None) for key in needed]
            if places and all(at is not None for at in places):
                first = next(at for at in places if at is not None)
                made[first] += [reading for other in group if other != said for reading in words.synonym(other)]
                break
    return made
