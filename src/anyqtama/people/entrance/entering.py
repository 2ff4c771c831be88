"""Opening the door: what is still to be shown, then a new session with its own key, the journal, the cookies."""

from datetime import datetime

from django.conf import settings
from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.encoding import iri_to_uri

from anyqtama.kernel import journal
from anyqtama.people import appearance, devices, second_factor
from anyqtama.people.addresses import client_address
from anyqtama.people.browsers import browser_name
from anyqtama.people.entrance import pending, shown_once
from anyqtama.people.entries import SignedIn, SignedOut
from anyqtama.people.models import Person, Presence, WorkingState
from anyqtama.people.presence import OFFLINE, change

BACKEND = "anyqtama.people.signing_in.Backend"


def proceed(
    request: HttpRequest, *, person: Person, factor: str, device: str, onward: str, at: datetime
) -> HttpResponse:
    """Lead to the next thing the person must show, or in."""
    step = ""
    if factor == "password" and second_factor.asked(person):
        step = "sign_in_code"
    elif factor == "password" and second_factor.required(person):
        step = "sign_in_second_factor"
    elif person.must_change_password:
        step = "sign_in_password"
    if step:
        pending.begin(request, person=person, factor=factor, device=device, onward=onward, at=at)
        return redirect(step)
    return _enter(request, person=person, factor=factor, device=device, onward=onward, at=at)


def leave(request: HttpRequest, *, person: Person, at: datetime) -> None:
    """Sign out; who has no other browser open is off shift, so that no contact is offered to an empty chair."""
    others = person.sessions.filter(expire_date__gt=at).exclude(session_key=request.session.session_key or "")
    with transaction.atomic():
        if not others.exists() and Presence.objects.filter(person=person).exists():
            offline = WorkingState.objects.get(code=OFFLINE)
            change(person=person, state=offline, by=person.principal, at=at)
        journal.write(SignedOut(), subject=person, by=person.principal, at=at)
    auth.logout(request)


def _enter(
    request: HttpRequest, *, person: Person, factor: str, device: str, onward: str, at: datetime
) -> HttpResponse:
    with transaction.atomic():
        shown_once.flush(request)  # nothing of the time before comes along, and the key is new
        auth.login(request, person, backend=BACKEND)
        request.session["began_at"] = at.isoformat()
        request.session["address"] = address = client_address(request)
        request.session["browser"] = browser = browser_name(request.headers.get("User-Agent", ""))
        request.session["factor"] = factor
        request.session["roles"] = sorted(person.roles)
        if settings.DEMO:  # its people belong to nobody: whoever looks keeps the language chosen at the door
            appearance.keep_language(person=person, cookies=request.COOKIES)
        entry = SignedIn(factor=factor, known_device=bool(device), browser=browser, address=address)
        journal.write(entry, subject=person, by=person.principal, at=at)
    unseen = shown_once.kept_codes(request) is not None
    response = redirect("my_recovery_codes") if unseen else HttpResponseRedirect(iri_to_uri(onward))
    response.set_cookie(
        devices.cookie_name(person.login), devices.new_device(login=person.login), max_age=devices.KEPT_SECONDS,
        path=devices.PATH, httponly=True, samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip
    kept = {what: value for what, value in appearance.of(person).items() if value != "auto"}
    appearance.remember(response, request, kept)  # who left it to the system keeps what this browser shows
    return response
