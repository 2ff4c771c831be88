"""What the two dialogs accept: a method, or the way to the rescuers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts.models import ConflictMethod, RescueService
from anyqtama.desk.forms import FIRST, words
from anyqtama.people.models import Person


class DifficultForm(forms.Form):
    """`lead` and `note` count where the method asks a lead to take over."""

    method = forms.ModelChoiceField(
        ConflictMethod.objects.filter(active=True), label=_("What you do"), to_field_name="code", empty_label=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    lead = forms.ChoiceField(label=_("Which lead, where one takes over"), required=False)
    note = forms.CharField(label=_("What the lead shall know"), required=False, max_length=1000, widget=words(2, 1000))

    def __init__(self, *given: Any, leads: Sequence[Person], **named: Any) -> None:
        super().__init__(*given, **named)
        self.leads = {str(person.pk): person for person in leads}
        choices = [("", "—"), *((key, str(person)) for key, person in self.leads.items())]
        self.fields["lead"].choices = choices  # type: ignore[attr-defined]

    @property
    def asked(self) -> Person | None:
        return self.leads.get(self.cleaned_data["lead"])


class RescueForm(forms.Form):
    """In the order in which it is asked: the address first."""

    address = forms.CharField(
        label=_("1. The address"), max_length=300, help_text=_("“Where exactly? Street, house, entrance, floor?”"),
        widget=forms.TextInput(attrs=FIRST),
    )  # fmt: skip
    what = forms.CharField(
        label=_("2. What happens there"), max_length=1000,
        help_text=_("“What happened? How many people? Are they conscious?”"),
        widget=words(2, 1000),
    )  # fmt: skip
    call_back = forms.CharField(
        label=_("3. A number to call back"), required=False, max_length=60,
        help_text=_("“On which number can you be reached if the line breaks?”"),
    )  # fmt: skip
    service = forms.ModelChoiceField(
        RescueService.objects.filter(active=True), label=_("4. Who comes"), to_field_name="code", empty_label=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
