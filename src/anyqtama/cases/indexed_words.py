"""Cases by all the words somebody types, the newest first: quick among a million, other filters beside them.

Nobody finds by what they may not see: each word is kept with the fields it stands in, and numbers that are covered on
the pages are not kept at all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from anyqtama.cases.models import Case, IndexedWord
from anyqtama.cases.seeing import Seeing
from anyqtama.clients.models import Client
from anyqtama.clients.records import masking
from anyqtama.kernel.search import beginnings

MOST = 1000
"""As many are found; who needs others says more, or narrows."""
NEAR = 4000
"""Of all that have the words so many are looked at first: mostly the reader may see a thousand of them."""
BITS = {"subject": 1, "address": 2, "client": 4}
"""Of `IndexedWord.fields`."""


def words_of(case: Case) -> Mapping[bytes, int]:
    """Each word with the fields that it stands in."""
    found: dict[bytes, int] = {}
    for field, text in (("subject", case.subject), ("address", case.address), ("client", case.client.name)):
        for word in beginnings.stored(masking.without(text)):
            found[word] = found.get(word, 0) | BITS[field]
    return found


def rows(case: Case) -> list[IndexedWord]:
    """As they are stored, for whoever stores many at once."""
    return [IndexedWord(case=case, word=word, fields=where) for word, where in sorted(words_of(case).items())]


def write(case: Case) -> None:
    """The case is found by these words and no others. In the transaction of what changed them."""
    with transaction.atomic():
        IndexedWord.objects.filter(case=case).delete()
        IndexedWord.objects.bulk_create(rows(case))


def write_new(made: Iterable[tuple[Case, Mapping[bytes, int]]]) -> None:
    """Of cases made in this transaction, which have no words yet."""
    IndexedWord.objects.bulk_create(
        IndexedWord(case_id=case.pk, word=word, fields=where)
        for case, words in made
        for word, where in sorted(words.items())
    )


def renamed(client: Client) -> None:
    for case in client.cases.select_related("client"):
        write(case)


def forget(cases: Collection[int]) -> None:
    IndexedWord.objects.filter(case__in=cases).delete()


def newest(cases: QuerySet[Case], said: str, reader: Seeing, *, narrowed: bool = False) -> Sequence[int]:
    """Ids of the newest of these cases that have every word, or begin of a word, that was `said`, where the reader may
    read it; at most MOST.

    `narrowed`: few of all cases are these, so that it is quicker to begin with them than with the words.
    """
    seen = _seen(reader)
    asked = [beginnings.begins(beginnings.cut(word)) & seen for word in beginnings.asked(said)]
    if not asked:
        return []
    if not narrowed:
        having = [IndexedWord.objects.filter(each).order_by().values_list("case", flat=True) for each in asked]
        near = list(beginnings.in_common(having).order_by("-case")[:NEAR])
        found = list(_ids(cases.filter(pk__any_of=near)))
        if len(found) == MOST or len(near) < NEAR:
            return found
    for each in asked:
        cases = cases.filter(Exists(IndexedWord.objects.filter(each, case=OuterRef("pk"))))
    return list(_ids(cases))


def _seen(reader: Seeing) -> Q:
    """Of words that stand in a field that the reader sees. The name of a client is on every line of a list."""
    hidden = sum(bit for field, bit in BITS.items() if not reader.sees(field))
    return Q(fields__in=[each for each in range(1, sum(BITS.values()) + 1) if each & ~hidden]) if hidden else Q()


def _ids(cases: QuerySet[Case]) -> QuerySet[Case, int]:
    return cases.order_by("-pk").values_list("pk", flat=True)[:MOST]
