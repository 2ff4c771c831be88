"""What a verb of the desk answers: the next page or a short JSON; a refusal always with the text kept."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from anyqtama.contacts.models import Contact
from anyqtama.desk import screen
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest

REFUSED, INVALID = 409, 422


def seen(request: AuthenticatedRequest, contact_id: int, *, whole: bool = False) -> Contact:
    """The contact if its reader may see it. Whether they may act on it is the verb's to say: its words are kinder.

    Mostly it is the reader's own, which asks nothing more. `whole`: with all that its page shows.
    """
    rows = Contact.objects.select_related(*screen.CONTACT_FACTS) if whole else Contact.objects.all()
    contact = rows.filter(pk=contact_id).first()
    if contact is None:
        raise Http404
    own = access.may(request.user, "contact.lead", contact)
    if not own and not access.visible(request.user, Contact).filter(pk=contact_id).exists():
        raise Http404
    return contact


def scripted(request: AuthenticatedRequest) -> bool:
    """Asked by the desk's own module, which wants no page."""
    return request.headers.get("X-Desk") == "1"


def refusal_in(failure: Exception) -> str | None:
    """The sentence of a verb's refusal; None for anything else that went wrong."""
    message = getattr(failure, "message", None)
    return None if message is None else str(message)


def act(
    request: AuthenticatedRequest,
    contact: Contact,
    at: datetime,
    verb: Callable[[], object],
    *,
    onward: str = "",
    **given: Any,
) -> HttpResponse:
    """Do the verb. `onward`: where to be afterwards; `given`: what to show again when it refuses.

    A refusal that names a field of the form is shown at it.
    """
    try:
        verb()
    except Exception as failure:
        said = refusal_in(failure)
        if said is None:
            raise
        field, name = getattr(failure, "field", ""), given.get("opened", "")
        if field and name:
            given[name].add_error(field, said)
            return incomplete(request, contact, at, given[name], name)
        return refused(request, contact, at, said, **given)
    return done(request, onward or reverse("desk_contact", args=[contact.pk]))


def done(request: AuthenticatedRequest, onward: str) -> HttpResponse:
    if not scripted(request):
        return HttpResponseRedirect(onward)
    here = request.headers.get("X-Desk-Page", "")
    return JsonResponse({"done": True, "go": "" if onward == here else onward})


def refused(
    request: AuthenticatedRequest, contact: Contact, at: datetime, said: str, *, status: int = REFUSED, **given: Any
) -> HttpResponse:
    if scripted(request):
        return JsonResponse({"done": False, "refusal": said}, status=status)
    return page(request, contact, at, status=status, refusal=said, **given)


def incomplete(
    request: AuthenticatedRequest, contact: Contact, at: datetime, form: forms.Form, name: str
) -> HttpResponse:
    """A form with something to put right, shown again where it stands, filled as it was sent."""
    if not scripted(request):
        return page(request, contact, at, status=INVALID, opened=name, **{name: form})
    errors = {form.add_prefix(field): list(map(str, found)) for field, found in form.errors.items()}
    return JsonResponse({"done": False, "errors": errors}, status=INVALID)


def page(
    request: AuthenticatedRequest, contact: Contact, at: datetime, *, status: int = 200, **given: Any
) -> HttpResponse:
    """The whole desk with this contact open; `given` is described in desk.screen."""
    shown = screen.contact_desk(contact, request.user, at, given)
    return render(request, "desk/desk.html", shown, status=status)
