"""What clients usually ask next: by the catalogue's rules, and as counted in earlier offers. Each says from where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anyqtama.cases.models import OfferOutcome, ServiceOffer
from anyqtama.contacts.models import Topic
from anyqtama.knowledge.models import Offering, OfferingLink
from anyqtama.people import access
from anyqtama.people.models import Person

COUNTED = timedelta(days=180)
FEWEST, MOST = 3, 4


@dataclass(frozen=True, slots=True)
class Next:
    """`taken` of `offered` clients took it in the last half year, after the same things."""

    offering: Offering
    reasons: Sequence[str]
    taken: int
    offered: int


def asked_next(
    *, person: Person, after: Sequence[Offering], topic: Topic | None, told: Sequence[int], at: datetime
) -> list[Next]:
    """`after`: what the client takes; `told`: ids of what they were told of already. Four queries."""
    links = OfferingLink.objects.filter(offering__in=after, kind=OfferingLink.Kind.ASKED_NEXT)
    by_rule: dict[int, str] = {link.other_id: str(link.offering) for link in links.select_related("offering")}
    counts = _counted(after, at)
    rows = access.visible(person, Offering).filter(retired_at=None).exclude(pk__in=[*told, *(one.pk for one in after)])
    found = []
    for each in rows.prefetch_related("prices"):
        taken, offered = counts.get(each.pk, (0, 0))
        reasons = [_("asked after “%(name)s”") % {"name": by_rule[each.pk]}] if each.pk in by_rule else []
        if topic is not None and topic.code in each.asked_after:
            reasons.append(_("asked on the topic “%(topic)s”") % {"topic": topic})
        if offered >= FEWEST and taken:
            said = ngettext(
                "%(taken)s of %(offered)s client took it", "%(taken)s of %(offered)s clients took it", offered
            )
            reasons.append(said % {"taken": taken, "offered": offered})
        if reasons:
            found.append(Next(each, reasons, taken, offered))
    return sorted(found, key=lambda one: (-len(one.reasons), -one.taken, str(one.offering)))[:MOST]


def _counted(after: Sequence[Offering], at: datetime) -> dict[int, tuple[int, int]]:
    """What else those were offered, and took, who took one of these."""
    if not after:
        return {}
    taken = Q(outcome=OfferOutcome.ACCEPTED)
    recent = ServiceOffer.objects.filter(at__gte=at - COUNTED)
    same = recent.filter(taken, offering__in=after).values("need")
    rows = recent.filter(need__in=same).exclude(offering__in=after).exclude(outcome="").order_by()
    numbers = rows.values("offering").annotate(taken=Count("pk", filter=taken), offered=Count("pk"))
    return {row["offering"]: (row["taken"], row["offered"]) for row in numbers}
