"""What the form of an offering accepts."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.kernel.labels import LANGUAGES
from anyqtama.knowledge import belonging
from anyqtama.knowledge.cataloguing import Content
from anyqtama.knowledge.choosing import ChosenField
from anyqtama.knowledge.in_languages import InLanguages
from anyqtama.knowledge.models import Body, Offering
from anyqtama.knowledge.models.catalogue import TEXTS, OfferingLink
from anyqtama.knowledge.news_form import TELL
from anyqtama.knowledge.offering_words import FORMS, RECEIVING, SECTIONS
from anyqtama.ui.inputs import CodeField

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
    code = CodeField(label=_("Code"), max_length=60)
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
    receiving = forms.MultipleChoiceField(
        label=_("Ways of receiving"), required=False, choices=list(RECEIVING.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    discounts = forms.CharField(
        label=_("Discounts"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: percent; for whom or why in Kazakh; in Russian; in English."),
    )  # fmt: skip
    topics = ChosenField(label=_("Topics"), help_text=_("On these topics it is offered."))
    asked_after = ChosenField(
        label=_("Usually asked next on topics"), help_text=_("On these topics it is what clients usually ask next.")
    )
    alternatives = ChosenField(label=_("May be taken instead"))
    asked_next = ChosenField(label=_("Usually asked next"))
    tell = forms.ChoiceField(label=_("People are told"), required=False, choices=list(TELL.items()))

    def __init__(self, *given: Any, offering: Offering | None = None, also: Sequence[str] = (), **named: Any) -> None:
        """`also`: offerings to come that others may name."""
        super().__init__(*given, **named)
        self.offering = offering
        known: dict[str, Any] = dict(self.fields)
        topics = belonging.topics().codes()
        for name in ("topics", "asked_after"):
            known[name].offer(topics, getattr(offering, name, ()))
        others = Offering.objects.offered().exclude(code=offering.code if offering else "")
        offered = sorted(((each.code, str(each)) for each in others), key=lambda choice: choice[1])
        linked = offering.links.values_list("other__code", flat=True) if offering else ()
        for name in ("alternatives", "asked_next"):
            known[name].offer(offered, [*linked, *also])
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

    def clean_discounts(self) -> Sequence[dict[str, Any]]:
        return discounts(self.cleaned_data["discounts"])

    def content(self) -> Content:
        said = self.cleaned_data
        return Content(
            kind=said["kind"], names=self.said("name"), texts={name: self.said(name) for name in TEXTS},
            provider=said["provider"].code if said["provider"] else "", payment_forms=said["payment_forms"],
            receiving=said["receiving"], discounts=said["discounts"], topics=said["topics"],
            asked_after=said["asked_after"], prices=said["prices"], alternatives=said["alternatives"],
            asked_next=said["asked_next"],
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


def discounts(text: str) -> list[dict[str, Any]]:
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = [part.strip() for part in line.split(";")]
        percent = parts[0].removesuffix("%").strip()
        if not percent.isdecimal() or not 1 <= int(percent) <= 100 or not 2 <= len(parts) <= 4 or not parts[1]:
            told = now_said("“%(line)s” is no discount. Write it as “50; зейнеткерлерге; пенсионерам; for pensioners”.")
            raise forms.ValidationError(told % {"line": line[:60]})
        names = {code: name for code, name in zip(LANGUAGES, parts[1:], strict=False) if name}
        found.append({"percent": int(percent), "names": names})
    return found


def _discount_line(row: Mapping[str, Any]) -> str:
    return "; ".join([str(row["percent"]), *(row["names"].get(code, "") for code in LANGUAGES)])


def _day(said: str) -> date:
    if "-" in said:
        return date.fromisoformat(said)
    day, month, year = said.split(".")
    return date(int(year), int(month), int(day))


def begun(offering: Offering) -> OfferingForm:
    links = list(offering.links.select_related("other").order_by("order", "pk"))
    linked = {kind.value: [link.other.code for link in links if link.kind == kind] for kind in OfferingLink.Kind}
    known = offering.prices.order_by("valid_from")
    initial: dict[str, Any] = OfferingForm.filled(offering.names, offering.texts)
    initial |= {
        "version": offering.version, "kind": offering.kind, "payment_forms": offering.payment_forms,
        "provider": offering.provider.code if offering.provider else "", "topics": offering.topics,
        "receiving": offering.receiving, "asked_after": offering.asked_after,
        "discounts": "\n".join(map(_discount_line, offering.discounts)),
        "prices": "\n".join(f"{price.valid_from:%d.%m.%Y} {price.amount.normalize():f}" for price in known),
        "alternatives": linked["alternative"], "asked_next": linked["asked_next"],
    }  # fmt: skip
    return OfferingForm(initial=initial, offering=offering, auto_id="offering-%s")
