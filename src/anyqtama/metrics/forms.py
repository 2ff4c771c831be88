"""Which days and which part of the centre a report is about."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anyqtama.channels.models import Channel
from anyqtama.contacts.models import Queue
from anyqtama.metrics.opening import WHAT, WORKED
from anyqtama.metrics.reports import KINDS, LANGUAGE_NAMES
from anyqtama.ui.inputs import DayField

LONGEST = timedelta(days=366)
TREND_DAYS = timedelta(days=14)
"""What a report by day shows until somebody chooses days: one day alone has no trend."""


class ReportForm(forms.Form):
    by = forms.ChoiceField(choices=list(KINDS.items()), widget=forms.HiddenInput)
    first = DayField(label=_("From"))
    last = DayField(label=_("To"))
    queue = forms.ChoiceField(label=_("Queue"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("all")), *LANGUAGE_NAMES.items()])

    def __init__(self, data: Any, *, queues: list[Queue], yesterday: date) -> None:
        asked = {key: data[key] for key in data}
        asked["by"] = asked.get("by") or "queue"
        asked["what"] = asked.get("what") or "offered"
        days = TREND_DAYS if asked["by"] == "day" else timedelta(days=1)
        begins = yesterday - days + timedelta(days=1)
        asked["first"] = asked.get("first") or asked.get("last") or begins.isoformat()
        asked["last"] = asked.get("last") or (asked["first"] if data.get("first") else yesterday.isoformat())
        super().__init__(asked)
        self.fields["queue"] = _choice(gettext("Queue"), queues)
        self.fields["channel"] = _choice(gettext("Channel"), Channel.objects.order_by("order", "id"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        if given["last"] < given["first"]:
            raise forms.ValidationError(_("The last day lies before the first. Exchange them."))
        if given["last"] - given["first"] > LONGEST:
            raise forms.ValidationError(_("A report covers at most 366 days. Choose a shorter period."))
        return given


def _choice(name: str, rows: Iterable[Queue | Channel]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=name, required=False, choices=[("", _("all")), *((row.code, str(row)) for row in rows)]
    )


class OpenedForm(ReportForm):
    """One cell of a report: `row` is its row's key (empty: the total), `what` the contacts its number counts."""

    what = forms.ChoiceField(choices=[(what, what) for what in (*WHAT, *WORKED)], widget=forms.HiddenInput)
    row = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def clean_row(self) -> str:
        row, by = self.cleaned_data["row"], self.cleaned_data.get("by")
        try:
            fine = not row or _fits(str(by), row)
        except ValueError:  # a day that no calendar has
            fine = False
        if not fine:
            raise forms.ValidationError(_("This row is in no report."))
        return str(row)


def _fits(by: str, row: str) -> bool:
    """Whether a report of this kind can have such a row; a day that no calendar has raises ValueError."""
    if by == "hour":
        return row.isdecimal() and int(row) < 24
    if by == "person":
        return row.isdecimal() and len(row) < 18
    return parse_date(row) is not None if by == "day" else "\0" not in row
