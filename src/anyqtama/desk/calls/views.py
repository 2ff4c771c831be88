"""Beginning a telephone call: by hand, or from an address that the PBX opened in the operator's browser."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from anyqtama.clients import identifying
from anyqtama.contacts import phoning
from anyqtama.desk.access import ANNOUNCE
from anyqtama.desk.calls import announcing, reading
from anyqtama.desk.forms import AnnouncedCallForm, CallForm
from anyqtama.desk.topics import topic_choices
from anyqtama.people import api_keys
from anyqtama.people.access import AuthenticatedRequest, for_right

form_view = require_http_methods(["GET", "HEAD", "POST"])
REFUSALS = (identifying.NotAnIdentity, phoning.NoPhoneChannel)


@form_view
@never_cache
@for_right("desk.use")
def new(request: AuthenticatedRequest) -> HttpResponse:
    """POST with `look` only looks the caller up: a number is never in an address."""
    form = CallForm(request.POST or None, topics=topic_choices(), initial={"language": request.user.language})
    if not form.is_valid():
        return _new(request, form, status=422 if form.errors else 200)
    said = form.cleaned_data
    try:
        if "look" in request.POST:
            return _new(request, form, looked=True, caller=reading.caller(said["number"], request.user))
        contact = phoning.begin(
            by=request.user, number=said["number"], language=said["language"], topic=said["topic"],
            outgoing=said["direction"] == "out", at=timezone.now(),
        )  # fmt: skip
    except REFUSALS as refusal:
        form.add_error("number", str(refusal.message))
        return _new(request, form, status=422)
    return redirect("desk_contact", contact.pk)


@form_view
@never_cache
@for_right("desk.use")
def open_announced(request: AuthenticatedRequest, token: str) -> HttpResponse:
    """GET shows what was announced and changes nothing; POST begins the call and uses the address up."""
    at = timezone.now()
    try:
        announced = announcing.look(token=token, at=at)
        known = {"language": announced.language, "topic": announced.topic_id}
        form = AnnouncedCallForm(request.POST or None, topics=topic_choices(), initial=known)
        if form.is_valid():
            contact = announcing.open_call(token=token, by=request.user, at=at, **form.cleaned_data)
            return redirect("desk_contact", contact.pk)
    except (announcing.AddressUsed, phoning.NoPhoneChannel) as refusal:
        return render(request, "desk/call_over.html", {"refusal": refusal.message}, status=410)
    caller = reading.caller(announcing.number_of(announced), request.user)
    shown = {"form": form, "announced": announced, "caller": caller, "at": at}
    return render(request, "desk/call_announced.html", shown, status=422 if form.errors else 200)


@csrf_exempt
@require_POST
def announce(request: HttpRequest) -> HttpResponse:
    """`POST /api/calls/` with a key that may announce calls: the address to open in the operator's browser."""
    at = timezone.now()
    try:
        key = api_keys.authenticate(api_keys.bearer(request), at)
        if not api_keys.allows(key, ANNOUNCE):
            return _problem(403, announcing.NotAllowed)
        form = request.content_type != "application/json"
        said = reading.announcement_of_form(request.POST) if form else reading.announcement(request.body)
        row, token = announcing.announce(key=key, at=at, **said.facts())
    except api_keys.WrongKey as refusal:
        return _problem(401, type(refusal))
    except (reading.NotAnAnnouncement, announcing.WrongLifetime, identifying.NotAnIdentity) as refusal:
        return _problem(422, type(refusal))
    address = request.build_absolute_uri(reverse("desk_call_open", args=[token]))
    return JsonResponse({"open": address, "expires_at": row.expires_at.isoformat()}, status=201)


def _new(request: AuthenticatedRequest, form: CallForm, *, status: int = 200, **shown: Any) -> HttpResponse:
    return render(request, "desk/call_new.html", {"form": form, **shown}, status=status)


def _problem(status: int, refusal: Any) -> HttpResponse:
    body = {"error": refusal.__name__, "message": str(refusal.message)}
    return JsonResponse(body, status=status)
