"""Which days and which part of the centre a report is about."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anyqtama.contacts.models import Queue
from anyqtama.metrics.reports import KINDS, LANGUAGE_NAMES

LONGEST = timedelta(days=366)


class ReportForm(forms.Form):
    by = forms.ChoiceField(choices=list(KINDS.items()), widget=forms.HiddenInput)
    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    queue = forms.ChoiceField(label=_("Queue"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("all")), *LANGUAGE_NAMES.items()])

    def __init__(self, data: Any, *, queues: list[Queue], yesterday: date) -> None:
        asked = {key: data[key] for key in data}
        asked["first"] = asked.get("first") or asked.get("last") or yesterday.isoformat()
        asked["last"] = asked.get("last") or asked["first"]
        asked["by"] = asked.get("by") or "queue"
        super().__init__(asked)
        chosen = forms.ChoiceField(
            label=_("Queue"), required=False, choices=[("", _("all")), *((queue.code, str(queue)) for queue in queues)]
        )
        self.fields["queue"] = chosen

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        if given["last"] < given["first"]:
            raise forms.ValidationError(_("The last day lies before the first. Exchange them."))
        if given["last"] - given["first"] > LONGEST:
            raise forms.ValidationError(_("A report covers at most 366 days. Choose a shorter period."))
        return given
