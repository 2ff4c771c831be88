"""One search box over everything: as far as the reader's rights go, and no further."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy

from anyqtama.cases import finding as case_finding
from anyqtama.cases import seeing
from anyqtama.cases.models import Case
from anyqtama.cases.numbers import SAID
from anyqtama.clients import finding as client_finding
from anyqtama.clients.finding import holds
from anyqtama.kernel.search import marked, snippet
from anyqtama.knowledge import finding as article_finding
from anyqtama.knowledge import offering_words
from anyqtama.people import access
from anyqtama.people.models import Person

EACH, MANY = 6, 30
PHONE = re.compile(r"\+?(?:[\s()-]*\d){7,15}")
NOTE_LETTERS = 160


@dataclass(frozen=True, slots=True)
class Found:
    """Title and note have the words of the query marked."""

    title: str
    note: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    found: Sequence[Found]


KINDS: dict[str, Promise] = {
    "knowledge": _lazy("Knowledge"),
    "cases": _lazy("Cases"),
    "offerings": _lazy("Catalogue and directory"),
    "clients": _lazy("Clients"),
    "people": pgettext_lazy("search", "People"),
    "settings": pgettext_lazy("search", "Settings"),
}
"""What the results can be narrowed to."""


Navigation = Callable[[Person, str], list[list[dict[str, object]]]]
Settings = Callable[[Person, str], Iterator[tuple[str, str, str, str]]]
"""Title, what it is, address and icon of the settings that fit."""
_navigation: list[Navigation] = []
_settings: list[Settings] = []


def connect(navigation: Navigation, settings: Settings) -> None:
    """The side bar is put together above, settings beside; the wiring hands them over."""
    _navigation[:], _settings[:] = [navigation], [settings]


def kinds(person: Person) -> list[str]:
    """Those of which the person may find any."""
    rights = {
        "knowledge": "knowledge.read", "offerings": "knowledge.read", "cases": "cases.see", "clients": "clients.see",
        "people": "people.lead", "settings": "settings.edit",
    }  # fmt: skip
    return [kind for kind in KINDS if access.has_right(person, rights[kind])]


def search(
    person: Person, words: str, *, language: str, places: bool, kind: str = "", typing: bool = False
) -> list[Group]:
    """A case by its number first; then places, clients, cases, articles, what is offered, people. No empty groups.

    `kind` narrows to one of KINDS, and then shows more of it; `typing` says that the last word may go on.
    """
    words, most = words.strip(), MANY if kind else EACH
    if not words:
        return []
    may = [kind] if kind in kinds(person) else [] if kind else kinds(person)
    if PHONE.fullmatch(words) and "clients" in may:
        may = ["clients"]  # digits alone are like other digits everywhere; here somebody is looked for
    groups = []
    if "cases" in may:
        reader = seeing.seeing(person)
        numbered = Group(_("Case with this number"), [_case(case, words, reader) for case in _numbered(person, words)])
        if numbered.found and SAID.fullmatch(words.upper()):
            return [numbered]  # nothing else is meant
        groups.append(numbered)
    if places and not kind:
        groups.append(Group(_("Go to"), list(_places(person, words))))
    finders: dict[str, Callable[[], Iterator[Found]]] = {
        "clients": lambda: _clients(person, words, most),
        "cases": lambda: _cases(person, words, language, most, typing),
        "knowledge": lambda: _articles(person, words, language, most, typing),
        "offerings": lambda: _offerings(person, words, language, most),
        "people": lambda: _people(person, words, most),
        "settings": lambda: _found_settings(person, words, most),
    }
    groups += [Group(str(KINDS[each]), list(finder())) for each, finder in finders.items() if each in may]
    return [group for group in groups if group.found]


def highlighted(text: str, words: str) -> SafeString:
    """The text, escaped, with the words of the query marked."""
    pieces = ((format_html("<mark>{}</mark>", one.text) if one.marked else one.text,) for one in marked(text, words))
    return format_html_join("", "{}", pieces)


def _numbered(person: Person, words: str) -> list[Case]:
    return case_finding.by_number(person, words)[:EACH]


def _places(person: Person, words: str) -> Iterator[Found]:
    for group in _navigation[0](person, ""):
        for place in group:
            if words.casefold() in str(place["label"]).casefold():
                yield Found(str(place["label"]), "", str(place["url"]), str(place["icon"]))


def _clients(person: Person, words: str, most: int) -> Iterator[Found]:
    cards = client_finding.search(person, words).prefetch_related("identities").order_by("name", "pk")
    for card in cards[:most]:
        masked = ", ".join(identity.masked for identity in card.identities.all())
        name = highlighted(card.name, words) if card.name else _("Without a name")
        yield Found(name, masked, reverse("client", args=[card.pk]), "contact")


def _cases(person: Person, words: str, language: str, most: int, typing: bool) -> Iterator[Found]:
    numbered, reader = {case.pk for case in case_finding.by_number(person, words)}, seeing.seeing(person)
    for case in case_finding.by_words(person, words, language=language, limit=most, typing=typing):
        if case.pk not in numbered:
            yield _case(case, words, reader)


def _case(case: Case, words: str, reader: seeing.Seeing) -> Found:
    note = " · ".join(part for part in (case.number, case.client.name, str(case.topic)) if part)
    url = reverse("case", args=[case.number])
    return Found(highlighted(reader.subject(case), words), highlighted(note, words), url, "clipboard-list")


def _articles(person: Person, words: str, language: str, most: int, typing: bool) -> Iterator[Found]:
    for found in article_finding.search(person=person, query=words, language=language, limit=most, typing=typing):
        piece = snippet(" ".join(found.said.split()), words, width=NOTE_LETTERS)
        url = reverse("article", args=[found.code])
        yield Found(highlighted(found.title, words), highlighted(piece, words), url, "file-text")


def _offerings(person: Person, words: str, language: str, most: int) -> Iterator[Found]:
    """What is offered, with today's price, and who answers for what, with telephones."""
    today = timezone.localdate()
    for offering in article_finding.offerings(person=person, query=words, language=language, limit=most):
        note = " · ".join(part for part in (offering_words.price(offering, today), offering.text("about")) if part)
        url = reverse("knowledge_offering", args=[offering.code])
        yield Found(highlighted(str(offering), words), highlighted(note[:NOTE_LETTERS], words), url, "handshake")
    for body in article_finding.bodies(person=person, query=words, language=language, limit=most):
        note = " ".join(body.text("phones").split())
        url = reverse("knowledge_body", args=[body.code])
        yield Found(highlighted(str(body), words), highlighted(note[:NOTE_LETTERS], words), url, "landmark")


def _people(person: Person, words: str, most: int) -> Iterator[Found]:
    """Those the reader leads stand on the page of people today."""
    rows = access.visible(person, Person).filter(is_active=True).select_related("unit")
    for word in words.split():
        rows = rows.filter(holds("family_name", word) | holds("given_name", word) | holds("patronymic", word))
    for one in rows.order_by("family_name", "given_name", "pk")[:most]:
        yield Found(highlighted(str(one), words), str(one.unit or ""), reverse("people_today"), "user")


def _found_settings(person: Person, words: str, most: int) -> Iterator[Found]:
    for title, what, url, icon in islice(_settings[0](person, words), most):
        yield Found(highlighted(title, words), what, url, icon)
