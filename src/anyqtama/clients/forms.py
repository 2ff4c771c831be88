"""What the forms of a client's card accept."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.clients.models import IdentityKind

LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]


def area(rows: int, longest: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": longest})


class CardForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    notes = forms.CharField(label=_("About the client"), max_length=2000, required=False, widget=area(3, 2000))


class IdentityForm(forms.Form):
    """One field for both: what has an @ is an e-mail."""

    value = forms.CharField(label=_("Telephone or e-mail"), max_length=200)

    @property
    def kind(self) -> IdentityKind:
        return IdentityKind.EMAIL if "@" in self.cleaned_data["value"] else IdentityKind.PHONE


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


FORMS: dict[str, type[forms.Form]] = {"change": CardForm, "reach": IdentityForm, "block": BlockForm}
"""What can be asked for in place on the card: `?do=…`."""


def begun(do: str, card: Any) -> forms.Form:
    initial = {field: getattr(card, field) for field in ("name", "language", "address", "notes")}
    return FORMS[do](initial=initial if do == "change" else None, auto_id="act-%s")
