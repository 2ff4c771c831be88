"""What was offered and what became of it, for days that one chooses."""

from datetime import datetime, time, timedelta

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from anyqtama.cases.orders import report
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.ui.inputs import DayField

MONTH = timedelta(days=30)


class DaysForm(forms.Form):
    first = DayField(label=gettext_lazy("From"))
    last = DayField(label=gettext_lazy("To"))

    def clean(self) -> None:
        said = self.cleaned_data
        if "first" in said and "last" in said and said["first"] > said["last"]:
            self.add_error("last", _("The last day is before the first."))


@require_safe
@for_right("cases.see")
def offered(request: AuthenticatedRequest) -> HttpResponse:
    """`?first=&last=`, by default the last month."""
    today = timezone.localdate()
    days = {"first": (today - MONTH).isoformat(), "last": today.isoformat()} | request.GET.dict()
    form = DaysForm(days)
    crumbs = [{"label": _("Cases"), "url": reverse("cases")}, {"label": _("What was offered"), "url": ""}]
    if not form.is_valid():
        return render(request, "cases/offered.html", {"form": form, "crumbs": crumbs}, status=422)
    since = datetime.combine(form.cleaned_data["first"], time(), settings.ZONE)
    until = datetime.combine(form.cleaned_data["last"] + timedelta(days=1), time(), settings.ZONE)
    return render(request, "cases/offered.html", {"form": form, "rows": report.rows(since, until), "crumbs": crumbs})
