"""What the forms of advice and orders accept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases.forms import LONGEST, SeenForm, area, channels
from anyqtama.cases.models import OfferRefusal, OfferWay, OrderLine
from anyqtama.cases.orders import terms
from anyqtama.cases.orders.terms import Wanted
from anyqtama.kernel.labels import label
from anyqtama.knowledge.models import Offering
from anyqtama.knowledge.offering_words import FORMS, RECEIVING


class NeedForm(forms.Form):
    words = forms.CharField(label=_("The need in the client's words"), max_length=LONGEST, widget=area(3, LONGEST))


class ReadBackForm(forms.Form):
    read_back = forms.CharField(label=_("As you read it back"), max_length=LONGEST, widget=area(3, LONGEST))


class OfferForm(forms.Form):
    code = forms.SlugField(max_length=60)
    way = forms.ChoiceField(choices=OfferWay.choices)


class RefuseForm(forms.Form):
    refusal = forms.ModelChoiceField(
        OfferRefusal.objects.filter(active=True),
        required=False,
        to_field_name="code",
        label=pgettext_lazy("an offer refused", "Why"),
    )
    words = forms.CharField(required=False, max_length=300, label=_("In the client's words"))


class LineForm(SeenForm):
    """For one offering, with the choices that the catalogue leaves; `line`: the one to be changed."""

    quantity = forms.IntegerField(label=_("Quantity"), initial=1, widget=forms.NumberInput(attrs={"min": 1}))
    payment_form = forms.ChoiceField(label=_("Form of payment"), required=False)
    payment_terms = forms.ChoiceField(label=_("Terms of payment"), required=False)
    discount = forms.TypedChoiceField(label=_("Discount"), required=False, coerce=int, empty_value=None)
    receiving = forms.ChoiceField(label=_("How the client gets it"), required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    documents = forms.MultipleChoiceField(
        label=_("Documents that are there"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, offering: Offering, language: str, **named: Any) -> None:
        super().__init__(*given, **named)
        discounts = [(n, f"−{row['percent']} %: {label(row['names'])}") for n, row in enumerate(offering.discounts)]
        self._choose("payment_form", [(code, FORMS[code]) for code in offering.payment_forms if code in FORMS])
        self._choose("payment_terms", [(said, said) for said in terms.payment_terms(offering, language)])
        self._choose("discount", discounts, none=pgettext_lazy("discount", "none"))
        self._choose("receiving", [(code, RECEIVING[code]) for code in offering.receiving if code in RECEIVING])
        self._choose("documents", [(said, said) for said in terms.documents(offering, language)])
        if not set(offering.receiving) & set(terms.WITH_ADDRESS):
            del self.fields["address"]

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]], *, none: Any = "—") -> None:
        """A field without a choice is not asked; one choice alone is chosen."""
        field: Any = self.fields[name]
        several = name == "documents"
        field.choices = choices if several else [("", none), *choices]
        if not choices:
            del self.fields[name]
        elif name in {"payment_form", "receiving"}:
            field.required, field.initial = True, choices[0][0] if len(choices) == 1 else None

    def clean_quantity(self) -> int:
        """Said beside what else is missing, not after it."""
        quantity: int = self.cleaned_data["quantity"]
        try:
            terms.check_quantity(quantity)
        except terms.LineWrong as wrong:
            raise forms.ValidationError(str(wrong.message)) from None
        return quantity

    def wanted(self) -> Wanted:
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "entry"}}
        return Wanted(**said)


def begun(line: OrderLine) -> dict[str, Any]:
    known = [(row["percent"], row["names"]) for row in line.offering.discounts]
    here = (line.discount_percent, line.discount_why)
    return {
        "quantity": line.quantity, "payment_form": line.payment_form, "payment_terms": line.payment_terms,
        "receiving": line.receiving, "address": line.address,
        "discount": known.index(here) if here in known else "",
        "documents": [row["said"] for row in line.documents if row["there"]],
    }  # fmt: skip


class CancelForm(SeenForm):
    reason = forms.CharField(label=_("Why it is cancelled"), max_length=300)


class ConfirmForm(forms.Form):
    """`seen`: the mark of the lines that were read out."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    channel = forms.ModelChoiceField(
        channels().none(), label=_("Confirmation by"), required=False, empty_label=_("As the client chose")
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["channel"]
        field.queryset = channels()
