"""What the forms of situations accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.teamwork.models import Severity, SituationKind
from anyqtama.teamwork.situations.reporting import LONGEST
from anyqtama.teamwork.situations.words import SEVERITIES


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST})


class ReportForm(forms.Form):
    kind = forms.ModelChoiceField(
        label=_("What kind of situation"), queryset=SituationKind.objects.none(), to_field_name="code",
        empty_label=None, widget=forms.RadioSelect,
    )  # fmt: skip
    severity = forms.ChoiceField(
        label=_("How bad"), choices=list(SEVERITIES.items()), initial=Severity.SERIOUS, widget=forms.RadioSelect
    )
    what = forms.CharField(label=_("What happened"), max_length=LONGEST, widget=area(4))
    about = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = SituationKind.objects.filter(active=True).order_by("order", "pk")


class NoteForm(forms.Form):
    text = forms.CharField(label=pgettext_lazy("log", "What was done or learnt"), max_length=LONGEST, widget=area(2))


class ResolveForm(forms.Form):
    outcome = forms.CharField(
        label=_("Outcome"), help_text=_("What ended it, and what should be changed so that it does not come back."),
        max_length=LONGEST, widget=area(3),
    )  # fmt: skip
