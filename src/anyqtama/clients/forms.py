"""What the forms of a client's card accept."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.clients import identifying, words
from anyqtama.clients.models import PLACE, Client, IdentityKind, Representation
from anyqtama.clients.naming import values_of
from anyqtama.clients.records import judging
from anyqtama.ui.inputs import DayField

LANGUAGES = list(words.LANGUAGES.items())
SEEN = "clients.seen"
ORAL = ("oral", "paper", "signature")


def area(rows: int, longest: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": longest})


class CardForm(forms.Form):
    """`seen` carries what the editor had before them, signed: so two editors of one card lose no word."""

    kind = forms.ChoiceField(label=words.FIELDS["kind"], choices=list(words.KINDS.items()), required=False)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    city = forms.CharField(label=words.PLACE["city"], max_length=100, required=False)
    street = forms.CharField(label=words.PLACE["street"], max_length=100, required=False)
    house = forms.CharField(label=words.PLACE["house"], max_length=20, required=False)
    flat = forms.CharField(label=words.PLACE["flat"], max_length=20, required=False)
    region = forms.CharField(label=words.PLACE["region"], max_length=100, required=False)
    postcode = forms.CharField(label=words.PLACE["postcode"], max_length=10, required=False)
    address = forms.CharField(
        label=_("Address in one line"), max_length=300, required=False,
        help_text=_("Written from the parts above where they are filled."),
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label=words.FIELDS["needs"], choices=list(words.NEEDS.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    notes = forms.CharField(label=_("About the client"), max_length=2000, required=False, widget=area(3, 2000))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The rules of records' quality that act before saving."""
        data = super().clean() or self.cleaned_data
        for field, said in judging.refusals(kind=data.get("kind", ""), values=data).items():
            self.add_error("street" if field == "place" else field, said)
        return data

    def changes(self) -> dict[str, Any]:
        """The fields of the card as this form wants them; `address` only where no part says it."""
        data = self.cleaned_data
        place = {part: data[part] for part in PLACE if data[part]}
        wanted = {field: data[field] for field in ("name", "language", "needs", "notes")} | {"place": place}
        if data["kind"]:
            wanted["kind"] = data["kind"]
        return wanted if place else wanted | {"address": data["address"]}

    def before(self) -> Mapping[str, Any] | None:
        """What the editor saw; None for a form that does not say it."""
        try:
            return signing.loads(self.cleaned_data["seen"], salt=SEEN) if self.cleaned_data["seen"] else None
        except signing.BadSignature:
            return None


def values(card: Client) -> dict[str, Any]:
    """What the card's form begins with."""
    seen = values_of(card)
    return seen | dict(seen["place"]) | {"seen": signing.dumps(seen, salt=SEEN, compress=True)}


class IdentityForm(forms.Form):
    """One field for all kinds: what is typed tells what it is."""

    value = forms.CharField(
        label=_("Telephone, e-mail, messenger, IIN or BIN"), max_length=200,
        help_text=_("For example 8 701 555 21 48, name@mail.kz, @name, or the 12 digits of an IIN or BIN."),
    )  # fmt: skip

    @property
    def kind(self) -> IdentityKind:
        return identifying.kind_of(self.cleaned_data["value"])


class AgentForm(forms.Form):
    who = forms.CharField(
        label=_("Who: telephone, e-mail, IIN or number of the card"), max_length=200,
        help_text=_("Found by it; with a new telephone or e-mail a card is made."),
    )  # fmt: skip
    name = forms.CharField(label=_("Name, if there is no card yet"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("As whom"), choices=list(words.ROLES.items()))
    powers = forms.MultipleChoiceField(
        label=_("May"), choices=list(words.POWERS.items()), widget=forms.CheckboxSelectMultiple,
        initial=[Representation.Power.ASK, Representation.Power.RECEIVE],
    )  # fmt: skip
    document = forms.CharField(label=_("Document: number and date"), max_length=200, required=False)
    valid_until = DayField(label=_("Last day"), required=False)


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(label=_("What for"), choices=list(words.PURPOSES.items()))
    how = forms.ChoiceField(label=_("How it was given"), choices=[(key, words.HOW[key]) for key in ORAL])


class BlockForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=area(2, 300))
    hours = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=[
            (1, pgettext_lazy("block", "1 hour")),
            (24, pgettext_lazy("block", "24 hours")),
            (168, pgettext_lazy("block", "7 days")),
            (720, pgettext_lazy("block", "30 days")),
        ],
    )

    def until(self, at: datetime) -> datetime:
        return at + timedelta(hours=self.cleaned_data["hours"])


class SilenceForm(forms.Form):
    reason = forms.CharField(label=_("What the client said"), max_length=300, widget=area(2, 300))


class EraseForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("On what ground"),
        choices=[
            ("request", pgettext_lazy("ground of erasure", "the client asked for it")),
            ("withdrawn", pgettext_lazy("ground of erasure", "the consent was withdrawn")),
            ("purpose_over", pgettext_lazy("ground of erasure", "the purpose is reached or the term is over")),
            ("court", pgettext_lazy("ground of erasure", "by a court or an authority")),
        ],
    )
    sure = forms.BooleanField(label=_("I know that it cannot be taken back"))


FORMS: dict[str, type[forms.Form]] = {
    "change": CardForm,
    "reach": IdentityForm,
    "agent": AgentForm,
    "consent": ConsentForm,
    "block": BlockForm,
    "silence": SilenceForm,
    "erase": EraseForm,
}
"""What can be asked for in place on the card: `?do=…`."""


def begun(do: str, card: Client) -> forms.Form:
    return FORMS[do](initial=values(card) if do == "change" else None, auto_id="act-%s")
