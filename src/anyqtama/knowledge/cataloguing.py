"""Writing the catalogue: each change is a version, prices keep their days, people are told."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import journal
from anyqtama.kernel.principal import Principal
from anyqtama.knowledge import finding, telling
from anyqtama.knowledge.entries import OfferingRetired, OfferingSaved
from anyqtama.knowledge.models import Body, Offering, OfferingLink, OfferingPrice, OfferingVersion
from anyqtama.knowledge.models.catalogue import PAYMENT_FORMS, RECEIVING, TEXTS
from anyqtama.knowledge.telling import News
from anyqtama.people.models import Person


class NameNeeded(Exception):
    message = _("Write the name in at least one language.")


class PriceWrong(Exception):
    message = _("A price is a sum of 0 or more, and each day has one price only.")


class DiscountWrong(Exception):
    message = _("A discount is 1 to 100 percent with a name that says for whom or why.")


class LinksToItself(Exception):
    message = _("An offering cannot be an alternative to itself or be asked after itself.")


class NoSuchOffering(Exception):
    """Names the codes that are not there."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(codes)
        self.message = _("The catalogue has no %(codes)s. Write codes that are there.") % {"codes": ", ".join(codes)}


class ChangedMeanwhile(Exception):
    message = _("Somebody changed this while you wrote. Your words are kept: read theirs in another window.")


@dataclass(frozen=True, slots=True)
class Content:
    """All that is said of an offering. `texts`: field → {kk, ru, en}; `prices`: (from that day, tenge)."""

    kind: str
    names: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    provider: str = ""
    payment_forms: Sequence[str] = ()
    receiving: Sequence[str] = ()
    discounts: Sequence[Mapping[str, Any]] = ()
    topics: Sequence[str] = ()
    asked_after: Sequence[str] = ()
    prices: Sequence[tuple[date, Decimal]] = ()
    alternatives: Sequence[str] = ()
    asked_next: Sequence[str] = ()

    def plain(self) -> dict[str, Any]:
        """As a version keeps it."""
        return asdict(self) | {"prices": [[day.isoformat(), f"{amount:.2f}"] for day, amount in sorted(self.prices)]}


def save(
    *, code: str, content: Content, by: Person | None, at: datetime, seen: int | None = None, news: News | None = None
) -> Offering:
    """Make or change the offering `code`; unchanged, nothing happens. `seen`: the version the writer began with."""
    content = _checked(code, content)
    with transaction.atomic():
        offering = Offering.objects.select_for_update().filter(code=code).first()
        if offering is not None and seen is not None and offering.version != seen:
            raise ChangedMeanwhile
        last = offering.versions.order_by("-number").first() if offering else None
        plain = content.plain()
        changed = [name for name, value in plain.items() if last is None or last.content.get(name) != _json(value)]
        if offering is not None and not changed and offering.retired_at is None:
            return offering
        others = _others([*content.alternatives, *content.asked_next])
        offering = offering or Offering(code=code, version=0)
        offering.kind, offering.names, offering.texts = content.kind, dict(content.names), dict(content.texts)
        offering.provider = Body.objects.filter(code=content.provider).first() if content.provider else None
        offering.payment_forms, offering.topics = list(content.payment_forms), list(content.topics)
        offering.receiving, offering.discounts = list(content.receiving), list(content.discounts)
        offering.asked_after = list(content.asked_after)
        offering.version, offering.updated_at, offering.retired_at = offering.version + 1, at, None
        offering.save()
        offering.prices.all().delete()
        OfferingPrice.objects.bulk_create(
            [OfferingPrice(offering=offering, valid_from=day, amount=amount) for day, amount in content.prices]
        )
        offering.links.all().delete()
        kinds = (
            (OfferingLink.Kind.ALTERNATIVE, content.alternatives),
            (OfferingLink.Kind.ASKED_NEXT, content.asked_next),
        )
        OfferingLink.objects.bulk_create(
            [OfferingLink(offering=offering, other=others[other], kind=kind, order=order)
             for kind, codes in kinds for order, other in enumerate(codes)]
        )  # fmt: skip
        OfferingVersion(offering=offering, number=offering.version, content=plain, by=by, at=at).save(force_insert=True)
        finding.index_offering(offering=offering, at=at)
        author = by.principal if by else Principal.system("setup")
        journal.write(OfferingSaved(code, offering.version, changed), subject=offering, by=author, at=at)
        if news is not None:
            telling.tell(
                about=offering, kind="offering", code=code, url=f"/knowledge/catalogue/{code}/", names=offering.names,
                news=news, by=by, at=at,
            )  # fmt: skip
    return offering


def retire(*, offering: Offering, by: Person, at: datetime) -> Offering:
    """No longer offered: neither found nor compared. Saving it again brings it back."""
    with transaction.atomic():
        offering = Offering.objects.select_for_update().get(pk=offering.pk)
        if offering.retired_at is None:
            offering.retired_at = at
            offering.save(update_fields=["retired_at"])
            finding.index_offering(offering=offering, at=at)
            journal.write(OfferingRetired(offering.code), subject=offering, by=by.principal, at=at)
    return offering


def _checked(code: str, content: Content) -> Content:
    names = kept(content.names)
    if not names:
        raise NameNeeded
    days = [day for day, _amount in content.prices]
    if len(set(days)) != len(days) or any(amount < 0 for _day, amount in content.prices):
        raise PriceWrong
    if any(not 1 <= each["percent"] <= 100 or not kept(each["names"]) for each in content.discounts):
        raise DiscountWrong
    if code in {*content.alternatives, *content.asked_next}:
        raise LinksToItself
    texts = {name: said for name in TEXTS if (said := kept(content.texts.get(name, {})))}
    forms = [form for form in PAYMENT_FORMS if form in set(content.payment_forms)]
    return replace(
        content, names=names, texts=texts, payment_forms=forms, topics=list(dict.fromkeys(content.topics)),
        receiving=[way for way in RECEIVING if way in set(content.receiving)],
        discounts=[{"percent": each["percent"], "names": kept(each["names"])} for each in content.discounts],
        asked_after=list(dict.fromkeys(content.asked_after)), alternatives=list(dict.fromkeys(content.alternatives)),
        asked_next=list(dict.fromkeys(content.asked_next)),
    )  # fmt: skip


def kept(words: Mapping[str, str]) -> dict[str, str]:
    return {language: said.strip().replace("\r\n", "\n") for language, said in words.items() if said.strip()}


def _others(codes: Sequence[str]) -> dict[str, Offering]:
    found = {offering.code: offering for offering in Offering.objects.filter(code__in=codes)}
    if missing := sorted(set(codes) - set(found)):
        raise NoSuchOffering(missing)
    return found


def _json(value: object) -> object:
    """As the database gives it back."""
    if isinstance(value, tuple | list):
        return [_json(item) for item in value]
    return {key: _json(item) for key, item in value.items()} if isinstance(value, dict) else value
