"""The form of the workplace's check: by the page's own trials where scripts run, by eye and ear where they do not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from anyqtama.people.models import WorkplacePart
from anyqtama.people.workplace_words import PARTS

ANSWERS = [
    ("works", pgettext_lazy("workplace", "works")),
    ("fails", pgettext_lazy("workplace", "does not work")),
    ("none", pgettext_lazy("workplace", "not tried")),
]


class WorkplaceForm(forms.Form):
    """One answer a part; the network is measured by the page."""

    network_ms = forms.IntegerField(required=False, min_value=0, max_value=600_000, widget=forms.HiddenInput)
    note = forms.CharField(label=gettext_lazy("What is wrong, in your words"), required=False, max_length=300)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for part in WorkplacePart:
            self.fields[part.value] = forms.ChoiceField(choices=ANSWERS, initial="none", widget=forms.RadioSelect)

    def rows(self) -> list[dict[str, Any]]:
        return [{"part": part.value, "words": PARTS[part], "field": self[part.value]} for part in WorkplacePart]

    def works(self) -> dict[WorkplacePart, bool]:
        said = {part: self.cleaned_data[part.value] for part in WorkplacePart}
        return {part: answer == "works" for part, answer in said.items() if answer != "none"}
