"""What the forms of records' quality accept."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.clients.models import FieldReport
from anyqtama.clients.records.correcting import FIELDS
from anyqtama.clients.records.fields import fields
from anyqtama.clients.words import FIELDS as WORDS
from anyqtama.clients.words import PLACE
from anyqtama.kernel.labels import label


class ReportForm(forms.Form):
    field = forms.ChoiceField(label=_("Which field"))
    text = forms.CharField(
        label=_("What is wrong"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        help_text=_("What it says, what it should say, and how you know it."),
    )  # fmt: skip

    def __init__(self, *given: object, record: str, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        choices = [(each.field, label(each.names)) for each in fields().values() if each.record == record]
        self.fields["field"].choices = choices  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=[
            (FieldReport.Outcome.MENDED, pgettext_lazy("answer to a report", "mended")),
            (FieldReport.Outcome.RIGHT, pgettext_lazy("answer to a report", "right as it is")),
        ]
    )
    text = forms.CharField(max_length=500, required=False)


class CorrectionForm(forms.Form):
    field = forms.ChoiceField(label=_("Field"), choices=[(each, {**PLACE, **WORDS}[each]) for each in FIELDS])
    wrong = forms.CharField(label=_("It says"), max_length=100, strip=True)
    right = forms.CharField(label=_("It should say"), max_length=100, strip=True)
