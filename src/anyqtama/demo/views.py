"""The page /demo/: the switch and the pace of the simulation, and who acts by themselves."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from anyqtama.demo import directing
from anyqtama.demo.forms import DirectionForm
from anyqtama.people.access import AuthenticatedRequest, for_right
from anyqtama.people.models import Person
from anyqtama.people.roles import DESK, LEADS


@require_http_methods(["GET", "HEAD", "POST"])
@for_right("demo.direct")
def direction(request: AuthenticatedRequest) -> HttpResponse:
    at = timezone.now()
    now = directing.current()
    people = list(
        Person.objects.filter(is_active=True, grants__role__in=DESK | LEADS).distinct().order_by("family_name")
    )
    logins = [person.login for person in people]
    acting = [login for login in logins if login not in now.resting]
    given = {"running": now.running, "per_hour": now.per_hour, "acting": acting}
    form = DirectionForm(request.POST or None, people=people, initial=given)
    if form.is_valid():
        said = form.cleaned_data
        resting = set(logins) - set(said["acting"])
        directing.direct(running=said["running"], per_hour=said["per_hour"], resting=resting, by=request.user, at=at)
        return redirect("demo")
    signed_in = directing.taken_over(at=at)
    shown = {
        "form": form,
        "direction": now,
        "alive": now.seen_at is not None and at - now.seen_at < directing.ALIVE,
        "taken_over": [person for person in people if person.pk in signed_in],
    }
    return render(request, "demo/direction.html", shown, status=422 if form.errors else 200)
