"""What an operator sees beside a need: what fits, what was offered with which outcome, what is usually asked next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from anyqtama.cases.models import Case, ClientNeed, OfferOutcome, OfferRefusal, ServiceOffer
from anyqtama.cases.orders import asking_next, matching, needing
from anyqtama.cases.orders.asking_next import Next
from anyqtama.cases.orders.matching import Match
from anyqtama.contacts.models import Contact
from anyqtama.knowledge.models import Offering
from anyqtama.people import access
from anyqtama.people.models import Person

MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Advice:
    """`matches` and `asked_next` leave out what was offered already; `others`: the catalogue, to choose by hand."""

    need: ClientNeed | None
    matches: Sequence[Match] = ()
    offers: Sequence[ServiceOffer] = ()
    asked_next: Sequence[Next] = ()
    others: Sequence[Offering] = ()
    refusals: Sequence[OfferRefusal] = ()

    @property
    def compare(self) -> str:
        """Codes to be seen side by side; empty for less than two."""
        codes = [offer.offering.code for offer in self.offers if offer.outcome != OfferOutcome.REFUSED]
        codes = [*codes, *(match.offering.code for match in self.matches)][:MOST_COMPARED]
        return ",".join(codes) if len(codes) > 1 else ""

    def why(self, code: str) -> list[str]:
        """What was shown with the offering of this code."""
        found = [match for match in self.matches if match.offering.code == code]
        if found:
            return [*found[0].reasons, *found[0].advantages]
        return [reason for each in self.asked_next if each.offering.code == code for reason in each.reasons]


def advice(about: Case | Contact, person: Person, at: datetime) -> Advice:
    """Nothing is searched before a need is known."""
    need = needing.current(about)
    if need is None:
        return Advice(None)
    offers = list(need.offers.select_related("offering", "refusal").order_by("pk"))
    told = [offer.offering_id for offer in offers]
    words = need.read_back or need.words
    fitting = matching.matches(
        person=person, words=words, topic=need.topic, language=need.language, day=timezone.localdate(at)
    )
    taken = [offer.offering for offer in offers if offer.outcome == OfferOutcome.ACCEPTED]
    rows = access.visible(person, Offering).filter(retired_at=None).exclude(pk__in=told)
    following = asking_next.asked_next(person=person, after=taken, topic=need.topic, told=told, at=at)
    shown = {*told, *(each.offering.pk for each in following)}
    return Advice(
        need=need,
        matches=[match for match in fitting if match.offering.pk not in shown],
        offers=offers,
        asked_next=following,
        others=sorted(rows, key=str),
        refusals=list(OfferRefusal.objects.filter(active=True)),
    )
