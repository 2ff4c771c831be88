"""One search box over everything: as far as the reader's rights go, and no further."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases import finding as case_finding
from anyqtama.cases.models import Case
from anyqtama.clients import finding as client_finding
from anyqtama.clients.finding import holds
from anyqtama.knowledge import finding as article_finding
from anyqtama.people import access
from anyqtama.people.models import Person

EACH = 6


@dataclass(frozen=True, slots=True)
class Found:
    title: str
    note: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    found: Sequence[Found]


Navigation = Callable[[Person, str], list[list[dict[str, object]]]]
_navigation: list[Navigation] = []


def connect(navigation: Navigation) -> None:
    """The side bar is put together above; the wiring hands it over."""
    _navigation[:] = [navigation]


def search(person: Person, words: str, *, language: str, places: bool) -> list[Group]:
    """A case by its number first; then places, clients, cases, articles, people. Empty groups are left out."""
    words = words.strip()
    if not words:
        return []
    groups = [
        Group(_("Case with this number"), list(_numbered(person, words))),
        Group(_("Go to"), list(_places(person, words)) if places else []),
        Group(_("Clients"), list(_clients(person, words))),
        Group(_("Cases"), list(_cases(person, words, language))),
        Group(_("Knowledge"), list(_articles(person, words, language))),
        Group(pgettext("search", "People"), list(_people(person, words))),
    ]
    return [group for group in groups if group.found]


def _numbered(person: Person, words: str) -> Iterator[Found]:
    if access.has_right(person, "cases.see"):
        yield from (_case(case) for case in case_finding.by_number(person, words)[:EACH])


def _places(person: Person, words: str) -> Iterator[Found]:
    for group in _navigation[0](person, ""):
        for place in group:
            if words.casefold() in str(place["label"]).casefold():
                yield Found(str(place["label"]), "", str(place["url"]), str(place["icon"]))


def _clients(person: Person, words: str) -> Iterator[Found]:
    if not access.has_right(person, "clients.see"):
        return
    cards = client_finding.search(person, words).prefetch_related("identities").order_by("name", "pk")
    for card in cards[:EACH]:
        masked = ", ".join(identity.masked for identity in card.identities.all())
        yield Found(card.name or _("Without a name"), masked, reverse("client", args=[card.pk]), "contact")


def _cases(person: Person, words: str, language: str) -> Iterator[Found]:
    if not access.has_right(person, "cases.see"):
        return
    numbered = {case.pk for case in case_finding.by_number(person, words)}
    for case in case_finding.by_words(person, words, language=language, limit=EACH):
        if case.pk not in numbered:
            yield _case(case)


def _case(case: Case) -> Found:
    note = " · ".join(part for part in (case.number, case.client.name, str(case.topic)) if part)
    return Found(case.subject, note, reverse("case", args=[case.number]), "clipboard-list")


def _articles(person: Person, words: str, language: str) -> Iterator[Found]:
    if not access.has_right(person, "knowledge.read"):
        return
    for found in article_finding.search(person=person, query=words, language=language, limit=EACH):
        yield Found(found.title, Truncator(found.body).chars(90), reverse("article", args=[found.code]), "file-text")


def _people(person: Person, words: str) -> Iterator[Found]:
    """Those the reader leads stand on the page of people today."""
    if not access.has_right(person, "people.lead"):
        return
    rows = access.visible(person, Person).filter(is_active=True).select_related("unit")
    for word in words.split():
        rows = rows.filter(holds("family_name", word) | holds("given_name", word) | holds("patronymic", word))
    for one in rows.order_by("family_name", "given_name", "pk")[:EACH]:
        yield Found(str(one), str(one.unit or ""), reverse("people_today"), "user")
