"""An order in words, in the language that is switched on: one line, and the whole as it is read back and sent."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from anyqtama.cases.models import OrderLine
from anyqtama.kernel.labels import label
from anyqtama.knowledge.offering_words import FORMS, RECEIVING, money


def sums(line: OrderLine) -> str:
    """2 × 6 000 ₸ − 50 % = 6 000 ₸"""
    if not line.unit_price:
        return f"{line.quantity} × {money(line.unit_price)}"
    less = f" − {line.discount_percent}\N{NO-BREAK SPACE}%" if line.discount_percent else ""
    return f"{line.quantity} × {money(line.unit_price)}{less} = {money(line.total)}"


def discount(line: OrderLine, language: str | None = None) -> str:
    if not line.discount_percent:
        return ""
    return f"−{line.discount_percent}\N{NO-BREAK SPACE}%: {label(line.discount_why, language)}"


def payment(line: OrderLine) -> str:
    form = str(FORMS[line.payment_form]) if line.payment_form in FORMS else ""
    return ". ".join(part for part in (form, line.payment_terms) if part)


def receiving(line: OrderLine) -> str:
    way = str(RECEIVING[line.receiving]) if line.receiving in RECEIVING else ""
    return ", ".join(part for part in (way, line.address) if part)


def lacking(line: OrderLine) -> list[str]:
    return [each["said"] for each in line.documents if not each["there"]]


def whole(number: str, lines: Sequence[OrderLine], total: Decimal, language: str) -> str:
    told = [_("Your order %(number)s:") % {"number": number}]
    for place, line in enumerate(lines, start=1):
        told.append(f"{place}. {label(line.offering.names, language)}: {sums(line)}")
        parts = (
            (_("discount"), discount(line, language)), (_("payment"), payment(line)),
            (_("receiving"), receiving(line)), (_("still to bring"), "; ".join(lacking(line))),
        )  # fmt: skip
        told += [f"   {name}: {said}" for name, said in parts if said]
    return "\n".join([*told, _("In all: %(total)s") % {"total": money(total)}])
