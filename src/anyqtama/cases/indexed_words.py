"""Cases by all the words somebody types, the newest first: quick among a million, other filters beside them."""

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from anyqtama.cases.models import Case, IndexedWord
from anyqtama.clients.models import Client
from anyqtama.kernel.search import beginnings

MOST = 1000
"""As many are found; who needs others says more, or narrows."""
NEAR = 4000
"""Of all that have the words so many are looked at first: mostly the reader may see a thousand of them."""


def words_of(case: Case) -> set[bytes]:
    return beginnings.stored(f"{case.subject} {case.address} {case.client.name}")


def rows(case: Case) -> list[IndexedWord]:
    """As they are stored, for whoever stores many at once."""
    return [IndexedWord(case=case, word=word) for word in sorted(words_of(case))]


def write(case: Case) -> None:
    """The case is found by these words and no others. In the transaction of what changed them."""
    with transaction.atomic():
        IndexedWord.objects.filter(case=case).delete()
        IndexedWord.objects.bulk_create(rows(case))


def write_new(made: Iterable[tuple[Case, Collection[bytes]]]) -> None:
    """Of cases made in this transaction, which have no words yet."""
    IndexedWord.objects.bulk_create(IndexedWord(case_id=case.pk, word=word) for case, words in made for word in words)


def renamed(client: Client) -> None:
    for case in client.cases.select_related("client"):
        write(case)


def forget(cases: Collection[int]) -> None:
    IndexedWord.objects.filter(case__in=cases).delete()


def newest(cases: QuerySet[Case], said: str, *, narrowed: bool = False) -> Sequence[int]:
    """Ids of the newest of these cases that have every word, or begin of a word, that was `said`; at most MOST.

    `narrowed`: few of all cases are these, so that it is quicker to begin with them than with the words.
    """
    asked = [beginnings.begins(beginnings.cut(word)) for word in beginnings.asked(said)]
    if not asked:
        return []
    if not narrowed:
        having = [IndexedWord.objects.filter(each).order_by().values_list("case", flat=True) for each in asked]
        near = list(beginnings.in_common(having).order_by("-case")[:NEAR])
        found = list(_ids(cases.filter(pk__in=near)))
        if len(found) == MOST or len(near) < NEAR:
            return found
    for each in asked:
        cases = cases.filter(Exists(IndexedWord.objects.filter(each, case=OuterRef("pk"))))
    return list(_ids(cases))


def _ids(cases: QuerySet[Case]) -> QuerySet[Case, int]:
    return cases.order_by("-pk").values_list("pk", flat=True)[:MOST]
