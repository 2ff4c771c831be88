"""Open cases that may be about the same matter: each with a score and with why, so that a person can judge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anyqtama.cases import placing, seeing
from anyqtama.cases.models import Case, CaseState
from anyqtama.clients import places
from anyqtama.clients.models import Client
from anyqtama.clients.places import Place
from anyqtama.contacts.models import Topic
from anyqtama.kernel.search import likening
from anyqtama.people import access
from anyqtama.people.models import Person

CLIENT, TOPIC, ADDRESS, HOUSE, WORDS = 35, 25, 30, 20, 40
"""Points of each reason; words by the share of them that both have. HOUSE: other flats of it. 100 at most."""
LEAST, LIKELY = 45, 55
"""What is worth showing; what is asked about before registering."""
LOOKED_AT, SHOWN = 60, 5
FEWEST_WORDS = 2
"""One word alone makes no two matters alike."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What is known of a matter before it is registered, or of a case."""

    client: Client | None
    topic: Topic | None
    subject: str = ""
    details: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Alike:
    case: Case
    score: int
    why: Sequence[str]
    subject: str = ""
    """As the person sees it."""

    @property
    def likely(self) -> bool:
        return self.score >= LIKELY


def matter_of(case: Case) -> Matter:
    return Matter(case.client, case.topic, case.subject, case.details, placing.of(case))


def alike(person: Person, matter: Matter, *, but: Sequence[int] = ()) -> list[Alike]:
    """The likeliest first, as far as the person sees cases and what stands in them. Three queries at most."""
    reader = seeing.seeing(person)
    rows = [_compared(matter, case, reader) for case in _candidates(person, matter, reader) if case.pk not in but]
    found = sorted((row for row in rows if row.score >= LEAST), key=lambda row: (-row.score, -row.case.pk))[:SHOWN]
    return [replace(row, subject=reader.subject(row.case)) for row in found]


def _candidates(person: Person, matter: Matter, reader: seeing.Seeing) -> Iterable[Case]:
    cases = access.visible(person, Case).exclude(state=CaseState.CLOSED)
    near: list[Q] = []
    if matter.client is not None and matter.client.pk:
        near.append(Q(client=matter.client))
    if matter.topic is not None:
        near.append(Q(topic=matter.topic))
        if matter.place.line and reader.sees("address"):
            near.append(Q(topic=matter.topic) & placing.there(matter.place))
    found: dict[int, Case] = {}
    for one in near:  # the ids first: an index has all that they are chosen by
        newest = cases.filter(one).order_by("-registered_at", "-pk").values("pk")[:LOOKED_AT]
        whole = Case.objects.filter(pk__in=newest).select_related("client", "topic", "place")
        found |= {case.pk: case for case in whole.order_by("-registered_at", "-pk")}
    return found.values()


def _compared(matter: Matter, case: Case, reader: seeing.Seeing) -> Alike:
    score, why = 0.0, list[str]()
    if matter.client is not None and matter.client.pk == case.client_id:
        score, why = score + CLIENT, [*why, _("the same client")]
    if matter.topic is not None and matter.topic.pk == case.topic_id:
        score, why = score + TOPIC, [*why, _("the same topic")]
    match places.shared(matter.place, placing.of(case) if reader.sees("address") else Place()):
        case "address":
            score, why = score + ADDRESS, [*why, _("the same address")]
        case "house":
            score, why = score + HOUSE, [*why, _("the same house")]
    said = reader.read(case, "subject", "details")
    common, share = likening.shared(f"{matter.subject} {matter.details}", said)
    if len(common) >= FEWEST_WORDS and share >= 0.3:
        share = min(1.0, share)
        score += WORDS * share
        why.append(pgettext("cases", "%(percent)s %% of the words alike") % {"percent": round(share * 100)})
    return Alike(case, min(100, round(score)), why)
