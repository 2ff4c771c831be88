"""Offering something of the catalogue for a need, and what the client said to it. Each is kept: it teaches the next."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.cases.models import ClientNeed, OfferOutcome, OfferRefusal, OfferWay, ServiceOffer
from anyqtama.cases.orders import needing
from anyqtama.cases.orders.entries import OfferDecided, ServiceOffered
from anyqtama.kernel import journal
from anyqtama.knowledge.models import Offering
from anyqtama.people.models import Person


class NoLongerOffered(Exception):
    message = _("This is no longer offered. Choose something else.")


class RefusalNeeded(Exception):
    message = _("Choose why the client refuses.")


def suggest(
    *, need: ClientNeed, offering: Offering, way: OfferWay, why: Sequence[str], by: Person, at: datetime
) -> ServiceOffer:
    """The client was told of it. Told again, it is the same offer."""
    if offering.retired_at is not None:
        raise NoLongerOffered
    with transaction.atomic():
        need = needing.locked(need, by)
        known = need.offers.filter(offering=offering).first()
        if known is not None:
            return known
        made = ServiceOffer(need=need, offering=offering, way=way, why=list(why), by=by, at=at)
        made.save(force_insert=True)
        entry = ServiceOffered(need.pk, offering.code, way)
        journal.write(entry, subject=needing.subject(need), by=by.principal, at=at)
    return made


def accept(*, offer: ServiceOffer, by: Person, at: datetime) -> ServiceOffer:
    return _decide(offer, OfferOutcome.ACCEPTED, None, "", by, at)


def refuse(
    *, offer: ServiceOffer, refusal: OfferRefusal | None, by: Person, at: datetime, words: str = ""
) -> ServiceOffer:
    if refusal is None or not refusal.active:
        raise RefusalNeeded
    return _decide(offer, OfferOutcome.REFUSED, refusal, " ".join(words.split())[:300], by, at)


def _decide(
    offer: ServiceOffer, outcome: OfferOutcome, refusal: OfferRefusal | None, words: str, by: Person, at: datetime
) -> ServiceOffer:
    """A client may think again: the last word counts, the journal has them all."""
    with transaction.atomic():
        need = needing.locked(offer.need, by)
        offer = ServiceOffer.objects.select_related("offering").select_for_update(of=("self",)).get(pk=offer.pk)
        same = offer.outcome == outcome and offer.refusal_id == (refusal.pk if refusal else None)
        if same and offer.words == words:
            return offer
        offer.outcome, offer.refusal, offer.words, offer.decided_at = outcome, refusal, words, at
        offer.save(update_fields=["outcome", "refusal", "words", "decided_at"])
        entry = OfferDecided(need.pk, offer.offering.code, outcome, refusal.code if refusal else "")
        journal.write(entry, subject=needing.subject(need), by=by.principal, at=at)
    return offer
