"""An offering in the words one tells a client: its price that day, how it is paid, its characteristics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from anyqtama.kernel.labels import label
from anyqtama.knowledge.models import Body, Offering
from anyqtama.ui import moments

FORMS = {
    "cash": pgettext_lazy("payment", "cash"),
    "card": pgettext_lazy("payment", "bank card"),
    "qr": pgettext_lazy("payment", "QR code"),
    "transfer": pgettext_lazy("payment", "bank transfer"),
    "online": pgettext_lazy("payment", "online"),
    "instalments": pgettext_lazy("payment", "in instalments"),
}
RECEIVING = {
    "office": pgettext_lazy("receiving", "at the office"),
    "delivery": pgettext_lazy("receiving", "delivered to the address"),
    "on_site": pgettext_lazy("receiving", "done at the client's address"),
    "online": pgettext_lazy("receiving", "online"),
    "post": pgettext_lazy("receiving", "by post"),
}
SECTIONS = {
    "about": gettext_lazy("What it is"),
    "characteristics": gettext_lazy("Characteristics"),
    "conditions": gettext_lazy("Conditions"),
    "price": gettext_lazy("Price"),
    "payment": gettext_lazy("Payment"),
    "documents": gettext_lazy("Documents needed"),
    "where": gettext_lazy("Where and how to get it"),
}
"""What a client may be told, in this order; objections and competitors are for the operator."""


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    title: str
    said: str


@dataclass(frozen=True, slots=True)
class Pair:
    """An objection and its answer; a competitor and how we compare."""

    head: str
    said: str


def money(amount: Decimal) -> str:
    """1 500 ₸; nothing to pay as a word."""
    if not amount:
        return pgettext("price", "free of charge")
    whole = f"{amount:,.2f}".removesuffix(".00").replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return f"{whole}\N{NO-BREAK SPACE}₸"


def price(offering: Offering, day: date) -> str:
    """What it costs that day, and what it will cost when that is known; empty without a price."""
    amount, coming = offering.price_on(day), offering.price_after(day)
    unit = offering.text("price_unit", translation.get_language())
    said = "" if amount is None else " ".join(part for part in (money(amount), unit if amount else "") if part)
    if coming is not None:
        when = {"day": moments.day_year(coming.valid_from), "price": money(coming.amount)}
        said = "; ".join(part for part in (said, gettext("from %(day)s %(price)s") % when) if part)
    return said


def payment(offering: Offering) -> str:
    forms = ", ".join(str(FORMS[form]) for form in offering.payment_forms if form in FORMS)
    less = [f"−{each['percent']}\N{NO-BREAK SPACE}%: {label(each['names'])}" for each in offering.discounts]
    return "\n".join(part for part in (forms, offering.text("payment", translation.get_language()), *less) if part)


def receiving(offering: Offering) -> str:
    ways = ", ".join(str(RECEIVING[way]) for way in offering.receiving if way in RECEIVING)
    return "\n".join(part for part in (ways, offering.text("where", translation.get_language())) if part)


def sections(offering: Offering, *, language: str, day: date) -> list[Section]:
    """In the client's language; empty ones are left out."""
    with translation.override(language):
        said = {name: offering.text(name, language) for name in SECTIONS}
        said |= {"price": price(offering, day), "payment": payment(offering), "where": receiving(offering)}
        provider = offering.provider
        if provider is not None:
            at = ", ".join(part for part in (str(provider), provider.text("address", language)) if part)
            said["where"] = "\n".join(part for part in (said["where"], at) if part)
        return [Section(name, str(title), said[name]) for name, title in SECTIONS.items() if said[name]]


def whole(offering: Offering, *, language: str, day: date) -> str:
    """All of it as one message."""
    parts = [label(offering.names, language)]
    parts += [f"{section.title}:\n{section.said}" for section in sections(offering, language=language, day=day)]
    return "\n\n".join(parts)


def body_words(body: Body, language: str) -> str:
    """A body as it is read out: name, address, telephones, hours, receptions."""
    said = [label(body.names, language)]
    said += [body.text(name, language) for name in ("address", "phones", "hours", "receptions")]
    return "\n".join(part for part in [*said, body.email, body.site] if part)


def pairs(offering: Offering, name: str, language: str) -> list[Pair]:
    """Blocks parted by a blank line: the first line, then the rest."""
    found = []
    for block in offering.text(name, language).split("\n\n"):
        head, _line, said = block.strip().partition("\n")
        if head:
            found.append(Pair(head.strip(), said.strip()))
    return found


def characteristics(offering: Offering, language: str) -> dict[str, str]:
    """`name: value` lines; a line without a colon is a name that is simply there."""
    found = {}
    for line in offering.text("characteristics", language).splitlines():
        name, _colon, value = line.partition(":")
        if name.strip():
            found[name.strip()] = value.strip() or "✓"
    return found


def compared(offerings: Sequence[Offering], *, language: str, day: date) -> list[tuple[str, list[str]]]:
    """Rows of a table, one column an offering: what differs or matters first, then each characteristic."""
    told = [{part.name: part.said for part in sections(each, language=language, day=day)} for each in offerings]
    order = ("price", "payment", "conditions", "documents", "where", "about")
    rows = [
        (str(SECTIONS[name]), [one.get(name, "–") for one in told])
        for name in order
        if any(name in one for one in told)
    ]
    facts = [characteristics(each, language) for each in offerings]
    names = dict.fromkeys(name for one in facts for name in one)
    rows[1:1] = [(name, [one.get(name, "–") for one in facts]) for name in names]
    return rows
