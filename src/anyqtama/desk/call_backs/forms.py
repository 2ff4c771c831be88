"""What is asked when a call-back is promised, moved or called off."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.contacts.models import Queue
from anyqtama.desk.call_backs.origin import Origin
from anyqtama.kernel import secrecy
from anyqtama.ui.inputs import MomentField

OTHER = "other"


class CallBackForm(forms.Form):
    when = MomentField(label=_("When"))
    known = forms.ChoiceField(label=_("Number"), widget=forms.RadioSelect, required=False)
    number = forms.CharField(
        label=_("Another number"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    note = forms.CharField(label=pgettext_lazy("a call-back", "What it is about"), max_length=300, required=False)
    queue = forms.ModelChoiceField(
        Queue.objects.in_use().order_by("order", "id"), label=_("Queue that calls"), empty_label=None,
        help_text=_("Whoever of it is free calls, when you are not there."),
    )  # fmt: skip
    mine = forms.BooleanField(label=_("Ring at my desk first"), required=False)

    def __init__(self, *given: Any, origin: Origin, **named: Any) -> None:
        super().__init__(*given, **named)
        self.numbers = {str(known.pk): known for known in origin.numbers}
        shown = [(key, known.masked) for key, known in self.numbers.items()]
        self.fields["known"].choices = [*shown, (OTHER, _("another"))]  # type: ignore[attr-defined]
        if not shown:
            del self.fields["known"]
            self.fields["number"].label = _("Number")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        known = self.numbers.get(said.get("known") or "")
        if known is not None and not said.get("number"):
            said["number"] = secrecy.decrypt(known.value_sealed)
        if not said.get("number"):
            self.add_error("number", _("Choose a number or write one."))
        return said


class MoveForm(forms.Form):
    when = MomentField(label=_("When"))

    @property
    def moment(self) -> datetime:
        moment: datetime = self.cleaned_data["when"]
        return moment
