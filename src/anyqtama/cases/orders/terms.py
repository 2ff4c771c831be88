"""What may stand on a line of an order: the choices that the catalogue leaves, and refusals of everything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anyqtama.knowledge.models import Offering

MOST_OF_ONE = 999
WITH_ADDRESS = ("delivery", "on_site", "post")
"""Ways of receiving that need to know where to."""
CENT = Decimal("0.01")


class LineWrong(Exception):
    """`field`: which part of the line to put right."""

    def __init__(self, field: str, message: str | Promise) -> None:
        super().__init__(field)
        self.field, self.message = field, message


@dataclass(frozen=True, slots=True)
class Wanted:
    """`discount`: its place in the catalogue's list; `documents`: those that the client has already."""

    quantity: int
    payment_form: str = ""
    payment_terms: str = ""
    receiving: str = ""
    address: str = ""
    discount: int | None = None
    documents: Sequence[str] = ()


def check(offering: Offering, wanted: Wanted, *, language: str) -> None:
    """Raises LineWrong where the catalogue does not allow it, or something is missing."""
    check_quantity(wanted.quantity)
    if offering.payment_forms and wanted.payment_form not in offering.payment_forms:
        raise LineWrong("payment_form", gettext_lazy("Choose one of the forms of payment that the catalogue allows."))
    if wanted.payment_terms and wanted.payment_terms not in payment_terms(offering, language):
        raise LineWrong("payment_terms", gettext_lazy("These terms of payment are not in the catalogue."))
    if offering.receiving and wanted.receiving not in offering.receiving:
        raise LineWrong("receiving", gettext_lazy("Choose one of the ways of receiving that the catalogue allows."))
    if wanted.receiving in WITH_ADDRESS and not wanted.address.strip():
        raise LineWrong("address", gettext_lazy("Write the address: it is brought, sent or done there."))
    if wanted.discount is not None and not 0 <= wanted.discount < len(offering.discounts):
        raise LineWrong("discount", gettext_lazy("The catalogue knows no such discount."))


def check_quantity(quantity: int) -> None:
    if not 1 <= quantity <= MOST_OF_ONE:
        told = _("The quantity is a whole number from 1 to %(most)s; %(said)s cannot be ordered.")
        raise LineWrong("quantity", told % {"most": MOST_OF_ONE, "said": quantity})


def price(offering: Offering, day: date) -> Decimal:
    amount = offering.price_on(day)
    if amount is None:
        raise LineWrong(
            "offering", gettext_lazy("The catalogue has no price of it for this day. Ask whoever writes the catalogue.")
        )
    return amount


def total(unit_price: Decimal, quantity: int, percent: int) -> Decimal:
    """With the discount, to the tiyn."""
    return (unit_price * quantity * (100 - percent) / 100).quantize(CENT, ROUND_HALF_UP)


def payment_terms(offering: Offering, language: str) -> list[str]:
    """How and when it is paid, a line or a sentence each, as the catalogue says it."""
    return [line.strip()[:500] for line in offering.text("payment", language).splitlines() if line.strip()]


def documents(offering: Offering, language: str) -> list[str]:
    return [line.strip() for line in offering.text("documents", language).splitlines() if line.strip()]


def checklist(offering: Offering, there: Sequence[str], language: str) -> list[dict[str, Any]]:
    return [{"said": said, "there": said in there} for said in documents(offering, language)]


def discount(offering: Offering, place: int | None) -> tuple[int, Mapping[str, str]]:
    if place is None:
        return 0, {}
    return offering.discounts[place]["percent"], offering.discounts[place]["names"]
