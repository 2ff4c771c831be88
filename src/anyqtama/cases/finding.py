"""Making cases findable by what they are about, and finding them as far as the reader's rights go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from anyqtama.cases import indexed_words, placing, seeing
from anyqtama.cases.locking import locked
from anyqtama.cases.models import Case, OutsideNumber
from anyqtama.cases.numbers import folded, written
from anyqtama.clients.records import masking
from anyqtama.kernel import search
from anyqtama.people import access
from anyqtama.people.models import Person

SOURCE = "case"
MOST = 8
DIGITS, YEARS = 6, 3


def index(*, case: Case, at: datetime) -> None:
    """Subject, details, address and the topic in each language; the client's name is found through the client.
    Numbers that pages cover are no words to find by.

    The list of cases has words of its own, which find all that have them instead of the best.
    """
    indexed_words.write(case)
    search.index(
        source=SOURCE, object_id=str(case.pk), language=case.language, title=masking.without(case.subject),
        text=f"{case.number}\n{_text(case)}", summary=_summary(case), url=_url(case), at=at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ready:
    """What a case that has no number yet is found by."""

    document: search.Ready
    words: Mapping[bytes, int]


def ready(case: Case, at: datetime) -> Ready:
    document = search.ready(
        source=SOURCE, language=case.language, title=masking.without(case.subject), text=_text(case), at=at,
        summary=_summary(case),
    )  # fmt: skip
    return Ready(document, indexed_words.words_of(case))


def index_new(made: Sequence[tuple[Case, Ready]]) -> None:
    """Many new cases at once, in the transaction that made them."""
    indexed_words.write_new((case, found_by.words) for case, found_by in made)
    search.store((found_by.document, str(case.pk), _url(case), case.number) for case, found_by in made)


def renew(*, case: Case, at: datetime) -> None:
    """After its words changed; the language may be another one too."""
    search.remove(source=SOURCE, object_id=str(case.pk))
    index(case=case, at=at)


def index_anew(object_ids: Sequence[str], at: datetime) -> None:
    """Index these cases again as they are; an address that nobody parted is read.

    Each as it stands when its row is taken: what is erased meanwhile does not come back.
    """
    for case in Case.objects.filter(pk__in=[int(known) for known in object_ids]).only("pk"):
        with transaction.atomic():
            case = locked(case)
            placing.keep(case, placing.of(case))
            index(case=case, at=at)


def visible_to(person: Person) -> search.Visible:
    def seen(object_ids: Sequence[str]) -> set[str]:
        rows = access.visible(person, Case).filter(pk__in=[int(known) for known in object_ids])
        return {str(pk) for pk in rows.values_list("pk", flat=True)}

    return seen


def numbers(words: str) -> list[str]:
    """The numbers that may be meant: the whole one, or its last digits in the newest years, as clients often say."""
    said = written(words)
    if not said.isascii() or not said.isdigit():
        return [said]
    if len(said) > DIGITS:
        return []
    newest = Case.objects.order_by("-registered_at").values_list("registered_at", flat=True).first()
    if newest is None:
        return []
    year = newest.astimezone(settings.ZONE).year
    return [f"AQ-{each}-{int(said):0{DIGITS}}" for each in range(year, year - YEARS, -1)]


def by_number(person: Person, words: str) -> list[Case]:
    """The newest first."""
    if not any(letter.isdigit() for letter in words):
        return []
    # Asked by itself: together with a number it would be a look through every case.
    outside = list(OutsideNumber.objects.filter(folded=folded(words)[:60]).values_list("case", flat=True))
    meant = Q(number__in=numbers(words)) | Q(pk__in=outside)
    cases = access.visible(person, Case).filter(meant)
    return list(cases.select_related("client", "topic").order_by("-registered_at"))


def by_words(person: Person, words: str, *, language: str, limit: int = MOST, typing: bool = False) -> list[Case]:
    """The best first. `typing` says that the last word may go on.

    The index knows no fields, and even its order would tell what it weighed: from whom a class keeps one of them, they
    find by the words of the list, the newest first.
    """
    if not (reader := seeing.seeing(person)).everything:
        ids = indexed_words.newest(access.visible(person, Case), words, reader)[:limit]
        known = Case.objects.select_related("client", "topic").in_bulk(ids)
        return [known[pk] for pk in ids if pk in known]
    hits = search.find(words, sources={SOURCE: visible_to(person)}, language=language, limit=limit, typing=typing)
    found = Case.objects.select_related("client", "topic").in_bulk([int(hit.object_id) for hit in hits])
    return [found[int(hit.object_id)] for hit in hits if int(hit.object_id) in found]


def _text(case: Case) -> str:
    said = masking.without(f"{case.details}\n{case.address}")
    return "\n".join([said, *case.topic.names.values()])


def _summary(case: Case) -> str:
    return masking.covered(case.details or case.address)


def _url(case: Case) -> str:
    return f"/cases/{case.number}/"
