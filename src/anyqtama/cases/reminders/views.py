"""The page of one's reminders."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anyqtama.cases import seeing
from anyqtama.cases.models import Reminder
from anyqtama.cases.reminders import reminding, waiting
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_safe
@for_right("reminders.see")
def reminders(request: AuthenticatedRequest) -> HttpResponse:
    at = timezone.now()
    reader = seeing.seeing(request.user)
    rows = [
        (row, reader.subject(row.case), waiting.shape(row, at), _gives(request, row))
        for row in waiting.shown(request.user)
    ]
    crumbs = [{"label": _("Cases"), "url": reverse("cases")}, {"label": _("Reminders"), "url": ""}]
    given = {"rows": rows, "crumbs": crumbs, "sees_alerts": access.has_right(request.user, "alerts.see")}
    return render(request, "cases/reminders.html", given)


@require_POST
@for_right("reminders.see")
def seen(request: AuthenticatedRequest, reminder_id: int) -> HttpResponse:
    row = access.fetch(request.user, Reminder, pk=reminder_id)
    reminding.see(person=request.user, reminders=[row], at=timezone.now())
    return HttpResponseRedirect(reverse("reminders"))


@require_POST
@for_right("reminders.see")
def all_seen(request: AuthenticatedRequest) -> HttpResponse:
    """Those that the page showed."""
    number = reminding.see(person=request.user, reminders=waiting.shown(request.user), at=timezone.now())
    messages.success(request, _("Put aside: %(number)s.") % {"number": number})
    return HttpResponseRedirect(reverse("reminders"))


def _gives(request: AuthenticatedRequest, row: Reminder) -> bool:
    """The owner is away, and the reader may give the case to somebody who is there."""
    return row.instead_id not in (None, request.user.pk) and access.may(request.user, "case.work", row.case)
