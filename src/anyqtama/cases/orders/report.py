"""By offering, for some days: how often offered, taken, refused and why. Open offers are counted as offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from anyqtama.cases.models import OfferOutcome, OfferRefusal, ServiceOffer
from anyqtama.knowledge.models import Offering


@dataclass(frozen=True, slots=True)
class Row:
    """`why`: (reason, number), the most frequent first; `share`: percent taken of those decided."""

    offering: Offering
    offered: int
    asked_next: int
    accepted: int
    refused: int
    why: Sequence[tuple[str, int]]

    @property
    def open(self) -> int:
        return self.offered - self.accepted - self.refused

    @property
    def share(self) -> int | None:
        decided = self.accepted + self.refused
        return round(100 * self.accepted / decided) if decided else None


def rows(since: datetime, until: datetime) -> list[Row]:
    """Four queries, whatever is offered; the most offered first."""
    made = ServiceOffer.objects.filter(at__gte=since, at__lt=until).order_by()
    accepted, refused = Q(outcome=OfferOutcome.ACCEPTED), Q(outcome=OfferOutcome.REFUSED)
    counts = made.values("offering").annotate(
        offered=Count("pk"), asked_next=Count("pk", filter=Q(way="asked_next")),
        accepted=Count("pk", filter=accepted), refused=Count("pk", filter=refused),
    )  # fmt: skip
    reasons = {each.pk: str(each) for each in OfferRefusal.objects.all()}
    why: dict[int, list[tuple[str, int]]] = {}
    for row in made.filter(refused).values("offering", "refusal").annotate(number=Count("pk")):
        why.setdefault(row["offering"], []).append((reasons.get(row["refusal"], "—"), row["number"]))
    known = list(counts)
    offerings = Offering.objects.in_bulk([row["offering"] for row in known])
    found = [
        Row(
            offerings[row["offering"]], row["offered"], row["asked_next"], row["accepted"], row["refused"],
            sorted(why.get(row["offering"], ()), key=lambda one: (-one[1], one[0])),
        )
        for row in known
    ]  # fmt: skip
    return sorted(found, key=lambda row: (-row.offered, str(row.offering)))
