"""What the form of an offering accepts."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.knowledge.cataloguing import Content
from anyqtama.knowledge.in_languages import InLanguages, codes
from anyqtama.knowledge.models import Body, Offering
from anyqtama.knowledge.models.catalogue import TEXTS, OfferingLink
from anyqtama.knowledge.news_form import TELL
from anyqtama.knowledge.offering_words import FORMS, SECTIONS

PRICE = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})\s+(-?[\d\s\u00a0]+(?:[.,]\d{1,2})?)")


class OfferingForm(InLanguages):
    SAID = {
        "name": (_("Name"), 1),
        "about": (SECTIONS["about"], 4),
        "characteristics": (_("Characteristics, one a line: “name: value”"), 5),
        "conditions": (SECTIONS["conditions"], 4),
        "price_unit": (_("What the price is for, such as “a month”"), 1),
        "payment": (_("How and when it is paid"), 3),
        "documents": (SECTIONS["documents"], 4),
        "where": (SECTIONS["where"], 4),
        "objections": (_("What clients object, then the good answer; a blank line parts them"), 6),
        "competitors": (_("Who offers it too, then how we compare; a blank line parts them"), 4),
    }
    code = forms.SlugField(label=_("Code"), max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("service", pgettext_lazy("offering", "Service")), ("product", pgettext_lazy("offering", "Product"))],
    )
    provider = forms.ModelChoiceField(
        label=_("Who provides it"), required=False, queryset=Body.objects.filter(retired_at=None), to_field_name="code"
    )
    prices = forms.CharField(
        label=_("Prices by date"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: the first day and the sum in tenge, such as “01.01.2027 1500”. 0 is free of charge."),
    )  # fmt: skip
    payment_forms = forms.MultipleChoiceField(
        label=_("Forms of payment"), required=False, choices=list(FORMS.items()), widget=forms.CheckboxSelectMultiple
    )
    topics = forms.CharField(label=_("Topics, by their codes"), required=False, max_length=300)
    alternatives = forms.CharField(label=_("May be taken instead, codes"), required=False, max_length=300)
    asked_next = forms.CharField(label=_("Usually asked next, codes"), required=False, max_length=300)
    tell = forms.ChoiceField(label=_("People are told"), required=False, choices=list(TELL.items()))

    def __init__(self, *given: Any, offering: Offering | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.offering = offering
        if offering is not None:
            self.fields["code"].disabled = True
            self.initial["code"] = offering.code

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        taken = code in {"new", "table", "import", "compare"} or Offering.objects.filter(code=code).exists()
        if self.offering is None and taken:
            raise forms.ValidationError(_("This code is taken. Choose another one."))
        return code

    def clean_prices(self) -> Sequence[tuple[date, Decimal]]:
        return prices(self.cleaned_data["prices"])

    def content(self) -> Content:
        said = self.cleaned_data
        return Content(
            kind=said["kind"], names=self.said("name"), texts={name: self.said(name) for name in TEXTS},
            provider=said["provider"].code if said["provider"] else "", payment_forms=said["payment_forms"],
            topics=codes(said["topics"]), prices=said["prices"], alternatives=codes(said["alternatives"]),
            asked_next=codes(said["asked_next"]),
        )  # fmt: skip


def prices(text: str) -> list[tuple[date, Decimal]]:
    """Lines "day sum"; a line that is none is named."""
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        match = PRICE.fullmatch(line.strip())
        try:
            if match is None:
                raise ValueError(line)
            found.append((_day(match[1]), Decimal(re.sub(r"\s", "", match[2]).replace(",", "."))))
        except ValueError:
            told = now_said("“%(line)s” is not a day and a sum. Write it as “01.01.2027 1500”.")
            raise forms.ValidationError(told % {"line": line.strip()[:60]}) from None
    return found


def _day(said: str) -> date:
    if "-" in said:
        return date.fromisoformat(said)
    day, month, year = said.split(".")
    return date(int(year), int(month), int(day))


def begun(offering: Offering) -> OfferingForm:
    links = list(offering.links.select_related("other").order_by("order", "pk"))
    linked = {
        kind.value: ", ".join(link.other.code for link in links if link.kind == kind) for kind in OfferingLink.Kind
    }
    known = offering.prices.order_by("valid_from")
    initial: dict[str, Any] = OfferingForm.filled(offering.names, offering.texts)
    initial |= {
        "version": offering.version, "kind": offering.kind, "payment_forms": offering.payment_forms,
        "provider": offering.provider.code if offering.provider else "", "topics": ", ".join(offering.topics),
        "prices": "\n".join(f"{price.valid_from:%d.%m.%Y} {price.amount.normalize():f}" for price in known),
        "alternatives": linked["alternative"], "asked_next": linked["asked_next"],
    }  # fmt: skip
    return OfferingForm(initial=initial, offering=offering, auto_id="offering-%s")
