"""The notice's new version and a program's new key."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import Names, Text
from anyqtama.administration.singles.publishing_notice import POINTS
from anyqtama.clients.models import Notice
from anyqtama.ui.inputs import MomentField

API_RIGHTS = {"calls.announce": _("Announce calls to the desk (the telephone exchange)")}
POINT_NAMES = {
    "stored": _("What is stored"),
    "purpose": _("What for"),
    "kept": _("How long"),
    "withdrawal": _("How to take the consent back"),
}


class NoticeForm(forms.Form):
    """Begins with the words in force."""

    stored = Names(label=POINT_NAMES["stored"], max_length=300, lines=True)
    purpose = Names(label=POINT_NAMES["purpose"], max_length=300, lines=True)
    kept = Names(label=POINT_NAMES["kept"], max_length=300, lines=True)
    withdrawal = Names(label=POINT_NAMES["withdrawal"], max_length=300, lines=True)
    texts = Names(
        label=_("The full text"), max_length=20_000, lines=True, help_text=_("An empty line begins a paragraph.")
    )
    valid_from = MomentField(label=_("In force from"), required=False, help_text=_("Empty: from now."))

    def __init__(self, data: Any = None, *, last: Notice | None) -> None:
        said: Mapping[str, Any] = last.points if last else {}
        words = {name: said[name] for name in POINTS if isinstance(said.get(name), dict)}
        super().__init__(data, initial=words | ({"texts": last.texts} if last else {}), use_required_attribute=False)

    def points(self) -> dict[str, dict[str, str]]:
        return {name: self.cleaned_data[name] for name in POINTS}


class KeyForm(forms.Form):
    name = Text(
        label=pgettext_lazy("setting", "Name"),
        max_length=100,
        help_text=_("Which program it is for: Telephone exchange."),
    )
    rights = forms.MultipleChoiceField(
        label=_("What it may do"), choices=list(API_RIGHTS.items()), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )  # fmt: skip
