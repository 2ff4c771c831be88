"""What the pages of incidents accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.cases.forms import LANGUAGES, LONGEST, area
from anyqtama.knowledge.models import KnownError, Situation


class OpenForm(forms.Form):
    subject = forms.CharField(label=_("What the trouble is"), max_length=200)
    what = forms.CharField(
        label=_("What is known so far"), required=False, max_length=LONGEST, widget=area(4, LONGEST)
    )  # fmt: skip
    error = forms.ModelChoiceField(
        KnownError.objects.filter(retired_at=None), label=_("Known error"), required=False, empty_label="—"
    )
    situation = forms.ModelChoiceField(
        Situation.objects.filter(ended_at=None).order_by("-began_at"),
        label=pgettext_lazy("incident", "On the board of what happens now"), required=False, empty_label="—",
    )  # fmt: skip


class NoticeForm(forms.Form):
    """A text for each language; those nobody reads may stay empty."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for code, name in LANGUAGES:
            widget = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST, "lang": code})
            self.fields[code] = forms.CharField(label=name, required=False, max_length=LONGEST, widget=widget)

    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[code] for code, _name in LANGUAGES}
