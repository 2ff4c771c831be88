"""Absences of one person: their own, or planned by their lead or the system administrator."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from anyqtama.people import access, planning_absence
from anyqtama.people.absence_page.forms import AbsenceForm
from anyqtama.people.access import AuthenticatedRequest, signed_in
from anyqtama.people.models import Absence, Person

REFUSED, INVALID = 409, 422
REFUSALS = (
    planning_absence.EndsBeforeItBegins, planning_absence.OverAlready, planning_absence.DeputyIsOneself,
    planning_absence.DeputyGone, planning_absence.CannotStandIn, planning_absence.Meets,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def absences(request: AuthenticatedRequest, person_id: int) -> HttpResponse:
    """POST plans one."""
    at, person = timezone.now(), access.fetch(request.user, Person, "plan_absence", pk=person_id)
    if request.method != "POST":
        return _page(request, person, AbsenceForm(person=person), at)
    form = AbsenceForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, person, form, at, status=INVALID)
    try:
        planning_absence.plan(person=person, by=request.user, at=at, **form.cleaned_data)
    except REFUSALS as refusal:
        return _page(request, person, form, at, refusal=str(refusal.message), status=REFUSED)
    messages.success(request, _("The absence is planned; the deputy sees it in their account."))
    return redirect("person_absences", person.pk)


@require_POST
@signed_in
def end(request: AuthenticatedRequest, absence_id: int) -> HttpResponse:
    absence = access.fetch(request.user, Absence, "end", pk=absence_id)
    try:
        planning_absence.end(absence=absence, by=request.user, at=timezone.now())
    except planning_absence.OverAlready:  # a second click, or the last day has passed: what was wanted is so
        messages.info(request, _("This absence is over already."))
    else:
        messages.success(request, _("The absence is ended: nobody stands in any more."))
    return redirect("person_absences", absence.person_id)


def _page(
    request: AuthenticatedRequest, person: Person, form: AbsenceForm, at: datetime, *, refusal: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    today, own = timezone.localdate(at), person.pk == request.user.pk
    rows = Absence.objects.open(today).filter(person=person).select_related("deputy").order_by("begins_on")
    crumbs = [{"label": _("My account") if own else str(person), "url": reverse("me") if own else ""}]
    crumbs.append({"label": _("Absence and deputy"), "url": ""})
    shown = {"person": person, "own": own, "form": form, "rows": rows, "today": today, "refusal": refusal,
             "crumbs": crumbs}  # fmt: skip
    return render(request, "people/absences/page.html", shown, status=status)
