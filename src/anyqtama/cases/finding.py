"""Making cases findable by what they are about, and finding them as far as the reader's rights go."""

from collections.abc import Sequence
from datetime import datetime

from anyqtama.cases.models import Case
from anyqtama.kernel import search
from anyqtama.people import access
from anyqtama.people.models import Person

SOURCE = "case"
MOST = 8


def index(*, case: Case, at: datetime) -> None:
    """Subject, details, address and the topic in each language; the client's name is found through the client."""
    topic = " ".join(case.topic.names.values())
    search.index(
        source=SOURCE, object_id=str(case.pk), language=case.language, title=case.subject,
        text=f"{case.number}\n{case.details}\n{case.address}\n{topic}", summary=case.details or case.address,
        url=f"/cases/{case.number}/", at=at,
    )  # fmt: skip


def visible_to(person: Person) -> search.Visible:
    def seen(object_ids: Sequence[str]) -> set[str]:
        rows = access.visible(person, Case).filter(pk__in=[int(known) for known in object_ids])
        return {str(pk) for pk in rows.values_list("pk", flat=True)}

    return seen


def by_number(person: Person, words: str) -> list[Case]:
    """The case with exactly this number, else those whose number ends so: clients often say the last digits only."""
    said = words.strip().upper()
    if not any(letter.isdigit() for letter in said) or " " in said:
        return []
    cases = access.visible(person, Case).select_related("client", "topic")
    exact = list(cases.filter(number=said))
    if exact or len(said) < 3:
        return exact
    return list(cases.filter(number__endswith=said).order_by("-registered_at")[:MOST])


def by_words(person: Person, words: str, *, language: str, limit: int = MOST) -> list[Case]:
    """The best first."""
    hits = search.find(words, sources={SOURCE: visible_to(person)}, language=language, limit=limit)
    found = Case.objects.select_related("client", "topic").in_bulk([int(hit.object_id) for hit in hits])
    return [found[int(hit.object_id)] for hit in hits if int(hit.object_id) in found]
